"""A database server that answers nobody any more, and does not say so either."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine, text

from bot import pulse
from bot.pulse import Pulse
from bot.wakeups import Wakeups
from bot.wiring import in_threads
from domain.work import StoreAway
from handlers.office import Office
from storage.database import open_engine
from storage.postgresql import CONNECT_WITHIN_SECONDS
from storage.store import SqlStore
from storage.vault import Vault
from storage.wakeups import INBOX, wake
from tests.bot.doors import until
from tests.databases import Databases
from tests.silence import Silence, through_silence

# Noticed at once here; then a new connection is tried.
SOON = CONNECT_WITHIN_SECONDS + 2.0


@pytest.fixture
def line(databases: Databases) -> Iterator[tuple[str, Silence]]:
    with through_silence(databases.postgresql()) as made:
        yield made


@pytest.fixture
def silence(line: tuple[str, Silence]) -> Silence:
    return line[1]


@pytest.fixture
def engine(line: tuple[str, Silence]) -> Iterator[Engine]:
    engine = open_engine(line[0])
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine, vault: Vault) -> SqlStore:
    return SqlStore(engine, vault)


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "_EVERY", 0.1)
    monkeypatch.setattr(pulse, "_ANSWERS_WITHIN", 0.5)
    monkeypatch.setattr(pulse, "_GRACE", 0.2)


@asynccontextmanager
async def watched(engine: Engine) -> AsyncIterator[None]:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(Pulse(engine).run(stop))
        await asyncio.sleep(0.3)
        yield
        stop.set()


def ask(store: SqlStore) -> None:
    with store.read() as work:
        work.leases.workers()


def ask_slowly(store: SqlStore, seconds: float) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": seconds})


async def test_whoever_waits_for_a_silent_server_is_let_go(
    engine: Engine, store: SqlStore, silence: Silence, caplog: pytest.LogCaptureFixture
) -> None:
    ask(store)
    async with watched(engine):
        silence.is_silent = True
        began = time.monotonic()
        with pytest.raises(StoreAway):
            await asyncio.to_thread(ask, store)

    assert time.monotonic() - began < SOON
    assert "database_silent" in caplog.messages


async def test_when_the_server_is_back_everything_goes_on(
    engine: Engine, store: SqlStore, silence: Silence
) -> None:
    ask(store)
    async with watched(engine):
        silence.is_silent = True
        with pytest.raises(StoreAway):
            await asyncio.to_thread(ask, store)
        silence.is_silent = False

        await asyncio.to_thread(ask, store)


async def test_a_statement_that_takes_long_is_left_alone_while_the_server_answers(
    engine: Engine, store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(engine):
        await asyncio.to_thread(ask_slowly, store, 2.0)

    assert "database_silent" not in caplog.messages


async def test_nobody_waits_long_for_a_new_connection_to_a_silent_server(
    store: SqlStore, silence: Silence
) -> None:
    silence.is_silent = True
    began = time.monotonic()

    with pytest.raises(StoreAway):
        await asyncio.to_thread(ask, store)

    assert time.monotonic() - began < CONNECT_WITHIN_SECONDS + 1


async def test_who_listens_on_a_silent_line_listens_anew(
    engine: Engine, office: Office, silence: Silence, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []
    office, stop = replace(office, run=in_threads()), asyncio.Event()
    async with watched(engine), asyncio.TaskGroup() as group:
        group.create_task(Wakeups(engine, office, {INBOX: partial(heard.append, INBOX)}).run(stop))
        await until(lambda: heard == [INBOX])
        silence.is_silent = True
        await until(lambda: "wakeups_interrupted" in caplog.messages)
        silence.is_silent = False
        await until(lambda: len(heard) == 2)

        with engine.begin() as connection:
            wake(connection, INBOX)
        await until(lambda: len(heard) == 3)
        stop.set()
