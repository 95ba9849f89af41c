"""What is known of somebody as planning uses it, and what they say is wrong in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.explanations import Facts
from domain.imports.rows import Discipline, Predicate

ANSWER_WITHIN = timedelta(hours=72)
"""3 x 24 hours for a correction (UU 27/2022 art. 30 [K])."""


class FactCode(StrEnum):
    """What can be checked. Facts of each: `facts.py`. OTHER: something that the list does not name."""

    POSITION = "position"
    EDUCATION = "education"
    GRADE = "grade"
    JOB_CLASS = "job_class"
    COMPETENCY = "competency"
    RATINGS = "ratings"
    DISCIPLINE = "discipline"
    ORIGIN_UNIT = "origin_unit"
    TARGET_UNIT = "target_unit"
    TRAVEL = "travel"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecord:
    """One's record beyond `Person`: what the matching reads of it, and when each part came in.

    `levels` empty: never assessed. `recorded_on`, `assessed_kept_on`: the days on which HR's files brought
    it. `map_as_of`: the day whose staffing the position map shows.
    """

    grade_since: date | None
    recorded_on: date
    job_class: int | None
    map_as_of: date | None
    levels: Mapping[str, int]
    assessed_on: date | None
    ratings: Mapping[int, Predicate]
    discipline: Discipline | None
    assessed_kept_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFact:
    """One fact with where it comes from. `is_known` False: there is none, and its absence counts as well."""

    code: FactCode
    facts: Facts
    as_of: date | None
    source: str
    is_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DataWindow:
    """When data of a wave are checked, both days included. `last` None: HR has not set it."""

    first: date | None
    last: date | None
    decision_on: date | None

    def is_over(self, today: date) -> bool:
        return self.last is not None and today > self.last


class CorrectionStatus(StrEnum):
    """What has become of a request."""

    NEW = "new"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What shows that it is so. `kind` by its content; `size` in bytes."""

    kind: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One request. `proposal_id` None: nothing was proposed. `answer` empty: there is none yet."""

    number: str
    person_id: int
    proposal_id: int | None
    fact: FactCode
    text: str
    paper: Paper | None
    status: CorrectionStatus
    answer: str
    filed_at: datetime
    due_at: datetime
    answered_at: datetime | None

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether the 3 x 24 hours are over without an answer."""
        return self.status is CorrectionStatus.NEW and now > self.due_at


class Corrections(Protocol):
    """The requests kept here; text, answer and paper are sealed at rest."""

    def record_of(self, person_id: int) -> OwnRecord: ...

    def file(self, correction: Correction, content: bytes | None) -> None:
        """Keep a new one, with the bytes of its paper."""

    def get(self, number: str) -> Correction:
        """Raise NotFound when there is no such request."""

    def of_person(self, person_id: int) -> Sequence[Correction]:
        """The newest first."""

    def open(self) -> Sequence[Correction]:
        """Those without an answer, the one that is due first on top."""

    def paper(self, number: str) -> bytes:
        """Raise NotFound where none came with it."""

    def answer(
        self, number: str, status: CorrectionStatus, answer: str, *, by: int, now: datetime
    ) -> None: ...
