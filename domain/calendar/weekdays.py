"""Days of the week by name: numbers mean different days to different tools."""

from datetime import date
from enum import StrEnum


class Weekday(StrEnum):
    """Monday first, as in Indonesia."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        return _IN_ORDER[day.weekday()]


_IN_ORDER = tuple(Weekday)
EVERY_DAY = _IN_ORDER
WORKING_WEEK = _IN_ORDER[:5]  # the five-day week of Perpres 21/2023
