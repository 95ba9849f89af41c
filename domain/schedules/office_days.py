"""What HR is told at an hour of the office's days: from Monday to Friday, and not on a day off."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendar.off_days import Estimate
from domain.calendar.records import working_days
from domain.calendar.weekdays import WORKING_WEEK
from domain.schedules.records import LateRule, Missed, Plan
from domain.schedules.rules import Weekly
from domain.work import Work


def on_office_days(name: str, kind: str, *, at: time, late_by_less_than: timedelta, zone: ZoneInfo) -> Plan:
    """From Monday to Friday; of what was missed the last is told, if it is not later than that."""
    return Plan(
        name=name,
        kind=kind,
        rule=Weekly(at=at, on=tuple(WORKING_WEEK)),
        zone=zone,
        late=LateRule(send_if_less_than=late_by_less_than, missed=Missed.COALESCED),
    )


def is_day_off(work: Work, estimate: Estimate, day: date) -> bool:
    """By decree, or by estimate where there is no decree yet."""
    calendar = working_days(work.calendar, estimate, first_year=day.year, last_year=day.year)
    return not calendar.is_working_day(day)
