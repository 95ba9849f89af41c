"""Until when a case is to be answered."""

from datetime import date

from domain.calendar.off_days import Estimate
from domain.calendar.records import working_days
from domain.calendar.working_days import CalendarMissing
from domain.work import Work

ANSWER_WITHIN = 14
"""Working days (PermenPANRB 62/2018: a complaint that needs no supervision [K, for counsel to confirm])."""


def answer_due(work: Work, estimate: Estimate, today: date) -> date:
    """The last working day for an answer to what came in today."""
    try:
        return _due(work, estimate, today, last_year=today.year)
    except CalendarMissing:
        # Only at the end of a year: a year without a decree takes long to estimate.
        return _due(work, estimate, today, last_year=today.year + 1)


def _due(work: Work, estimate: Estimate, today: date, *, last_year: int) -> date:
    calendar = working_days(work.calendar, estimate, first_year=today.year, last_year=last_year)
    return calendar.add_working_days(today, ANSWER_WITHIN)
