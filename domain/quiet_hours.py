"""Quiet hours as people say them, "21.00-05.30"; kept as their opposite, the hours open to messages."""

import re
from datetime import time

from domain.calendar.send_windows import OwnHours
from domain.refusals import Refusal

_HOUR = r"(?:[01]?\d|2[0-3])"
_TIME = rf"({_HOUR})(?:\s*[.:h]\s*([0-5]\d))?"
_BETWEEN = r"\s*(?:-|\u2013|\u2014|s\.?\s*/?\s*d\.?|sampai|hingga|ke|to|until)\s*"
_SAID = re.compile(rf"(?:(?:pukul|jam|from)\s*)?{_TIME}{_BETWEEN}(?:(?:pukul|jam)\s*)?{_TIME}", re.IGNORECASE)


class NotHours(Refusal):
    """Two times of the day are needed, from when to when; they differ."""


def read_quiet_hours(text: str) -> OwnHours:
    """The hours open to messages when it shall be quiet from the first time to the second; raise NotHours."""
    found = _SAID.fullmatch(text.strip())
    if found is None:
        raise NotHours
    begins = time(int(found[1]), int(found[2] or 0))
    ends = time(int(found[3]), int(found[4] or 0))
    if begins == ends:
        raise NotHours
    return OwnHours(opens=ends, closes=begins)


def quiet_words(hours: OwnHours) -> str:
    """As an Indonesian letter writes them: `21.00-05.30` with a dash between."""
    return f"{hours.closes:%H.%M}\u2013{hours.opens:%H.%M}"
