"""A day as people type it."""

import re
from datetime import date

_TYPED = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})")


def read_day(text: str) -> date | None:
    """Day, month and year in figures; None where that is no day."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
