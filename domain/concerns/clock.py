"""Until when a case is to be answered."""

from datetime import date

from domain.calendar.off_days import Estimate
from domain.calendar.records import working_days
from domain.work import Work

ANSWER_WITHIN = 14
"""Working days (PermenPANRB 62/2018: a complaint that needs no supervision [K, for counsel to confirm])."""


def answer_due(work: Work, estimate: Estimate, today: date) -> date:
    """The last working day for an answer to what came in today."""
    calendar = working_days(work.calendar, estimate, first_year=today.year, last_year=today.year + 1)
    return calendar.add_working_days(today, ANSWER_WITHIN)
