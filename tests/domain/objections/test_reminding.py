"""Reminders of the safe day: to those who want them, once each, or told as late."""

from datetime import date, datetime, timedelta

import pytest

from bot.clock_rules import next_fire
from domain.objections.records import DecreeDay
from domain.objections.reminding import reminder_plan
from domain.outbox import Message
from domain.schedules.desk import ScheduleDesk
from domain.schedules.effects import effects
from domain.schedules.records import Outcome
from domain.schedules.standing import standing_plans
from domain.work import Work
from storage.store import SqlStore
from tests.domain.objections.conftest import WRITING, ZONE, Decided
from tests.outbox import take_all

_EIGHT = timedelta(hours=-1)  # from the fixture's nine o'clock


@pytest.fixture
def clock(decided: Decided, store: SqlStore, now: datetime) -> ScheduleDesk[Work]:
    """The house's clock, with the plans that every region has."""
    desk: ScheduleDesk[Work] = ScheduleDesk(store, next_fire, effects(lambda _year: []))
    for plan in standing_plans(ZONE):
        desk.declare(plan, now=now)
    return desk


def reminded(
    clock: ScheduleDesk[Work], store: SqlStore, now: datetime, *days: int
) -> list[tuple[int, Message]]:
    """What the clock causes on each of these days at nine."""
    caused = []
    for day in days:
        at = now + timedelta(days=day)
        for schedule in clock.due(now=at):
            clock.settle(schedule, now=at)
        waiting = [one for one in take_all(store, now=at) if one.text_key == "objection.notice.deadline"]
        caused += [(day, one) for one in waiting]
    return caused


def test_seven_three_and_one_day_before_and_on_no_other_day(
    decided: Decided, clock: ScheduleDesk[Work], store: SqlStore, now: datetime
) -> None:
    decided.desk.remind(decided.siti, wanted=True, now=now)
    caused = reminded(clock, store, now, *range(1, 20))

    # The safe day is 8 December, two weeks after the decree.
    assert [day for day, _ in caused] == [7, 11, 13]
    assert {one.facts["day"] for _, one in caused} == {"08-12-2026"}
    assert all(one.protect and one.expires_at is not None for _, one in caused)


def test_nobody_is_reminded_who_neither_began_nor_asked(
    decided: Decided, clock: ScheduleDesk[Work], store: SqlStore, now: datetime
) -> None:
    assert reminded(clock, store, now, *range(1, 20)) == []


def test_who_has_begun_a_letter_is_reminded_until_it_is_handed_in(
    decided: Decided, clock: ScheduleDesk[Work], store: SqlStore, now: datetime
) -> None:
    decided.desk.write(decided.siti, WRITING, now=now)
    first = reminded(clock, store, now, *range(1, 10))
    decided.desk.submit(decided.siti, on_paper=True, now=now + timedelta(days=10))

    assert len(first) == 1
    assert reminded(clock, store, now, *range(11, 20)) == []


def test_who_wants_no_reminder_any_more_gets_none(
    decided: Decided, clock: ScheduleDesk[Work], store: SqlStore, now: datetime
) -> None:
    decided.desk.remind(decided.siti, wanted=True, now=now)
    decided.desk.remind(decided.siti, wanted=False, now=now)

    assert reminded(clock, store, now, *range(1, 20)) == []


def test_an_earlier_day_on_the_decree_moves_the_reminders(
    decided: Decided, clock: ScheduleDesk[Work], store: SqlStore, now: datetime
) -> None:
    decided.desk.remind(decided.siti, wanted=True, now=now)
    decided.desk.state_day(decided.siti, DecreeDay.PRINTED, date(2026, 11, 22), now=now)

    assert [day for day, _ in reminded(clock, store, now, *range(1, 20))] == [5, 9, 11]


def test_a_clock_that_stood_for_days_tells_the_newest_step_alone(
    decided: Decided, clock: ScheduleDesk[Work], store: SqlStore, now: datetime
) -> None:
    decided.desk.remind(decided.siti, wanted=True, now=now)
    caused = reminded(clock, store, now, 12, 13)

    assert [(day, one.unique.rpartition(":")[2]) for day, one in caused] == [(12, "3"), (13, "1")]


def test_what_is_too_late_is_reported_and_not_sent(
    decided: Decided, clock: ScheduleDesk[Work], store: SqlStore, now: datetime
) -> None:
    decided.desk.remind(decided.siti, wanted=True, now=now)
    evening = now + timedelta(hours=11)

    assert reminded(clock, store, evening, 7) == []
    with store.read() as work:
        late = {name: one.count for name, one in work.schedules.settled(Outcome.REPORTED, since=now)}
    assert late[reminder_plan(ZONE).name] == 7


def test_a_reminder_exists_once_whatever_the_clock_does(
    decided: Decided, clock: ScheduleDesk[Work], store: SqlStore, now: datetime
) -> None:
    decided.desk.remind(decided.siti, wanted=True, now=now)
    day = now + timedelta(days=7)
    first = reminded(clock, store, now, 7)
    with store.write() as work:
        kept = work.schedules.named(reminder_plan(ZONE).name)
        assert kept is not None
        work.schedules.advance(kept.id, handled_through=day - timedelta(days=1), next_at=day + _EIGHT)
        work.schedules.forget(before=day + timedelta(days=1))
        work.commit()

    assert (len(first), reminded(clock, store, now, 7)) == (1, [])
