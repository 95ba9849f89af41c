"""What is kept of the calendar."""

from collections.abc import Sequence
from typing import Protocol

from domain.calendar.off_days import CalendarYear, Estimate
from domain.calendar.send_windows import OwnHours, SendWindow
from domain.calendar.working_days import WorkingDays


class Calendar(Protocol):
    """Off-days by decree, the office's send windows and shift workers' own hours."""

    def year(self, year: int) -> CalendarYear | None:
        """The year's decree; None when none is kept."""

    def adopt(self, year: CalendarYear) -> None:
        """Keep a decree in place of what was kept of its year."""

    def windows(self) -> Sequence[SendWindow]:
        """The region's windows; the defaults until it has set its own."""

    def set_windows(self, windows: Sequence[SendWindow]) -> None: ...

    def own_hours(self, person_id: int) -> OwnHours | None: ...

    def set_own_hours(self, person_id: int, hours: OwnHours | None) -> None:
        """None: the office's windows again."""


def working_days(calendar: Calendar, estimate: Estimate, *, first_year: int, last_year: int) -> WorkingDays:
    """The working days of these years, by decree where one is kept and by estimate where none is yet."""
    return WorkingDays(
        calendar.year(year) or CalendarYear(year=year, off_days=tuple(estimate(year)), is_official=False)
        for year in range(first_year, last_year + 1)
    )
