"""Schedules as they are kept."""

from datetime import UTC, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine

from bot.clock_rules import next_fire
from domain.calendar.weekdays import WORKING_WEEK
from domain.calendar.zones import Zone
from domain.schedules.desk import ScheduleDesk
from domain.schedules.records import LateRule, Missed, Occurrence, Plan, Schedule
from domain.schedules.rules import EveryMinutes, Monthly, Once, Rule, Weekly
from tests.domain.schedules.units import Unit, Units

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATE = LateRule(send_if_less_than=timedelta(hours=36, seconds=5), missed=Missed.COALESCED)


@pytest.fixture
def units(engine: Engine) -> Units:
    return Units(engine)


def planned(rule: Rule, name: str = "plan") -> Plan:
    return Plan(name=name, kind="greeting", rule=rule, zone=Zone.WIT.info, late=LATE)


@pytest.mark.parametrize(
    "rule",
    [
        Weekly(at=time(7, 30)),
        Weekly(at=time(7, 30, 15), on=WORKING_WEEK),
        Monthly(at=time(9), day=28),
        Monthly(at=time(9), day="last"),
        EveryMinutes(minutes=90),
        Once(at=NOON),
    ],
    ids=repr,
)
def test_a_plan_comes_back_as_it_was_decided(units: Units, rule: Rule) -> None:
    with units.write() as unit:
        schedule_id = unit.schedules.add(planned(rule), handled_through=NOON, next_at=None)
        unit.commit()
    with units.write() as unit:
        kept = unit.schedules.named("plan")

    assert kept == Schedule(
        id=schedule_id, plan=planned(rule), enabled=True, handled_through=NOON, next_at=None
    )


def test_what_waits_longest_is_due_first(units: Units) -> None:
    with units.write() as unit:
        hours = (3, 1, 2)
        ids = {
            hour: unit.schedules.add(
                planned(EveryMinutes(minutes=60), name=f"plan {hour}"),
                handled_through=NOON,
                next_at=NOON + timedelta(hours=hour),
            )
            for hour in hours
        }
        unit.commit()
    with units.read() as unit:
        due = list(unit.schedules.due(now=NOON + timedelta(hours=2)))

    assert due == [ids[1], ids[2]]


def test_clocks_that_settle_at_the_same_moment_cause_each_effect_once(units: Units) -> None:
    def greet(unit: Unit, schedule: Schedule, due: Occurrence) -> None:
        unit.audit.add("greeted", by="clock", subject=schedule.plan.name, now=due.settled_at)

    desk = ScheduleDesk(units, next_fire, {"greeting": greet})
    for number in range(20):
        desk.declare(planned(EveryMinutes(minutes=60), name=f"plan {number}"), now=NOON)
    now = NOON + timedelta(hours=1)
    due, start, settled = desk.due(now=now), Barrier(4), []

    def settle() -> None:
        start.wait()
        settled.extend([desk.settle(schedule_id, now=now) for schedule_id in due])

    clocks = [Thread(target=settle) for _ in range(4)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()
    with units.read() as unit:
        greeted = [entry.subject for entry in unit.audit.newest(100)]

    assert (len(settled), sum(settled)) == (80, 20)
    assert sorted(greeted) == sorted(f"plan {number}" for number in range(20))
