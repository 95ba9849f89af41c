"""What is kept of check-ins: when somebody was asked, and what they answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from domain.imports.rows import PositionKind
from domain.planning.snapshot import PostTask


class Milestone(IntEnum):
    """Days after the transfer came into effect."""

    WEEK = 7
    MONTH = 30
    QUARTER = 90


class Topic(StrEnum):
    """What is asked, each with a number from 1 to 5."""

    SATISFACTION = "satisfaction"
    LOAD = "load"
    SKILLS = "skills"


LEAST, MOST = 1, 5
Answers = Mapping[Topic, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One question time of one transfer. `asked_at` None: it was too late to ask.

    `closes_on`: from that day on answers stand as they are, because the next check-in asks anew.
    `answered_at`: when the last of the three answers was given or changed.
    """

    id: str
    proposal_id: int
    person_id: int
    unit_id: int
    milestone: Milestone
    due_on: date
    closes_on: date
    asked_at: datetime | None = None
    answers: Answers
    answered_at: datetime | None = None

    @property
    def next_topic(self) -> Topic | None:
        """The first that is not answered yet."""
        return next((topic for topic in Topic if topic not in self.answers), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A transfer for which no check-in of a milestone is kept yet. `unit_id`: where the person went."""

    proposal_id: int
    person_id: int
    unit_id: int
    effective_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Answers that change no more."""

    id: str
    unit_id: int
    milestone: Milestone
    person_id: int
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What people of one unit answered at one milestone, added up over whole groups."""

    unit: str
    milestone: Milestone
    answered: int
    sums: Mapping[Topic, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostNow:
    """A post as the data have it today: people are counted, `stated_need` is the map's K."""

    kind: PositionKind | None
    stated_need: int | None
    staff_actual: int
    tasks: tuple[PostTask, ...]


class CheckIns(Protocol):
    """The check-ins."""

    def due(self, milestone: Milestone, *, effective_by: datetime) -> Sequence[Due]:
        """Transfers in effect by then, of people in service, that have no check-in of that milestone."""

    def keep(self, checkin: CheckIn) -> bool:
        """Keep a new one; False when one of its transfer and milestone is kept already."""

    def get(self, checkin_id: str) -> CheckIn | None: ...

    def take(self, checkin_id: str) -> CheckIn | None:
        """The same, held against other writers until the unit ends: presses cannot race."""

    def of_person(self, person_id: int) -> Sequence[CheckIn]:
        """Those that were asked, the newest first."""

    def to_remind(self, *, asked_after: datetime, asked_by: datetime) -> Sequence[CheckIn]:
        """Asked in that time, not fully answered, not reminded yet, of people in service."""

    def mark_reminded(self, checkin_id: str, *, now: datetime) -> None: ...

    def answer(self, checkin_id: str, answers: Answers, *, answered_at: datetime | None) -> None: ...

    def closed(self, *, today: date) -> Sequence[Closed]:
        """Fully answered ones, closed by then and not counted yet, in the order of their closing.

        Whoever is counted in a unit at a milestone is not counted there again.
        """

    def count(self, group: Sequence[Closed], *, now: datetime) -> None:
        """Add one group to the sums of its unit and milestone; from then on they are nobody's answers."""

    def sums(self) -> Sequence[Sums]:
        """By unit and milestone."""

    def missed(self) -> int:
        """How many came too late to be asked."""

    def post_now(self, unit_id: int, position: str, *, today: date) -> PostNow: ...
