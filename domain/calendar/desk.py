"""HR's keeping of the calendar."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from domain.audit import AuditTrail
from domain.calendar.decrees import shipped_decrees
from domain.calendar.off_days import CalendarYear
from domain.calendar.records import Calendar


class CalendarWork(Protocol):
    """What this desk needs of a unit of work."""

    @property
    def calendar(self) -> Calendar: ...

    @property
    def audit(self) -> AuditTrail: ...

    def commit(self) -> None: ...


class CalendarStore(Protocol):
    """Where it finds one."""

    def write(self) -> AbstractContextManager[CalendarWork]: ...


class CalendarDesk:
    """Decrees are adopted whole, one year at a time."""

    def __init__(self, store: CalendarStore) -> None:
        self._store = store

    def adopt(self, year: CalendarYear, *, by: str, now: datetime) -> None:
        """Keep a year's decree in place of an earlier one."""
        with self._store.write() as work:
            _adopt(work, year, by=by, now=now)
            work.commit()

    def adopt_shipped(self, *, now: datetime) -> list[int]:
        """Keep the decrees of this release for years without one; return these years.

        A year that HR has adopted is left as it is: HR may hold an amendment that is newer than the release.
        """
        with self._store.write() as work:
            missing = [year for year in shipped_decrees() if work.calendar.year(year.year) is None]
            for year in missing:
                _adopt(work, year, by="release", now=now)
            work.commit()
        return [year.year for year in missing]


def _adopt(work: CalendarWork, year: CalendarYear, *, by: str, now: datetime) -> None:
    work.calendar.adopt(year)
    work.audit.add(
        "calendar.adopted",
        by=by,
        subject=f"year {year.year}",
        now=now,
        off_days=len(year.off_days),
        source=year.off_days[0].source,
    )
