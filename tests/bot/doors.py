"""A house whose front door is open on this machine, and a sandbox that posts updates to it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine, create_engine, select, text

from bot.front_door import FrontDoor, listening
from bot.group_commit import GroupCommit
from bot.house import House, open_house
from bot.settings import read_settings
from bot.webhook import webhook_path, webhook_secrets
from bot.wiring import build_office
from sandbox.clock import VirtualClock
from sandbox.sandbox import Sandbox
from storage.tables import inbox
from tests.sandbox.driver import BOT, CAST, SITI

PATIENCE = 15.0


@dataclass
class Door:
    """What stands behind the door, and Telegram before it."""

    house: House
    address: str
    clock: VirtualClock = field(default_factory=VirtualClock)
    nudges: int = 0

    def __post_init__(self) -> None:
        self.telegram = Sandbox(CAST, BOT, clock=self.clock)

    @property
    def path(self) -> str:
        return webhook_path(self.house.store.vault, self.house.bot_id)

    @property
    def secret(self) -> str:
        return webhook_secrets(self.house.store.vault, self.house.bot_id)[0]

    @property
    def kept(self) -> list[int]:
        """The numbers of the updates in the inbox."""
        with self.house.store.engine.connect() as connection:
            return sorted(connection.scalars(select(inbox.c.update_id)))

    def nudge(self) -> None:
        self.nudges += 1

    async def post(self, body: bytes | AsyncIterator[bytes], *, secret: str | None = None) -> httpx.Response:
        given = self.secret if secret is None else secret
        headers = {b"X-Telegram-Bot-Api-Secret-Token": given.encode("latin-1")}
        async with self._http() as http:
            return await http.post(self.path, content=body, headers=headers)

    async def get(self, path: str) -> httpx.Response:
        async with self._http() as http:
            return await http.get(path)

    def writes(self, *texts: str, user_id: int = SITI) -> None:
        """Let a person of the sandbox's write to the bot."""
        for one in texts:
            body = {"message_id": 1, "from": {"id": user_id}, "text": one}
            self.telegram.updates.add("message", body, f"chat:{user_id}")

    def _http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.address, timeout=PATIENCE, trust_env=False)


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    """A trial's house, on each of the two databases."""
    with opened_house(database_url, tmp_path) as opened:
        yield opened


def opened_house(url: str, folder: Path) -> AbstractContextManager[House]:
    return open_house(read_settings({"SAPA_DATA_DIR": str(folder), "SAPA_DATABASE_URL": url}))


@asynccontextmanager
async def opened_door(house: House) -> AsyncIterator[Door]:
    """The door over a real socket, with Telegram's deliveries under way."""
    office = build_office(house.store, house.words, house.settings, username="sapa_mutasi_bot")
    stop = asyncio.Event()
    with listening(("127.0.0.1", 0)) as listener:
        assert listener is not None
        door = Door(house, f"http://127.0.0.1:{listener.getsockname()[1]}")
        async with asyncio.TaskGroup() as group:
            group.create_task(FrontDoor(house, office, GroupCommit(office, door.nudge)).run(listener, stop))
            delivery = group.create_task(door.telegram.webhook.run())
            yield door
            delivery.cancel()
            stop.set()


@pytest.fixture
async def door(house: House) -> AsyncIterator[Door]:
    async with opened_door(house) as opened:
        yield opened


@contextmanager
def database_away(engine: Engine, table: str = "inbox") -> Iterator[None]:
    """PostgreSQL lets nobody in; SQLite's file has lost the table that is asked for."""
    if engine.dialect.name == "sqlite":
        with _altered(engine, f"ALTER TABLE {table} RENAME TO away", f"ALTER TABLE away RENAME TO {table}"):
            yield
        return
    name = engine.url.database
    server = create_engine(engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    closing = f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"
    with _altered(server, closing, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"):
        with server.connect() as connection:
            ending = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
            connection.execute(ending, {"name": name})
        yield
    server.dispose()


@contextmanager
def _altered(engine: Engine, before: str, after: str) -> Iterator[None]:
    with engine.begin() as connection:
        connection.execute(text(before))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text(after))


async def until(seen: Callable[[], bool]) -> None:
    """Wait for what another task brings about; TimeoutError when it never comes."""
    async with asyncio.timeout(PATIENCE):
        while not seen():  # noqa: ASYNC110 -- what is looked at tells nobody of its changes
            await asyncio.sleep(0.01)
