"""What is kept of schedules and their occurrences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.schedules.rules import Rule

# How long the account of what occurred is kept: a year, with the same season before to compare.
ACCOUNTED_FOR = timedelta(days=400)


class Missed(StrEnum):
    """What several occurrences missed in a row become."""

    EACH = "each"
    COALESCED = "coalesced"  # the newest stands for all


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRule:
    """An occurrence still takes effect while it is late by less than this; later it is only reported."""

    send_if_less_than: timedelta
    missed: Missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an official or a release decides. `kind` names the effect; `name` is unique."""

    name: str
    kind: str
    rule: Rule
    zone: ZoneInfo
    late: LateRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A plan and how far it has come: settled through `handled_through`, next due at `next_at`."""

    id: int
    plan: Plan
    enabled: bool
    handled_through: datetime
    next_at: datetime | None


class Outcome(StrEnum):
    """What became of an occurrence."""

    TOOK_EFFECT = "took_effect"
    REPORTED = "reported"  # too late to take effect, or its plan ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One occurrence, or a run of `count` from `first_due_at` on for which the last one stands."""

    schedule_id: int
    due_at: datetime
    first_due_at: datetime
    count: int
    outcome: Outcome
    settled_at: datetime


class Schedules(Protocol):
    """Every schedule and the account of its occurrences."""

    def add(self, plan: Plan, *, handled_through: datetime, next_at: datetime | None) -> int: ...

    def named(self, name: str) -> Schedule | None:
        """The schedule, held against other writers until the unit ends."""

    def due(self, *, now: datetime) -> Sequence[int]:
        """Ids of enabled schedules with an occurrence due, the longest waiting first."""

    def take_due(self, schedule_id: int, *, now: datetime) -> Schedule | None:
        """The schedule if it is still due, held against other writers until the unit ends."""

    def advance(self, schedule_id: int, *, handled_through: datetime, next_at: datetime | None) -> None: ...

    def replan(self, schedule: Schedule) -> None:
        """Keep everything about the schedule anew."""

    def record(self, occurrence: Occurrence) -> bool:
        """Keep the occurrence; False when one of its schedule is kept for this time already."""

    def settled(self, outcome: Outcome, *, since: datetime) -> Sequence[tuple[str, Occurrence]]:
        """The account of what had this outcome, with each schedule's name, in the order of settling."""

    def forget(self, *, before: datetime) -> int:
        """Drop occurrences settled before; return how many. What is past never comes again without them."""
