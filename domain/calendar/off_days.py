"""Days on which the offices are closed, each with the decree that says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OffDayKind(StrEnum):
    """Civil servants are off on both."""

    NATIONAL_HOLIDAY = "national_holiday"
    JOINT_LEAVE = "joint_leave"  # cuti bersama


@dataclass(frozen=True, slots=True, kw_only=True)
class OffDay:
    """`source` names the decree, or where an estimate comes from."""

    day: date
    name: str
    kind: OffDayKind
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """A whole year's off-days. Not official: computed before the decree is out, so texts say "perkiraan"."""

    year: int
    off_days: tuple[OffDay, ...]
    is_official: bool


Estimate = Callable[[int], Sequence[OffDay]]
"""The likely off-days of a year for which no decree is kept."""
