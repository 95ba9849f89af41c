"""Accepted updates: kept once, begun in order, done exactly once, on each of the two databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Lock

import pytest
from sqlalchemy import Engine

from domain.inbox import DEATHS_AT_MOST, FAILURES_AT_MOST, Taken
from storage.database import open_engine
from storage.store import SqlStore
from storage.vault import Vault
from tests.databases import Databases
from tests.storage.worker import (
    LEASE,
    fail,
    finish,
    keep,
    numbers,
    open_store,
    row_of,
    take,
    take_back,
    update,
)

SITI, BUDI = 501, 502
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(engine: Engine, vault: Vault, tmp_path: Path) -> SqlStore:
    return open_store(engine, vault, tmp_path / "hour_keys")


def test_the_same_update_twice_is_kept_once(store: SqlStore, now: datetime) -> None:
    assert keep(store, update(1), update(2), now=now) == 2
    assert keep(store, update(2, body="[]"), update(3), now=now) == 1

    assert row_of(store, 2).state == "new"
    with store.read() as work:
        assert work.inbox.waiting() == (3, now)
        assert work.inbox.body_of(2) == "{}"


def test_a_done_update_that_comes_again_is_not_begun_again(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), now=now)
    finish(store, *take(store, now=now), now=now)

    assert keep(store, update(1), now=now) == 0
    assert take(store, now=now) == []


def test_each_persons_oldest_is_begun_and_the_next_when_it_is_done(store: SqlStore, now: datetime) -> None:
    keep(store, update(1, person=SITI), update(2, person=SITI), update(3, person=BUDI), now=now)

    first = take(store, now=now)
    assert numbers(first) == [1, 3]
    assert take(store, "b", now=now) == []

    finish(store, *first, now=now)
    assert numbers(take(store, now=now)) == [2]


def test_an_older_update_that_comes_late_waits_for_the_newer_one_under_way(
    store: SqlStore, now: datetime
) -> None:
    keep(store, update(7), now=now)
    begun = take(store, now=now)

    keep(store, update(6), now=now)

    assert take(store, "b", now=now) == []
    finish(store, *begun, now=now)
    assert numbers(take(store, "b", now=now)) == [6]


def test_updates_of_nobody_wait_for_nobody(store: SqlStore, now: datetime) -> None:
    keep(store, update(1, person=None), update(2, person=None), now=now)

    assert numbers(take(store, now=now)) == [1, 2]


def test_no_more_are_begun_than_there_is_room_for(store: SqlStore, now: datetime) -> None:
    keep(store, *(update(number, person=None) for number in range(9)), now=now)

    assert numbers(take(store, limit=4, now=now)) == [0, 1, 2, 3]


def test_two_bots_on_one_database_know_nothing_of_each_other(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), now=now)
    other = SqlStore(store.engine, store.vault)

    with other.aside() as work:
        assert work.inbox.waiting() == (0, None)
        assert work.inbox.take(9, owner="b", lease=LEASE, now=now) == []


class TwoAtWork:
    """Workers that take side by side, and a record of who was begun and done when."""

    def __init__(self, store: SqlStore, now: datetime) -> None:
        self._store = store
        self._now = now
        self._lock = Lock()
        self._ready = Barrier(2)
        self.under_way: dict[str, int] = {}
        self.order: dict[str, list[int]] = {}
        self.broken: list[Taken] = []

    def run(self, owner: str) -> None:
        self._ready.wait()
        while True:
            taken = take(self._store, owner, limit=3, now=self._now)
            for one in taken:
                self._begin(one)
            for one in taken:
                with self._lock:
                    del self.under_way[one.body]
            finish(self._store, *taken, owner=owner, now=self._now)
            with self._store.read() as work:
                if work.inbox.waiting()[0] == 0:
                    return

    def _begin(self, one: Taken) -> None:
        with self._lock:
            if one.body in self.under_way:
                self.broken.append(one)
            self.under_way[one.body] = one.update_id
            self.order.setdefault(one.body, []).append(one.update_id)


@pytest.fixture
def on_postgresql(databases: Databases, vault: Vault, tmp_path: Path) -> Iterator[SqlStore]:
    engine = open_engine(databases.postgresql())
    yield open_store(engine, vault, tmp_path / "hour_keys")
    engine.dispose()


def test_two_workers_at_once_keep_one_persons_updates_apart_and_in_order(
    on_postgresql: SqlStore, now: datetime
) -> None:
    whose = {number: 600 + number % 5 for number in range(100)}
    updates = (update(number, person=person, body=str(person)) for number, person in whose.items())
    keep(on_postgresql, *updates, now=now)
    work = TwoAtWork(on_postgresql, now)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(work.run, ["a", "b"]))

    assert work.broken == []
    assert all(order == sorted(order) for order in work.order.values())
    assert sum(map(len, work.order.values())) == len(whose)


def test_the_fifth_failure_sets_an_update_aside_and_the_next_goes_on(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), update(2), now=now)

    aside = [fail(store, take(store, now=now)[0], now=now) for _ in range(FAILURES_AT_MOST)]

    assert aside == [False] * (FAILURES_AT_MOST - 1) + [True]
    assert row_of(store, 1).state == "quarantined"
    assert numbers(take(store, now=now)) == [2]


def test_the_third_death_sets_an_update_aside_and_the_next_goes_on(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), update(2), now=now)
    quarantined = []
    for _ in range(DEATHS_AT_MOST):
        assert numbers(take(store, now=now)) == [1]
        now += LEASE
        quarantined += take_back(store, now=now)

    assert quarantined == [1]
    assert numbers(take(store, now=now)) == [2]


def test_failures_that_were_caught_are_no_deaths(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), now=now)
    for _ in range(DEATHS_AT_MOST):
        fail(store, take(store, now=now)[0], now=now)
    take(store, now=now)

    assert take_back(store, now=now + LEASE) == []


def test_a_lease_that_still_runs_is_left_alone(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), now=now)
    take(store, now=now)

    take_back(store, now=now + LEASE - MINUTE / 60)

    assert row_of(store, 1).state == "handling"


def test_a_database_that_was_away_costs_no_count(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), now=now)
    for _ in range(9):
        with store.aside() as work:
            work.inbox.give_back(work.inbox.take(9, owner="a", lease=LEASE, now=now), owner="a")
            work.commit()

    (taken,) = take(store, now=now)
    assert taken.start == 1


def test_what_another_worker_has_begun_anew_is_neither_finished_nor_failed(
    store: SqlStore, now: datetime
) -> None:
    keep(store, update(1), now=now)
    (old,) = take(store, "a", now=now)
    take_back(store, now=now + LEASE)
    take(store, "b", now=now + LEASE)

    finish(store, old, owner="a", now=now)
    fail(store, old, "a", now=now)

    kept = row_of(store, 1)
    assert (kept.state, kept.owner, kept.failures) == ("handling", "b", 0)


def test_a_malformed_update_stays_with_its_body_out_of_the_way(store: SqlStore, now: datetime) -> None:
    keep(store, update(1, body="["), update(2), now=now)
    with store.aside() as work:
        (taken,) = work.inbox.take(9, owner="a", lease=LEASE, now=now)
        work.inbox.set_aside(taken, owner="a", incident="ABCD", now=now)
        work.commit()

    assert numbers(take(store, now=now)) == [2]
    with store.read() as work:
        (kept,) = work.inbox.set_aside_list(9)
        assert (kept.update_id, kept.state, kept.incident) == (1, "malformed", "ABCD")
        assert work.inbox.body_of(1) == "["


def test_retry_begins_what_was_set_aside_with_counts_at_nought(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), now=now)
    for _ in range(FAILURES_AT_MOST):
        fail(store, take(store, now=now)[0], now=now)

    with store.aside() as work:
        assert work.inbox.retry(1, now=now)
        work.commit()

    (taken,) = take(store, now=now)
    assert (taken.start, row_of(store, 1).failures) == (1, 0)


def test_only_what_was_set_aside_can_be_retried(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), now=now)
    finish(store, *take(store, now=now), now=now)

    with store.aside() as work:
        assert not work.inbox.retry(1, now=now)
        assert not work.inbox.retry(2, now=now)


def test_keys_of_done_updates_are_forgotten_and_open_ones_stay(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), update(2, person=BUDI), now=now)
    finish(store, *take(store, limit=1, now=now), now=now)

    with store.aside() as work:
        assert work.inbox.forget(before=now) == 0
        assert work.inbox.forget(before=now + MINUTE) == 1
        work.commit()

    assert row_of(store, 2).state == "new"


def test_what_waits_behind_an_update_can_be_read(store: SqlStore, now: datetime) -> None:
    keep(store, update(1), update(2, body="[2]"), update(3, body="[3]"), now=now)
    take(store, now=now)

    with store.read() as work:
        assert list(work.inbox.newer(1)) == ["[2]", "[3]"]
        assert list(work.inbox.newer(3)) == []
