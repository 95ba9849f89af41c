"""When something recurs, and the next time it does."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Literal, Protocol

from domain.calendar.weekdays import EVERY_DAY, Weekday

_DAYS_OF_EVERY_MONTH = 28
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """At a local time on the named days of the week."""

    at: time
    on: tuple[Weekday, ...] = EVERY_DAY

    def __post_init__(self) -> None:
        if not self.on:
            raise ValueError("a weekly rule names at least one day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """At a local time on a day that every month has: 1 to 28, or the last."""

    at: time
    day: int | Literal["last"]

    def __post_init__(self) -> None:
        if self.day != "last" and not 1 <= self.day <= _DAYS_OF_EVERY_MONTH:
            raise ValueError("day 29 to 31 would skip short months: say last")


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryMinutes:
    """At every multiple of so many minutes since 1970 UTC, whatever the zone."""

    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 1:
            raise ValueError("an interval has at least one minute")


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """At one instant, whatever the zone."""

    at: datetime


CalendarRule = Weekly | Monthly
Rule = CalendarRule | EveryMinutes | Once


class NextFire(Protocol):
    """The first time by a calendar rule strictly after `after`, in aware UTC; each local day at most once.

    A local time that the zone skips comes when the skip is over; one that it has twice comes the first time.
    """

    def __call__(self, rule: CalendarRule, zone: tzinfo, after: datetime) -> datetime: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """So many consecutive occurrences, from the first to the last of them."""

    first: datetime
    last: datetime
    count: int


def next_due(rule: Rule, zone: tzinfo, after: datetime, next_fire: NextFire) -> datetime | None:
    """The first occurrence strictly after `after`, in aware UTC; None when there is none any more."""
    match rule:
        case Once():
            return rule.at.astimezone(UTC) if rule.at > after else None
        case EveryMinutes():
            step = timedelta(minutes=rule.minutes)
            return _EPOCH + ((after - _EPOCH) // step + 1) * step
        case _:
            return next_fire(rule, zone, after)


def span_until(rule: Rule, zone: tzinfo, first: datetime, until: datetime, next_fire: NextFire) -> Span:
    """The occurrences from `first`, which is one of them, up to and including `until`."""
    if isinstance(rule, EveryMinutes):
        # A clock that stood at 1970 misses millions of these: they are counted, not walked.
        step = timedelta(minutes=rule.minutes)
        more = (until - first) // step
        return Span(first=first, last=first + more * step, count=more + 1)
    last, count = first, 1
    while (following := next_due(rule, zone, last, next_fire)) is not None and following <= until:
        last, count = following, count + 1
    return Span(first=first, last=last, count=count)
