"""Short units on SQLite: many callers, one commit, and nobody told before it."""

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import event, func, select

from bot.short_units import ShortUnits
from bot.wiring import in_threads
from domain.work import StoreAway
from storage.store import SqlStore
from storage.tables import audit


@pytest.fixture
def run(quick_store: SqlStore) -> ShortUnits:
    return ShortUnits(quick_store.engine)


@pytest.fixture
def commits(quick_store: SqlStore) -> list[str]:
    """One entry for each commit, with the thread that waited for the disk."""
    seen: list[str] = []
    event.listen(quick_store.engine, "commit", lambda _: seen.append(threading.current_thread().name))
    return seen


@pytest.fixture
def note(quick_store: SqlStore, now: datetime) -> Callable[[str], None]:
    """An effect, as a desk has it."""

    def note(subject: str) -> None:
        with quick_store.write() as work:
            work.audit.add("test.acted", by="test", subject=subject, now=now)
            work.commit()

    return note


def noted(store: SqlStore) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count(audit.c.id))).scalar_one()


async def all_of(run: ShortUnits, *calls: Callable[[], object]) -> list[object]:
    return await asyncio.gather(*(run(one) for one in calls), return_exceptions=True)


async def test_units_that_come_together_are_committed_together_and_off_the_loop(
    run: ShortUnits, quick_store: SqlStore, commits: list[str], note: Callable[[str], None]
) -> None:
    await all_of(run, *(lambda number=number: note(f"{number}") for number in range(20)))

    assert noted(quick_store) == 20
    assert len(commits) == 1
    assert commits[0] != threading.current_thread().name


async def test_one_that_fails_takes_none_of_the_others_along(
    run: ShortUnits, quick_store: SqlStore, now: datetime, note: Callable[[str], None]
) -> None:
    def fail() -> None:
        with quick_store.write() as work:
            work.audit.add("test.acted", by="test", subject="lost", now=now)
            raise ValueError("after half of it")

    answers = await all_of(run, lambda: note("before"), fail, lambda: note("behind"))

    assert [type(one) for one in answers] == [type(None), ValueError, type(None)]
    assert noted(quick_store) == 2


async def test_what_is_left_without_a_commit_is_not_kept(
    run: ShortUnits, quick_store: SqlStore, now: datetime, note: Callable[[str], None]
) -> None:
    def leave() -> None:
        with quick_store.write() as work:
            work.audit.add("test.acted", by="test", subject="left", now=now)

    await all_of(run, leave, lambda: note("kept"))

    assert noted(quick_store) == 1


async def test_nobody_is_told_before_it_is_on_the_disk(
    run: ShortUnits, quick_store: SqlStore, note: Callable[[str], None]
) -> None:
    may_commit = threading.Event()
    event.listen(quick_store.engine, "commit", lambda _: may_commit.wait(10))
    asked = asyncio.ensure_future(run(lambda: note("x")))

    await asyncio.sleep(0.05)
    assert not asked.done()
    may_commit.set()
    await asked

    assert noted(quick_store) == 1


async def test_a_commit_that_fails_is_told_to_everybody_in_it(
    run: ShortUnits, quick_store: SqlStore, note: Callable[[str], None]
) -> None:
    @event.listens_for(quick_store.engine, "commit", once=True)
    def undo(connection: object) -> None:
        connection.connection.dbapi_connection.rollback()  # type: ignore[attr-defined] # as a full disk does
        raise StoreAway("the disk is full")

    answers = await all_of(run, lambda: note("a"), lambda: note("b"))

    assert [type(one) for one in answers] == [StoreAway, StoreAway]
    assert noted(quick_store) == 0
    await run(lambda: note("c"))
    assert noted(quick_store) == 1


async def test_a_transaction_that_was_undone_keeps_and_adds_nothing(
    run: ShortUnits, quick_store: SqlStore, now: datetime, note: Callable[[str], None]
) -> None:
    def fill_the_disk() -> None:
        with quick_store.write() as work:
            work.audit.add("test.acted", by="test", subject="too much", now=now)
            work._connection.connection.dbapi_connection.rollback()  # type: ignore[attr-defined] # as a full disk does

    answers = await all_of(run, lambda: note("before"), fill_the_disk, lambda: note("behind"))

    assert [type(one) for one in answers] == [StoreAway, StoreAway, StoreAway]
    assert noted(quick_store) == 0


async def test_another_writer_keeps_nobody_on_the_loop_waiting(
    run: ShortUnits, quick_store: SqlStore, now: datetime, note: Callable[[str], None]
) -> None:
    with quick_store.write() as work:
        work.audit.add("test.acted", by="test", subject="another", now=now)
        asked = asyncio.ensure_future(run(lambda: note("x")))
        for _ in range(5):
            await asyncio.sleep(0.01)
        assert not asked.done()
        work.commit()
    await asked

    assert noted(quick_store) == 2


async def test_threads_that_all_wait_for_the_lock_do_not_keep_it_from_being_given_up(
    run: ShortUnits, quick_store: SqlStore, note: Callable[[str], None]
) -> None:
    in_thread = in_threads()

    def write_for_long() -> None:
        note("long")
        time.sleep(0.2)

    async with asyncio.timeout(10):
        await asyncio.gather(run(write_for_long), *(in_thread(lambda: note("waits")) for _ in range(12)))

    assert noted(quick_store) == 13


async def test_a_call_sees_what_it_has_written_itself(
    run: ShortUnits, quick_store: SqlStore, note: Callable[[str], None]
) -> None:
    def write_and_read() -> int:
        note("own")
        with quick_store.read() as work:
            return len(work.audit.newest(5))

    assert await run(write_and_read) == 1


async def test_whoever_leaves_before_the_end_harms_nobody(
    run: ShortUnits, quick_store: SqlStore, note: Callable[[str], None]
) -> None:
    leaving = asyncio.ensure_future(run(lambda: note("a")))
    staying = asyncio.ensure_future(run(lambda: note("b")))
    await asyncio.sleep(0)
    leaving.cancel()
    await staying

    assert noted(quick_store) == 2
