"""One read and one write per update, three ways: why desks are synchronous (docs/decisions/0002)."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.wiring import in_threads
from domain.conversations import Conversation
from storage.database import open_engine
from storage.store import SqlStore
from storage.vault import Key, Vault
from tests.benchmarks.figure import Figure
from tests.databases import Databases

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 3, tzinfo=UTC)
UPDATES = 2_000
AT_ONCE = 8


def run(folder: Path) -> list[Figure]:
    """Print updates a second by way and database; nothing is promised of them."""
    databases = Databases(folder)
    print(f"\nOne read and one durable write per update, {UPDATES} updates, {AT_ONCE} at once: updates/s")
    print(f"{'':14}{'in worker threads':>20}{'on the loop':>14}{'ratio':>8}")
    for name, url in (("sqlite", databases.sqlite()), ("postgresql", databases.postgresql())):
        store = SqlStore(open_engine(url), Vault([Key(bytes(32))]))
        threads = asyncio.run(_drive(store, in_threads()))
        loop = asyncio.run(_drive(store, _on_the_loop))
        print(f"{name:14}{threads:20.0f}{loop:14.0f}{threads / loop:8.2f}")
        store.engine.dispose()
    databases.close()
    return []


async def _on_the_loop(call: Callable[[], None]) -> None:
    call()


async def _drive(store: SqlStore, run_call: Callable[[Callable[[], None]], Awaitable[None]]) -> float:
    places = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> None:
        async with places:
            await run_call(lambda: _update(store, number % 50))

    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(UPDATES):
            group.create_task(one(number))
    return UPDATES / (time.perf_counter() - started)


def _update(store: SqlStore, user_id: int) -> None:
    with store.write() as work:
        work.conversations.of(user_id, now=NOW)
        work.conversations.save(
            Conversation(user_id=user_id, flow="linking", step="nip", expires_at=LATER, data={"step": 1}),
            now=NOW,
        )
        work.commit()
