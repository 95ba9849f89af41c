"""Why a transfer is proposed, as data: codes with facts, from which every card and every letter is worded.

Made by `domain/planning/`, kept with the proposal, read by whoever may see it. It holds nobody's name, and
facts of another person only in `rivals`, which is for HR's eyes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

FactValue = int | str | bool | date | Decimal | None
Facts = Mapping[str, FactValue]


class Verdict(StrEnum):
    """What a rule says of one person in one seat."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule, checked: the day of the data, the rule's article. A hard rule that failed blocks."""

    code: str
    verdict: Verdict
    is_hard: bool
    facts: Facts
    as_of: date | None
    source: str


class ReasonCode(StrEnum):
    """What can speak for or against a transfer. Facts: `domain/planning/explaining/explainer.py`."""

    TARGET_NEED = "target_need"
    ORIGIN_SURPLUS = "origin_surplus"
    ORIGIN_LOAD = "origin_load"
    TARGET_LOAD = "target_load"
    FIT = "fit"
    EDUCATION = "education"
    TENURE = "tenure"
    WISH = "wish"
    OTHER_WISH = "other_wish"
    TRAVEL = "travel"
    JOB_CLASS = "job_class"
    SPOUSE = "spouse"
    HARDSHIP = "hardship"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One fact for or against, with the points it carried in the choice (0: told, not weighed)."""

    code: ReasonCode
    speaks_for: bool
    points: int
    facts: Facts
    as_of: date | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A post in a unit. `post_id` None: the position map has no such post; `position` is then its key."""

    post_id: int | None
    unit_id: int
    unit: str
    position: str
    job_class: int | None
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LostSeat:
    """The best other seat for the same person: by how many points it lost, or why it could not be had."""

    place: Place
    lost_by: int | None
    cause: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """The best other person for the same seat. HR's eyes only."""

    person_id: int
    lost_by: int | None
    cause: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldChange:
    """Something that would lead to another outcome: a code with the figure that would have to be reached."""

    code: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedReason:
    """The reason HR typed. `is_borne_out` by the data; None: it claims nothing that can be checked."""

    text: str
    claims: tuple[ReasonCode, ...]
    is_borne_out: bool | None
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that decided one proposal. `missing`: codes of data that were not there."""

    person_id: int
    as_of: date
    origin: Place
    target: Place
    reasons: tuple[Reason, ...]
    rules: tuple[RuleResult, ...]
    lost_seats: tuple[LostSeat, ...]
    rivals: tuple[Rival, ...]
    would_change: tuple[WouldChange, ...]
    stated: StatedReason | None
    missing: tuple[str, ...]
