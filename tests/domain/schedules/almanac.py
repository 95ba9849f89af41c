"""When rules ought to come, worked out day by day and without the product's own arithmetic."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.calendar.weekdays import Weekday
from domain.schedules.records import Occurrence, Outcome, Plan
from domain.schedules.rules import EveryMinutes, Monthly, Once, Rule, Weekly


def expected(rule: Rule, zone: ZoneInfo, after: datetime, until: datetime) -> list[datetime]:
    """Every time of the rule after one moment, up to and including another."""
    return sorted(at for at in _around(rule, zone, after, until) if after < at <= until)


def _around(rule: Rule, zone: ZoneInfo, after: datetime, until: datetime) -> Iterator[datetime]:
    match rule:
        case Once():
            yield rule.at
        case EveryMinutes():
            soonest, last = (int(moment.timestamp()) // 60 for moment in (after, until))
            first = soonest - soonest % rule.minutes
            yield from (datetime.fromtimestamp(n * 60, UTC) for n in range(first, last + 1, rule.minutes))
        case Weekly() | Monthly():
            day = after.date() - timedelta(days=2)
            while day <= until.date() + timedelta(days=2):
                if _comes_on(rule, day):
                    yield datetime.combine(day, rule.at, zone).astimezone(UTC)
                day += timedelta(days=1)


def _comes_on(rule: Weekly | Monthly, day: date) -> bool:
    if isinstance(rule, Weekly):
        return Weekday.of(day) in rule.on
    last = monthrange(day.year, day.month)[1]
    return day.day == (last if rule.day == "last" else rule.day)


def accounted(plan: Plan, settled: list[Occurrence]) -> list[datetime]:
    """Every time that the account of a plan stands for, in the order of the account."""
    instant = timedelta(microseconds=1)
    times = []
    for one in settled:
        run = expected(plan.rule, plan.zone, one.first_due_at - instant, one.due_at)
        assert (run[0], run[-1], len(run)) == (one.first_due_at, one.due_at, one.count)
        times += run
    return times


def breaches(plan: Plan, settled: list[Occurrence]) -> list[Occurrence]:
    """What took effect too late, or was only reported though it was not too late."""
    limit = plan.late.send_if_less_than
    return [
        one
        for one in settled
        if (one.settled_at - one.due_at < limit) != (one.outcome is Outcome.TOOK_EFFECT)
    ]
