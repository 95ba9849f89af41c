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
from bot.sweeper import GONE_AFTER, Sweeper, begin_alone, sweep
from domain.inbox import DEATHS_AT_MOST
from domain.leases import FORGOTTEN_AFTER, WorkerSeen
from domain.work import Overtaken, StoreAway
from handlers.office import Office
from storage.binding import Binding, bound_to
from storage.store import SqlStore
from storage.tables import audit
from storage.tables import worker as seen
from storage.vault import Vault
from tests.storage.sending import claim, message, put, tally
from tests.storage.worker import (
    BOT_ID,
    LEASE,
    fail,
    finish,
    keep,
    numbers,
    open_store,
    row_of,
    take,
    update,
)
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


def unseen_for(store: SqlStore, number: str, time: timedelta) -> None:
    """Let a worker have given its last sign of life that long ago."""
    with store.engine.begin() as connection:
        at = connection.scalars(select(seen.c.seen_at).where(seen.c.id == number)).one()
        connection.execute(seen.update().where(seen.c.id == number).values(seen_at=at - time))


def test_who_gives_no_sign_of_life_is_not_waited_for_until_its_lease_is_over(
    store: SqlStore, worker: WorkerSeen, now: datetime
) -> None:
    other = replace(worker, id="stopped")
    sweep(store, other, now=now)
    keep(store, update(1), now=now)
    take(store, "stopped", now=now)

    unseen_for(store, "stopped", GONE_AFTER / 2)
    sweep(store, worker, may_judge=True, now=now)
    assert take(store, "b", now=now) == []
    unseen_for(store, "stopped", GONE_AFTER)
    sweep(store, worker, may_judge=True, now=now)
    assert numbers(take(store, "b", now=now)) == [1]


def test_a_stopped_worker_that_goes_on_changes_nothing_of_what_was_taken_from_it(
    store: SqlStore, worker: WorkerSeen, now: datetime
) -> None:
    keep(store, update(1), update(2, person=502), now=now)
    sweep(store, replace(worker, id="stopped"), now=now)
    first, second = take(store, "stopped", now=now)
    unseen_for(store, "stopped", 2 * GONE_AFTER)
    sweep(store, worker, may_judge=True, now=now)
    assert numbers(take(store, worker.id, now=now)) == [1]

    with bound_to(Binding(BOT_ID, first.update_id, "stopped", first.start, now)), store.write() as work:
        work.audit.add("inbox.quarantined", by="test", subject="an effect", now=now)
        with pytest.raises(Overtaken):
            work.commit()
    finish(store, second, owner="stopped", now=now)
    fail(store, second, "stopped", now=now)

    assert audited(store) == []
    assert (row_of(store, 1).state, row_of(store, 1).owner) == ("handling", worker.id)
    assert (row_of(store, 2).state, row_of(store, 2).failures) == ("new", 0)


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

    unseen_for(store, "gone", FORGOTTEN_AFTER - timedelta(seconds=30))
    sweep(store, worker, now=now)
    assert sorted(workers(store)) == ["gone", worker.id]
    unseen_for(store, "gone", timedelta(seconds=30))
    sweep(store, worker, now=now)
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


def play_sweeper(office: Office, worker: WorkerSeen, *, away: tuple[float, float], until: float) -> None:
    """Sweep on a clock that jumps; between the moments of `away` the database cannot be asked."""

    async def run(call: Callable[[], T]) -> T:
        if away[0] <= this_loop().time() < away[1]:
            raise StoreAway("away")
        return call()

    async def play() -> None:
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(Sweeper(replace(office, run=run), worker).run(over))
            await asyncio.sleep(until)
            over.set()

    virtually(play())


def begun_elsewhere(store: SqlStore, worker: WorkerSeen, now: datetime) -> None:
    """An update in the hands of one who has given no sign of life for long."""
    keep(store, update(1), now=now)
    sweep(store, replace(worker, id="other"), now=now)
    take(store, "other", now=now)
    unseen_for(store, "other", 2 * GONE_AFTER)


def test_who_has_just_begun_lets_the_others_first_say_that_they_live(
    office: Office, quick_store: SqlStore, worker: WorkerSeen, tmp_path: Path, now: datetime
) -> None:
    store = open_store(quick_store.engine, quick_store.vault, tmp_path / "hour_keys")
    office = replace(office, store=store)
    begun_elsewhere(store, worker, now)
    watched = GONE_AFTER.total_seconds()

    play_sweeper(office, worker, away=(0, 0), until=watched - 1)
    assert row_of(store, 1).owner == "other"
    play_sweeper(office, worker, away=(0, 0), until=watched + 3)
    assert row_of(store, 1).state == "new"


def test_who_could_not_ask_for_a_while_watches_anew(
    office: Office, quick_store: SqlStore, worker: WorkerSeen, tmp_path: Path, now: datetime
) -> None:
    store = open_store(quick_store.engine, quick_store.vault, tmp_path / "hour_keys")
    office = replace(office, store=store)
    begun_elsewhere(store, worker, now)
    watched = GONE_AFTER.total_seconds()

    play_sweeper(office, worker, away=(4, 4 + watched), until=4 + 2 * watched - 1)
    assert row_of(store, 1).owner == "other"
    play_sweeper(office, worker, away=(4, 4 + watched), until=4 + 2 * watched + 6)
    assert row_of(store, 1).state == "new"


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
