"""What is due is asked of the tables."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import Clock, adopt_calendar, forget_stale
from bot.posts import acquire
from domain.conversations import Conversation
from handlers.office import Office
from storage.store import SqlStore
from storage.tables import conversation
from tests.bot.doors import until


def test_expired_conversations_are_forgotten_and_open_ones_kept(store: SqlStore, now: datetime) -> None:
    with store.write() as work:
        for user_id, hours in ((1, -1), (2, 1)):
            expires_at = now + timedelta(hours=hours)
            work.conversations.save(
                Conversation(user_id=user_id, flow="linking", step="nip", expires_at=expires_at)
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
        work.conversations.save(expired)
        work.commit()
    lease, over = acquire(quick_store, "clock", "w"), asyncio.Event()
    assert lease is not None

    async with asyncio.TaskGroup() as group:
        group.create_task(Clock(office).run(over, lease))
        await until(lambda: forgotten(quick_store))
        over.set()


def forgotten(store: SqlStore) -> bool:
    with store.engine.connect() as connection:
        return not connection.execute(select(conversation)).all()


async def test_a_superseded_clock_is_no_incident(
    office: Office, quick_store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    lease, over = acquire(quick_store, "clock", "w"), asyncio.Event()
    assert lease is not None
    async with asyncio.TaskGroup() as group:
        group.create_task(Clock(office).run(over, replace(lease, term=lease.term - 1)))
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
