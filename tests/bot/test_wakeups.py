"""What one worker accepts or causes wakes the others at once, on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import Engine, text

from bot.wakeups import Wakeups
from bot.wiring import in_threads
from domain.inbox import Accepted
from domain.outbox import Announcement, Lane, Message
from handlers.office import Office
from storage.database import open_engine
from storage.hour_keys import HourKeys
from storage.inbox import Line
from storage.store import SqlStore
from storage.vault import Vault
from storage.wakeups import INBOX, OUTBOX
from tests.bot.doors import database_away, until
from tests.databases import Databases
from tests.people import kemuning


@pytest.fixture
def url(databases: Databases) -> str:
    return databases.postgresql()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def other(url: str, vault: Vault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """Another worker's store, with connections of its own."""
    engine = open_engine(url)
    keys = HourKeys(tmp_path_factory.mktemp("keys"), engine)
    yield SqlStore(engine, vault, Line(1, keys))
    engine.dispose()


class Nudged:
    """How often each part was woken."""

    def __init__(self) -> None:
        self.by = {INBOX: 0, OUTBOX: 0}

    def nudge(self, channel: str) -> None:
        self.by[channel] += 1


@asynccontextmanager
async def listening(engine: Engine, office: Office) -> AsyncIterator[Nudged]:
    nudged, stop = Nudged(), asyncio.Event()
    nudges = {channel: partial(nudged.nudge, channel) for channel in nudged.by}
    async with asyncio.TaskGroup() as group:
        group.create_task(Wakeups(engine, office, nudges).run(stop))
        await until(lambda: nudged.by == {INBOX: 1, OUTBOX: 1})  # what was said before is looked for once
        yield nudged
        stop.set()


@pytest.fixture
def office(office: Office) -> Office:
    """Calls run in threads, as in a serving process."""
    return replace(office, run=in_threads())


async def test_an_update_kept_elsewhere_wakes_the_mailbox(
    engine: Engine, other: SqlStore, office: Office, now: datetime
) -> None:
    async with listening(engine, office) as nudged:
        with other.aside() as work:
            work.inbox.keep([Accepted(7, "{}", 1), Accepted(8, "{}", 1)], now=now)
            work.commit()
        await until(lambda: nudged.by[INBOX] == 2)

    assert nudged.by[OUTBOX] == 1


async def test_messages_caused_elsewhere_wake_the_postman_once_a_unit(
    engine: Engine, other: SqlStore, office: Office, now: datetime
) -> None:
    async with listening(engine, office) as nudged:
        with other.write() as work:
            for number in range(3):
                message = Message(unique=f"{number}", chat_id=1, language="id", text_key="help.text")
                work.outbox.put(message, now=now)
            work.commit()
        await until(lambda: nudged.by[OUTBOX] == 2)


async def test_an_announcement_wakes_the_postman(
    engine: Engine, other: SqlStore, office: Office, now: datetime
) -> None:
    kemuning(other, now)
    async with listening(engine, office) as nudged:
        with other.write() as work:
            work.outbox.announce(Announcement(unique="a", text_key="help.text"), now=now)
            work.commit()
        await until(lambda: nudged.by[OUTBOX] == 2)


async def test_what_is_rolled_back_or_known_already_wakes_nobody(
    engine: Engine, other: SqlStore, office: Office, now: datetime
) -> None:
    def keep(*numbers: int, commit: bool) -> None:
        with other.aside() as work:
            work.inbox.keep([Accepted(number, "{}", 1) for number in numbers], now=now)
            if commit:
                work.commit()

    keep(7, commit=True)
    async with listening(engine, office) as nudged:
        keep(8, commit=False)
        keep(7, commit=True)
        keep(9, commit=True)
        await until(lambda: nudged.by[INBOX] == 2)

    assert nudged.by == {INBOX: 2, OUTBOX: 1}


async def test_it_listens_again_when_the_database_is_back(
    engine: Engine, other: SqlStore, office: Office, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(engine, office) as nudged:
        with database_away(engine):
            await until(lambda: "wakeups_interrupted" in caplog.messages)
        await until(lambda: nudged.by[INBOX] == 2)


async def test_where_nothing_can_be_heard_it_says_so_once_and_ends(
    engine: Engine, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """As behind a pooler of transactions: what is said on one connection reaches no other."""
    deaf = replace(office, run=_say_nothing)  # type: ignore[arg-type]  # it answers nothing
    await Wakeups(engine, deaf, {INBOX: lambda: None}).run(asyncio.Event())

    assert caplog.messages == ["wakeups_impossible"]


async def _say_nothing(_call: object) -> None:
    """The word is lost on its way."""


def test_on_sqlite_nothing_is_said(quick_store: SqlStore, now: datetime) -> None:
    with quick_store.write() as work:
        message = Message(unique="x", chat_id=1, language="id", text_key="help.text", lane=Lane.REMINDER)
        assert work.outbox.put(message, now=now)
        work.commit()
    with quick_store.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM outbox")) == 1
