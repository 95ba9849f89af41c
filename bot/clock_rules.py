"""The next time by a calendar rule, computed by APScheduler's cron trigger."""

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from apscheduler.triggers.cron import CronTrigger

from domain.schedules.rules import CalendarRule, Weekly

# No zone skips more than a day: a time skipped on one local day is due within the next.
_LONGEST_SKIP = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


def next_fire(rule: CalendarRule, zone: tzinfo, after: datetime) -> datetime:
    """Implement `domain.schedules.rules.NextFire`.

    The trigger walks the local calendar alone, as if it were UTC: given a zone with summer time it fires
    twice in the hour that comes twice.
    """
    local = after.astimezone(zone).replace(tzinfo=UTC) - _LONGEST_SKIP
    while True:
        local = _next_on_calendar(rule, local)
        instant = local.replace(tzinfo=zone).astimezone(UTC)
        if instant > after:
            return instant


def _next_on_calendar(rule: CalendarRule, after: datetime) -> datetime:
    found: datetime | None = _trigger(rule).get_next_fire_time(None, after + _INSTANT)
    if found is None:
        raise OverflowError("the calendar ends before the next occurrence")
    return found


@lru_cache(maxsize=256)
def _trigger(rule: CalendarRule) -> CronTrigger:
    """Days of the week go by name: APScheduler's 0 is Monday, cron's is Sunday."""
    days = {"day_of_week": ",".join(rule.on)} if isinstance(rule, Weekly) else {"day": rule.day}
    return CronTrigger(hour=rule.at.hour, minute=rule.at.minute, second=rule.at.second, timezone=UTC, **days)
