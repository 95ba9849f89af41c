"""Posts that one worker holds at a time, on each of the two databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from domain.leases import HELD_FOR, Lease, Superseded, WorkerSeen
from storage.leases import database_now
from storage.store import SqlStore
from storage.tables import lease

POST = "poller"


def acquire(store: SqlStore, holder: str) -> Lease | None:
    with store.aside() as work:
        held = work.leases.acquire(POST, holder=holder)
        work.commit()
    return held


def acquired(store: SqlStore, holder: str) -> Lease:
    held = acquire(store, holder)
    assert held is not None
    return held


def let_it_run_out(store: SqlStore) -> None:
    """As if the holder had given no sign of life for as long as a lease is held."""
    with store.engine.begin() as connection:
        connection.execute(update(lease).values(until=database_now(connection)))


def test_a_free_post_is_taken_and_a_held_one_is_not(store: SqlStore) -> None:
    first = acquired(store, "a")

    assert first.holder == "a"
    assert acquire(store, "b") is None


def test_the_holder_renews_within_its_term(store: SqlStore) -> None:
    first, renewed = acquired(store, "a"), acquired(store, "a")

    assert renewed.term == first.term
    assert renewed.until >= first.until


def test_the_term_rises_with_every_change_of_hands(store: SqlStore) -> None:
    terms = []
    for holder in ("a", "b", "a"):
        terms.append(acquired(store, holder).term)
        let_it_run_out(store)

    assert terms == sorted(set(terms))


def test_it_rises_too_when_the_same_one_takes_a_post_it_had_let_go(store: SqlStore) -> None:
    first = acquired(store, "a")
    with store.aside() as work:
        work.leases.release(POST, holder="a")
        work.commit()

    assert acquired(store, "a").term > first.term


def test_a_post_let_go_is_free_at_once(store: SqlStore) -> None:
    acquired(store, "a")
    with store.aside() as work:
        work.leases.release(POST, holder="a")
        work.commit()

    assert acquired(store, "b").holder == "b"


def test_nobody_lets_go_for_another(store: SqlStore) -> None:
    acquired(store, "a")
    with store.aside() as work:
        work.leases.release(POST, holder="b")
        work.commit()

    assert acquire(store, "b") is None


def test_of_many_who_ask_at_once_one_holds_it(store: SqlStore) -> None:
    with ThreadPoolExecutor(8) as threads:
        held = list(threads.map(lambda number: acquire(store, str(number)), range(8)))

    assert sum(one is not None for one in held) == 1


def hold_fast(store: SqlStore, term: int) -> Callable[[], None]:
    def call() -> None:
        with store.aside() as work:
            work.leases.hold_fast(POST, term)
            work.commit()

    return call


def test_the_present_term_holds_fast(store: SqlStore) -> None:
    hold_fast(store, acquired(store, "a").term)()


def test_an_old_term_writes_nothing_any_more(store: SqlStore) -> None:
    old = acquired(store, "a")
    let_it_run_out(store)
    acquired(store, "b")

    with pytest.raises(Superseded):
        hold_fast(store, old.term)()


def test_a_term_that_has_run_out_writes_nothing_although_nobody_took_over(store: SqlStore) -> None:
    old = acquired(store, "a")
    let_it_run_out(store)

    with pytest.raises(Superseded):
        hold_fast(store, old.term)()


def test_a_post_nobody_ever_held_has_no_term(store: SqlStore) -> None:
    with pytest.raises(Superseded):
        hold_fast(store, 1)()


def test_the_databases_clock_decides(store: SqlStore) -> None:
    with store.engine.connect() as connection:
        before = database_now(connection)
        held = acquired(store, "a")
        after = database_now(connection)

    assert before.tzinfo == UTC
    assert before + HELD_FOR <= held.until <= after + HELD_FOR


def test_who_holds_what_can_be_seen_while_it_is_held(store: SqlStore) -> None:
    acquired(store, "a")
    with store.read() as work:
        (shown,) = work.leases.held()
    let_it_run_out(store)

    with store.read() as work:
        assert work.leases.held() == []
    assert (shown.name, shown.holder) == (POST, "a")


def seen(number: str, now: datetime, *, roles: tuple[str, ...] = ("mailbox", "postman")) -> WorkerSeen:
    return WorkerSeen(id=number, host="kantor", pid=1, roles=roles, started_at=now, seen_at=now)


def test_a_worker_gives_signs_of_life_by_the_databases_clock(store: SqlStore, now: datetime) -> None:
    wrong_clock = seen("a", now - timedelta(days=9))
    with store.aside() as work:
        work.leases.sign_in(wrong_clock)
        work.leases.sign_in(wrong_clock)
        work.commit()

    with store.engine.connect() as connection:
        right = database_now(connection)
    with store.read() as work:
        (shown,) = work.leases.workers()
    assert right - shown.seen_at < timedelta(minutes=1)
    assert shown.roles == ("mailbox", "postman")


def test_a_worker_that_signs_out_is_seen_no_more(store: SqlStore, now: datetime) -> None:
    with store.aside() as work:
        work.leases.sign_in(seen("a", now))
        work.leases.sign_in(seen("b", now))
        work.leases.sign_out("a")
        work.commit()

    with store.read() as work:
        assert [one.id for one in work.leases.workers()] == ["b"]


def test_who_knows_that_it_is_alone_frees_every_post(store: SqlStore, now: datetime) -> None:
    acquired(store, "a")
    with store.aside() as work:
        work.leases.sign_in(seen("a", now))
        work.leases.dismiss_everybody()
        work.commit()

    with store.read() as work:
        assert work.leases.workers() == []
    assert acquired(store, "b").term > 1
