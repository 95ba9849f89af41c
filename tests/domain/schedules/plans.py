"""Plans to try: a morning reminder, and five and twenty of every sort."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendar.weekdays import EVERY_DAY, WORKING_WEEK, Weekday
from domain.calendar.zones import Zone
from domain.schedules.records import LateRule, Missed, Plan
from domain.schedules.rules import EveryMinutes, Monthly, Once, Rule, Weekly

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def morning(missed: Missed = Missed.EACH, within: timedelta = 12 * HOUR, rule: Rule | None = None) -> Plan:
    """At eight o'clock every day, unless another rule is given."""
    return Plan(
        name="morning",
        kind="greeting",
        rule=rule or Weekly(at=time(8)),
        zone=Zone.WIB.info,
        late=LateRule(send_if_less_than=within, missed=missed),
    )


def five_and_twenty(zone: ZoneInfo, start: datetime) -> list[Plan]:
    """Rules of every sort, each other one coalesced, with late rules from an hour to two days."""
    return [
        Plan(
            name=f"plan {number}",
            kind="greeting",
            rule=rule,
            zone=zone,
            late=LateRule(
                send_if_less_than=(HOUR, 6 * HOUR, DAY, 2 * DAY)[number % 4],
                missed=tuple(Missed)[number % 2],
            ),
        )
        for number, rule in enumerate(_rules(start))
    ]


def _rules(start: datetime) -> Iterator[Rule]:
    for hour, minute in ((0, 0), (0, 30), (2, 0), (7, 30), (8, 0), (9, 15), (12, 0), (15, 30), (23, 59)):
        yield Weekly(at=time(hour, minute), on=EVERY_DAY)
    for hour in (0, 8, 14, 23):
        yield Weekly(at=time(hour), on=WORKING_WEEK)
    for days in ((Weekday.MON,), (Weekday.SAT, Weekday.SUN)):
        yield Weekly(at=time(8), on=days)
    yield Monthly(at=time(8), day="last")
    yield Monthly(at=time(8), day=1)
    yield Monthly(at=time(23, 30), day=28)
    for minutes in (180, 240, 500, 1440):
        yield EveryMinutes(minutes=minutes)
    for hours in (1, 26, 60):
        yield Once(at=start + timedelta(hours=hours))
