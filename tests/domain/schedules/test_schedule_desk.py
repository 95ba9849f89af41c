"""Keeping schedules, and settling what is due in one unit with its effect."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.clock_rules import next_fire
from domain.calendar.zones import Zone
from domain.refusals import NotFound
from domain.schedules.desk import ScheduleDesk
from domain.schedules.records import Missed, Occurrence, Outcome, Schedule
from domain.schedules.rules import EveryMinutes, Once, Weekly
from tests.domain.schedules.plans import DAY, HOUR, morning
from tests.domain.schedules.units import Unit, Units

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONDAY_8 = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 08.00 WIB
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Greetings:
    """An effect that can be told to fail."""

    def __init__(self) -> None:
        self.fails = False

    def __call__(self, unit: Unit, schedule: Schedule, due: Occurrence) -> None:
        unit.audit.add("greeted", by="clock", subject=schedule.plan.name, now=due.settled_at, count=due.count)
        if self.fails:
            raise RuntimeError("the effect failed")


@pytest.fixture
def greetings() -> Greetings:
    return Greetings()


@pytest.fixture
def desk(units: Units, greetings: Greetings) -> ScheduleDesk[Unit]:
    return ScheduleDesk(units, next_fire, {"greeting": greetings})


def ask(desk: ScheduleDesk[Unit], now: datetime) -> int:
    return sum(desk.settle(schedule_id, now=now) for schedule_id in desk.due(now=now))


def account(units: Units, outcome: Outcome) -> list[tuple[datetime, int]]:
    with units.read() as unit:
        return [(one.due_at, one.count) for _, one in unit.schedules.settled(outcome, since=EPOCH)]


def told(units: Units, action: str) -> list[int]:
    with units.read() as unit:
        return [int(entry.facts["count"]) for entry in unit.audit.newest(50) if entry.action == action]


def test_nothing_is_due_before_its_time(desk: ScheduleDesk[Unit]) -> None:
    desk.declare(morning(), now=SUNDAY)

    assert list(desk.due(now=MONDAY_8 - HOUR)) == []


def test_what_is_due_takes_effect_once(desk: ScheduleDesk[Unit], units: Units) -> None:
    desk.declare(morning(), now=SUNDAY)
    ask(desk, MONDAY_8)
    ask(desk, MONDAY_8 + HOUR)

    assert (told(units, "greeted"), account(units, Outcome.TOOK_EFFECT)) == ([1], [(MONDAY_8, 1)])


def test_two_that_saw_the_same_occurrence_settle_it_once(desk: ScheduleDesk[Unit]) -> None:
    desk.declare(morning(), now=SUNDAY)
    (schedule_id,) = desk.due(now=MONDAY_8)

    assert [desk.settle(schedule_id, now=MONDAY_8) for _ in range(2)] == [1, 0]


def test_an_occurrence_already_on_record_has_no_second_effect(desk: ScheduleDesk[Unit], units: Units) -> None:
    """A database that was set back by hand would otherwise send again."""
    desk.declare(morning(), now=SUNDAY)
    ask(desk, MONDAY_8)
    with units.write() as unit:
        kept = unit.schedules.named("morning")
        assert kept is not None
        unit.schedules.replan(replace(kept, next_at=MONDAY_8))
        unit.commit()
    ask(desk, MONDAY_8 + HOUR)

    assert told(units, "greeted") == [1]


def test_a_failing_effect_leaves_its_occurrence_due(
    desk: ScheduleDesk[Unit], units: Units, greetings: Greetings
) -> None:
    desk.declare(morning(), now=SUNDAY)
    greetings.fails = True
    with pytest.raises(RuntimeError):
        ask(desk, MONDAY_8)
    nothing = account(units, Outcome.TOOK_EFFECT)
    greetings.fails = False
    ask(desk, MONDAY_8 + HOUR)

    assert (nothing, account(units, Outcome.TOOK_EFFECT)) == ([], [(MONDAY_8, 1)])


def test_what_is_late_by_less_than_its_limit_still_takes_effect(
    desk: ScheduleDesk[Unit], units: Units
) -> None:
    desk.declare(morning(within=6 * HOUR), now=SUNDAY)
    ask(desk, MONDAY_8 + 6 * HOUR - HOUR / 60)

    assert account(units, Outcome.TOOK_EFFECT) == [(MONDAY_8, 1)]


def test_what_is_too_late_is_reported_and_told(desk: ScheduleDesk[Unit], units: Units) -> None:
    desk.declare(morning(within=6 * HOUR), now=SUNDAY)
    ask(desk, MONDAY_8 + 6 * HOUR)

    assert (account(units, Outcome.REPORTED), told(units, "schedule.late"), told(units, "greeted")) == (
        [(MONDAY_8, 1)],
        [1],
        [],
    )


def test_each_missed_occurrence_takes_effect_by_itself_and_older_ones_are_reported(
    desk: ScheduleDesk[Unit], units: Units
) -> None:
    desk.declare(morning(Missed.EACH, within=2 * DAY), now=SUNDAY)
    ask(desk, MONDAY_8 + 5 * DAY + HOUR)

    assert account(units, Outcome.REPORTED) == [(MONDAY_8 + 3 * DAY, 4)]
    assert account(units, Outcome.TOOK_EFFECT) == [(MONDAY_8 + 4 * DAY, 1), (MONDAY_8 + 5 * DAY, 1)]


def test_the_newest_of_coalesced_ones_stands_for_all(desk: ScheduleDesk[Unit], units: Units) -> None:
    desk.declare(morning(Missed.COALESCED, within=2 * DAY), now=SUNDAY)
    ask(desk, MONDAY_8 + 5 * DAY + HOUR)

    assert account(units, Outcome.TOOK_EFFECT) == [(MONDAY_8 + 5 * DAY, 6)]


def test_coalesced_ones_within_the_limit_are_one_effect(desk: ScheduleDesk[Unit], units: Units) -> None:
    plan = morning(Missed.COALESCED, within=2 * DAY, rule=EveryMinutes(minutes=60))
    desk.declare(plan, now=SUNDAY)
    ask(desk, SUNDAY + 5 * HOUR)

    assert told(units, "greeted") == [5]


def test_what_comes_once_is_over_afterwards(desk: ScheduleDesk[Unit], units: Units) -> None:
    desk.declare(morning(rule=Once(at=MONDAY_8)), now=SUNDAY)
    ask(desk, MONDAY_8)

    assert list(desk.due(now=MONDAY_8 + 400 * DAY)) == []


def test_declaring_the_same_plan_again_changes_nothing(desk: ScheduleDesk[Unit]) -> None:
    """Every start declares its plans, also one after a day away."""
    desk.declare(morning(), now=SUNDAY)
    desk.declare(morning(), now=MONDAY_8 + HOUR)

    assert len(desk.due(now=MONDAY_8 + HOUR)) == 1


def test_what_was_due_by_a_plan_that_changed_is_reported(desk: ScheduleDesk[Unit], units: Units) -> None:
    desk.declare(morning(), now=SUNDAY)
    desk.declare(morning(rule=Weekly(at=time(16))), now=MONDAY_8 + HOUR)

    assert account(units, Outcome.REPORTED) == [(MONDAY_8, 1)]
    assert list(desk.due(now=MONDAY_8 + 7 * HOUR)) == []
    assert len(desk.due(now=MONDAY_8 + 8 * HOUR)) == 1


def test_a_region_that_moves_after_days_away_still_owes_them(desk: ScheduleDesk[Unit], units: Units) -> None:
    plan = morning(within=10 * DAY)
    desk.declare(plan, now=SUNDAY)
    ask(desk, MONDAY_8 + HOUR)
    desk.declare(replace(plan, zone=Zone.WITA.info), now=MONDAY_8 + 2 * DAY + 2 * HOUR)
    ask(desk, MONDAY_8 + 2 * DAY + 2 * HOUR)

    assert account(units, Outcome.TOOK_EFFECT)[1:] == [
        (MONDAY_8 + DAY - HOUR, 1),
        (MONDAY_8 + 2 * DAY - HOUR, 1),
    ]


def test_a_plan_that_changes_under_a_clock_gone_back_repeats_nothing(
    desk: ScheduleDesk[Unit], units: Units
) -> None:
    desk.declare(morning(), now=SUNDAY)
    ask(desk, MONDAY_8)
    desk.declare(morning(within=HOUR), now=SUNDAY)
    ask(desk, MONDAY_8)

    assert told(units, "greeted") == [1]


def test_a_disabled_schedule_is_never_due(desk: ScheduleDesk[Unit]) -> None:
    desk.declare(morning(), now=SUNDAY)
    desk.disable("morning", now=SUNDAY)

    assert list(desk.due(now=MONDAY_8)) == []


def test_disabling_reports_what_was_due(desk: ScheduleDesk[Unit], units: Units) -> None:
    desk.declare(morning(), now=SUNDAY)
    desk.disable("morning", now=MONDAY_8 + HOUR)

    assert account(units, Outcome.REPORTED) == [(MONDAY_8, 1)]


def test_an_enabled_schedule_owes_nothing_of_the_time_it_was_off(
    desk: ScheduleDesk[Unit], units: Units
) -> None:
    desk.declare(morning(), now=SUNDAY)
    desk.disable("morning", now=SUNDAY)
    desk.enable("morning", now=MONDAY_8 + HOUR)
    ask(desk, MONDAY_8 + DAY)

    assert account(units, Outcome.TOOK_EFFECT) == [(MONDAY_8 + DAY, 1)]


def test_a_kind_without_an_effect_is_refused_at_once(desk: ScheduleDesk[Unit]) -> None:
    with pytest.raises(ValueError, match="unheard"):
        desk.declare(replace(morning(), kind="unheard"), now=SUNDAY)


def test_a_schedule_nobody_declared_cannot_be_switched(desk: ScheduleDesk[Unit]) -> None:
    with pytest.raises(NotFound):
        desk.enable("evening", now=SUNDAY)


def test_old_accounts_are_forgotten_without_coming_again(desk: ScheduleDesk[Unit], units: Units) -> None:
    desk.declare(morning(), now=SUNDAY)
    ask(desk, MONDAY_8)
    with units.write() as unit:
        forgotten = unit.schedules.forget(before=MONDAY_8 + HOUR)
        unit.commit()
    ask(desk, MONDAY_8 + HOUR)

    assert (forgotten, told(units, "greeted")) == (1, [1])
