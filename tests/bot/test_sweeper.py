"""Signs of life, and taking up what gone workers left behind, on each of the two databases."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Engine, select

from bot.postman import SETTLE_AFTER
from bot.sweeper import Sweeper, begin_alone, sweep
from domain.inbox import DEATHS_AT_MOST
from domain.leases import FORGOTTEN_AFTER, WorkerSeen
from domain.work import StoreAway
from handlers.office import Office
from storage.store import SqlStore
from storage.tables import audit
from storage.tables import worker as seen
from storage.vault import Vault
from tests.storage.sending import claim, message, put, tally
from tests.storage.worker import LEASE, keep, numbers, open_store, row_of, take, update
from tests.virtual_time import this_loop, virtually

T = TypeVar("T")


@pytest.fixture
def store(engine: Engine, vault: Vault, tmp_path: Path) -> SqlStore:
    return open_store(engine, vault, tmp_path / "hour_keys")


@pytest.fixture
def worker(now: datetime) -> WorkerSeen:
    return WorkerSeen(id="kantor:1:x", host="kantor", pid=1, roles=("mailbox",), started_at=now, seen_at=now)


def workers(store: SqlStore) -> list[str]:
    with store.read() as work:
        return [one.id for one in work.leases.workers()]


def audited(store: SqlStore) -> list[str]:
    with store.engine.connect() as connection:
        query = select(audit.c.subject).where(audit.c.action == "inbox.quarantined")
        return list(connection.scalars(query))


def test_an_update_of_a_gone_worker_is_begun_anew_when_its_lease_is_over(
    store: SqlStore, worker: WorkerSeen, now: datetime
) -> None:
    keep(store, update(1), now=now)
    take(store, "gone", now=now)

    sweep(store, worker, now=now + LEASE / 2)
    assert take(store, "b", now=now + LEASE / 2) == []
    sweep(store, worker, now=now + LEASE)
    assert numbers(take(store, "b", now=now + LEASE)) == [1]


def test_an_update_that_kills_every_worker_is_set_aside_and_told(
    store: SqlStore, worker: WorkerSeen, now: datetime
) -> None:
    keep(store, update(1), now=now)
    for _ in range(DEATHS_AT_MOST):
        take(store, "dies", now=now)
        now += LEASE
        sweep(store, worker, now=now)

    assert row_of(store, 1).state == "quarantined"
    assert audited(store) == ["update:1"]


def test_a_message_of_a_gone_worker_is_decided_when_no_request_can_still_land(
    store: SqlStore, worker: WorkerSeen, now: datetime
) -> None:
    put(store, message(), now=now)
    claim(store, "gone", now=now)

    sweep(store, worker, now=now + SETTLE_AFTER)
    assert tally(store) == {"sending": 1}
    sweep(store, worker, now=now + SETTLE_AFTER + timedelta(seconds=1))
    assert tally(store) == {"new": 1}


def test_a_worker_that_died_is_forgotten_after_a_while(
    store: SqlStore, worker: WorkerSeen, now: datetime
) -> None:
    sweep(store, replace(worker, id="gone"), now=now)
    with store.read() as work:
        (gone,) = work.leases.workers()

    sweep(store, worker, now=gone.seen_at + FORGOTTEN_AFTER)
    assert sorted(workers(store)) == ["gone", worker.id]
    with store.engine.begin() as connection:
        connection.execute(
            seen.update().where(seen.c.id == "gone").values(seen_at=gone.seen_at - timedelta(seconds=1))
        )
    sweep(store, worker, now=gone.seen_at + FORGOTTEN_AFTER)
    assert workers(store) == [worker.id]


def test_who_starts_alone_waits_for_no_lease(store: SqlStore, worker: WorkerSeen, now: datetime) -> None:
    sweep(store, worker, now=now)
    keep(store, update(1), now=now)
    take(store, "gone", now=now)

    begin_alone(store, now=now)

    assert workers(store) == []
    assert numbers(take(store, "b", now=now)) == [1]


def test_an_update_that_kills_the_only_worker_at_every_start_is_set_aside_and_told(
    store: SqlStore, now: datetime
) -> None:
    keep(store, update(1), update(2), now=now)
    for _ in range(DEATHS_AT_MOST):
        take(store, "dies", now=now)
        begin_alone(store, now=now)

    assert audited(store) == ["update:1"]
    assert numbers(take(store, "b", now=now)) == [2]


def test_a_worker_is_seen_while_it_serves_and_signs_out(
    office: Office, quick_store: SqlStore, worker: WorkerSeen
) -> None:
    seen = []

    async def play() -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(Sweeper(office, worker).run(stop))
            await asyncio.sleep(12)
            seen.extend(workers(quick_store))
            stop.set()

    virtually(play())

    assert seen == [worker.id]
    assert workers(quick_store) == []


def test_a_database_that_goes_away_and_comes_back_is_swept_again(
    office: Office, quick_store: SqlStore, worker: WorkerSeen, now: datetime
) -> None:
    put(quick_store, message(), now=now)
    claim(quick_store, "gone", now=now)

    async def run(call: Callable[[], T]) -> T:
        if this_loop().time() < 90:
            raise StoreAway("away")
        return call()

    async def play() -> None:
        stop = asyncio.Event()
        clock = replace(office, run=run, clock=lambda: now + timedelta(seconds=this_loop().time()))
        async with asyncio.TaskGroup() as group:
            group.create_task(Sweeper(clock, worker).run(stop))
            await asyncio.sleep(100)
            stop.set()

    virtually(play())

    assert tally(quick_store) == {"new": 1}
