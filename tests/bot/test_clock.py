"""What is due is asked of the tables."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import Clock, adopt_calendar, forget_stale
from bot.posts import acquire
from bot.wiring import in_threads
from domain.conversations import Conversation
from domain.schedules.effects import EFFECTS
from domain.schedules.records import ACCOUNTED_FOR, Occurrence, Outcome
from handlers.office import Office
from storage.store import SqlStore
from storage.tables import conversation
from tests.bot.doors import until
from tests.domain.schedules.plans import morning


def test_expired_conversations_are_forgotten_and_open_ones_kept(store: SqlStore, now: datetime) -> None:
    with store.write() as work:
        for user_id, hours in ((1, -1), (2, 1)):
            expires_at = now + timedelta(hours=hours)
            work.conversations.save(
                Conversation(user_id=user_id, flow="linking", step="nip", expires_at=expires_at), now=now
            )
        work.commit()

    assert forget_stale(store, now=now) == 1
    with store.read() as work:
        assert work.conversations.of(2, now=now) is not None


def test_counted_tries_are_forgotten_when_they_count_no_more(store: SqlStore, now: datetime) -> None:
    with store.write() as work:
        for hours in (25, 24, 1):
            work.linking.record_try(7, now=now - timedelta(hours=hours))
        work.commit()

    assert forget_stale(store, now=now) == 2
    with store.read() as work:
        assert len(work.linking.tries_of(7, after=now - timedelta(days=2))) == 1


async def test_a_clock_asks_at_once_because_the_last_one_may_have_asked_long_ago(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    with quick_store.write() as work:
        expired = Conversation(user_id=1, flow="f", step="s", expires_at=now - timedelta(hours=1))
        work.conversations.save(expired, now=now)
        work.commit()
    lease, over = acquire(quick_store, "clock", "w"), asyncio.Event()
    assert lease is not None

    async with asyncio.TaskGroup() as group:
        group.create_task(Clock(office, EFFECTS).run(over, lease))
        await until(lambda: forgotten(quick_store))
        over.set()


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]


async def test_a_clock_that_is_stopped_at_once_lets_its_questions_end(
    office: Office, quick_store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    in_earnest = replace(office, run=in_threads())
    for pauses in range(20):
        lease, over = acquire(quick_store, "clock", "w"), asyncio.Event()
        assert lease is not None
        async with asyncio.TaskGroup() as group:
            group.create_task(Clock(in_earnest, EFFECTS).run(over, lease))
            for _ in range(pauses):
                await asyncio.sleep(0)
            over.set()

    assert (errors(caplog), "clock_question_cut_off" in caplog.messages) == ([], False)


async def test_a_question_that_the_database_keeps_waiting_does_not_keep_the_clock_from_stopping(
    office: Office,
    quick_store: SqlStore,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.clock._ENDS_WITHIN", 0.2)
    in_earnest = replace(office, run=in_threads())
    lease, over = acquire(quick_store, "clock", "w"), asyncio.Event()
    assert lease is not None
    with quick_store.write() as work:
        work.outbox.release()
        async with asyncio.timeout(2), asyncio.TaskGroup() as group:
            group.create_task(Clock(in_earnest, EFFECTS).run(over, lease))
            await asyncio.sleep(0.1)
            over.set()
        await asyncio.sleep(0.1)

    assert (errors(caplog), "clock_question_cut_off" in caplog.messages) == ([], True)


def test_what_occurred_long_ago_is_accounted_for_no_more(store: SqlStore, now: datetime) -> None:
    with store.write() as work:
        schedule_id = work.schedules.add(morning(), handled_through=now, next_at=None)
        for age in (ACCOUNTED_FOR + timedelta(hours=1), ACCOUNTED_FOR - timedelta(hours=1)):
            settled_at = now - age
            one = Occurrence(
                schedule_id=schedule_id,
                due_at=settled_at,
                first_due_at=settled_at,
                count=1,
                outcome=Outcome.TOOK_EFFECT,
                settled_at=settled_at,
            )
            work.schedules.record(one)
        work.commit()

    assert forget_stale(store, now=now) == 1


def forgotten(store: SqlStore) -> bool:
    with store.engine.connect() as connection:
        return not connection.execute(select(conversation)).all()


async def test_a_superseded_clock_is_no_incident(
    office: Office, quick_store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    lease, over = acquire(quick_store, "clock", "w"), asyncio.Event()
    assert lease is not None
    async with asyncio.TaskGroup() as group:
        group.create_task(Clock(office, EFFECTS).run(over, replace(lease, term=lease.term - 1)))
        await until(lambda: "clock_superseded" in caplog.messages)
        over.set()

    assert "incident" not in caplog.messages


def test_the_ministers_calendar_is_kept_with_its_source(store: SqlStore, now: datetime) -> None:
    adopt_calendar(store, now)
    adopt_calendar(store, now)

    with store.read() as work:
        year = work.calendar.year(2026)
    assert year is not None
    assert {day.source for day in year.off_days} != {""}
    assert year.is_official
