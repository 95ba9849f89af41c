"""Counting working days (hari kerja): the day after receipt is day 1; weekends and off-days do not count."""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.calendar.off_days import CalendarYear
from domain.calendar.weekdays import WORKING_WEEK, Weekday

_ONE_DAY = timedelta(days=1)


class CalendarMissing(LookupError):
    """A day was asked for in a year whose off-days were not given: counting on would be wrong silently."""


class WorkingDays:
    """The working days of the years given."""

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        kept = list(years)
        self._is_official = {year.year: year.is_official for year in kept}
        self._off_days = {off.day for year in kept for off in year.off_days}

    def is_working_day(self, day: date) -> bool:
        if day.year not in self._is_official:
            raise CalendarMissing(str(day.year))
        return Weekday.of(day) in WORKING_WEEK and day not in self._off_days

    def add_working_days(self, received_on: date, days: int) -> date:
        """The last day of a limit of so many working days, which itself is a working day."""
        if days < 1:
            raise ValueError("a limit has at least one working day")
        day = received_on
        while days:
            day += _ONE_DAY
            days -= self.is_working_day(day)
        return day

    def working_days_between(self, received_on: date, until: date) -> int:
        """How many working days have run by the end of `until`; 0 on the day of receipt and before it."""
        span = (until - received_on).days
        return sum(self.is_working_day(received_on + timedelta(days=n)) for n in range(1, span + 1))

    def is_official(self, first: date, last: date) -> bool:
        """Tell whether every year from one day to the other rests on a decree, not on an estimate."""
        return all(self._is_official.get(year, False) for year in range(first.year, last.year + 1))
