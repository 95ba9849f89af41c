"""The clock asks the schedules: each occurrence becomes messages once, or is told to a human as late."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock
from bot.clock_rules import next_fire
from bot.posts import acquire
from domain.actors import Role
from domain.outbox import Announcement
from domain.schedules.desk import Effect, ScheduleDesk
from domain.schedules.records import Occurrence, Outcome, Schedule
from domain.work import Work
from handlers.notices import render
from handlers.office import Office
from locales.words import Words
from storage.store import SqlStore
from tests.bot.conftest import Moment
from tests.domain.schedules.plans import DAY, HOUR, morning
from tests.offices import office_on
from tests.outbox import take_all
from tests.people import CAST, HASAN, kemuning

EIGHT = datetime(2026, 11, 24, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def greet(work: Work, schedule: Schedule, due: Occurrence) -> None:
    """Everybody is greeted, once an occurrence."""
    name = f"{schedule.plan.name}:{due.due_at.isoformat()}"
    work.outbox.announce(Announcement(unique=name, text_key="help.text"), now=due.settled_at)


def fail(_work: Work, _schedule: Schedule, _due: Occurrence) -> None:
    raise RuntimeError("the effect failed")


EFFECTS: Mapping[str, Effect[Work]] = {"greeting": greet, "failing": fail}


@pytest.fixture
def moment() -> Moment:
    return Moment(EIGHT)


@pytest.fixture
def office(store: SqlStore, moment: Moment) -> Office:
    """Hasan administers, and everybody is to be greeted at eight; on each of the two databases."""
    made = kemuning(store, EIGHT - DAY)
    with store.write() as work:
        work.people.grant(made.id_of(HASAN), Role.ADMINISTRATOR, by="operator", now=EIGHT)
        work.commit()
    ScheduleDesk(store, next_fire, EFFECTS).declare(morning(within=6 * HOUR), now=EIGHT - 12 * HOUR)
    return office_on(store, words=Words.load(), clock=moment)


async def ask(office: Office, *, terms_behind: int = 0) -> None:
    """Hold the clock's post until everything was asked once."""
    lease, over = acquire(office.store, "clock", "w"), asyncio.Event()
    assert lease is not None
    async with asyncio.TaskGroup() as group:
        group.create_task(Clock(office, EFFECTS).run(over, replace(lease, term=lease.term - terms_behind)))
        await asyncio.sleep(0.05)
        over.set()


def waiting(store: SqlStore, now: datetime) -> dict[int, list[str]]:
    """What would go out, by chat."""
    found: dict[int, list[str]] = {}
    for message in take_all(store, now=now):
        found.setdefault(message.chat_id, []).append(message.text_key)
    return found


def settled(store: SqlStore, outcome: Outcome) -> list[tuple[datetime, int]]:
    with store.read() as work:
        return [(one.due_at, one.count) for _, one in work.schedules.settled(outcome, since=EPOCH)]


async def test_what_is_due_goes_out_to_everybody_once(
    office: Office, store: SqlStore, moment: Moment
) -> None:
    for minute in range(3):
        moment.now = EIGHT + timedelta(minutes=minute)
        await ask(office)

    assert waiting(store, moment.now) == {who.user_id: ["help.text"] for who in CAST}
    assert settled(store, Outcome.TOOK_EFFECT) == [(EIGHT, 1)]


async def test_what_is_a_little_late_still_goes_out(office: Office, store: SqlStore, moment: Moment) -> None:
    moment.now = EIGHT + 5 * HOUR
    await ask(office)

    assert len(waiting(store, moment.now)) == len(CAST)


async def test_what_is_too_late_is_told_to_an_administrator_and_to_nobody_else(
    office: Office, store: SqlStore, moment: Moment
) -> None:
    for days, hours in ((2, 8), (2, 9), (2, 10)):
        moment.now = EIGHT + days * DAY + hours * HOUR
        await ask(office)
        await ask(office)
    told = take_all(store, now=moment.now)

    assert settled(store, Outcome.REPORTED) == [(EIGHT + 2 * DAY, 3)]
    assert [(one.chat_id, one.text_key) for one in told] == [(HASAN.user_id, "alert.schedule_late")]
    assert "morning" in render(told[0], office)[0]


async def test_a_clock_that_another_one_took_over_from_sends_nothing(
    office: Office, store: SqlStore, moment: Moment
) -> None:
    await ask(office, terms_behind=1)

    assert (waiting(store, moment.now), settled(store, Outcome.TOOK_EFFECT)) == ({}, [])


async def test_one_schedule_that_fails_keeps_no_other_back(
    office: Office, store: SqlStore, moment: Moment, caplog: pytest.LogCaptureFixture
) -> None:
    failing = replace(morning(within=6 * HOUR), name="before", kind="failing")
    ScheduleDesk(store, next_fire, EFFECTS).declare(failing, now=EIGHT - 13 * HOUR)
    await ask(office)
    moment.now = EIGHT + 6 * HOUR
    await ask(office)

    assert "incident" in caplog.messages
    assert settled(store, Outcome.TOOK_EFFECT) == [(EIGHT, 1)]
    assert settled(store, Outcome.REPORTED) == [(EIGHT, 1)]


async def test_a_message_of_an_occurrence_exists_once_even_if_it_is_settled_anew(
    office: Office, store: SqlStore, moment: Moment
) -> None:
    """As after a database that was set back by hand."""
    await ask(office)
    with store.write() as work:
        kept = work.schedules.named("morning")
        assert kept is not None
        work.schedules.replan(replace(kept, next_at=EIGHT))
        work.schedules.forget(before=EIGHT + HOUR)
        work.commit()
    await ask(office)

    assert waiting(store, moment.now) == {who.user_id: ["help.text"] for who in CAST}
