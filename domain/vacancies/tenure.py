"""When somebody has been in a post for as long as the region rotates after (PP 11/2017 art. 190(3))."""

from calendar import monthrange
from datetime import date

_MONTHS = 12


def due_on(since: date, months: int) -> date:
    """The day on which so many whole months are full; in a shorter month its last day."""
    return _shifted(since, months)


def since_by(due: date, months: int) -> date:
    """The latest beginning that is due by that day."""
    since = _shifted(due, -months)
    # The end of a month is due at the end of a shorter one.
    while due_on(date.fromordinal(since.toordinal() + 1), months) <= due:
        since = date.fromordinal(since.toordinal() + 1)
    return since


def _shifted(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
