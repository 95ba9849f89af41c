"""When people may be written to: the office's hours on working days, or the hours of one's own shift."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from domain.calendar.weekdays import Weekday
from domain.calendar.working_days import WorkingDays

_LOOK_AHEAD = 60  # days; no run of off-days comes near it


@dataclass(frozen=True, slots=True, kw_only=True)
class SendWindow:
    """Local hours on one day of the week: from `opens`, up to but not including `closes`."""

    weekday: Weekday
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("a window closes after it opens")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHours:
    """A shift worker's choice, on every day of the year; past midnight when it closes before it opens."""

    opens: time
    closes: time


# Within the office hours of Perpres 21/2023, clear of the Friday prayer and of the way home.
DEFAULT_WINDOWS = (
    SendWindow(weekday=Weekday.MON, opens=time(8), closes=time(15, 30)),
    SendWindow(weekday=Weekday.TUE, opens=time(8), closes=time(15, 30)),
    SendWindow(weekday=Weekday.WED, opens=time(8), closes=time(15, 30)),
    SendWindow(weekday=Weekday.THU, opens=time(8), closes=time(15, 30)),
    SendWindow(weekday=Weekday.FRI, opens=time(8), closes=time(11)),
    SendWindow(weekday=Weekday.FRI, opens=time(13, 30), closes=time(15)),
)


class NeverPermitted(ValueError):
    """The windows given never open within the next two months."""


def next_permitted(
    at: datetime,
    zone: tzinfo,
    working_days: WorkingDays,
    windows: Sequence[SendWindow],
    *,
    own: OwnHours | None = None,
) -> datetime:
    """`at` itself when it is permitted, else the next opening; aware UTC. `own` replaces the windows."""
    today = at.astimezone(zone).date()
    spans = _own_spans(today, own) if own else _office_spans(today, working_days, windows)
    for opens, closes in spans:
        if at < closes.replace(tzinfo=zone):
            return max(at, opens.replace(tzinfo=zone)).astimezone(UTC)
    raise NeverPermitted


def _office_spans(
    today: date, working_days: WorkingDays, windows: Sequence[SendWindow]
) -> Iterator[tuple[datetime, datetime]]:
    """Local times without their zone, in order."""
    in_order = sorted(windows, key=lambda window: window.opens)
    for day in _days_from(today):
        weekday = Weekday.of(day)
        open_today = [window for window in in_order if window.weekday is weekday]
        if open_today and working_days.is_working_day(day):
            yield from (
                (datetime.combine(day, one.opens), datetime.combine(day, one.closes)) for one in open_today
            )


def _own_spans(today: date, own: OwnHours) -> Iterator[tuple[datetime, datetime]]:
    # Yesterday's hours may still be open after midnight.
    into_next_day = timedelta(days=own.closes <= own.opens)
    for day in _days_from(today - timedelta(days=1)):
        yield datetime.combine(day, own.opens), datetime.combine(day, own.closes) + into_next_day


def _days_from(first: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(_LOOK_AHEAD))
