"""What the rules look at. One definition serves both: each value is one person's, or a column of everybody's.

The columns are numpy arrays, whose operators are those of plain numbers; so a rule uses comparisons, `&` and
`|`, never `and`, `or`, `not` or `if`. Whole numbers, UNKNOWN where the data say nothing.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

Amount = Any  # an int, or a numpy column of ints
Truth = Any  # a bool, or a numpy column of bools

UNKNOWN = -1


class Standing(IntEnum):
    """What the legal status (kedudukan hukum) means for a move."""

    UNKNOWN = -1
    ACTIVE = 0
    STUDYING = 1
    NOT_ACTIVE = 2


class Penalty(IntEnum):
    """The disciplinary sanction on record, by its weight."""

    UNKNOWN = -1
    NONE = 0
    LIGHT = 1
    MEDIUM = 2
    HEAVY = 3


class Kind(IntEnum):
    """The family of a post."""

    UNKNOWN = -1
    STAFF = 0
    FUNCTIONAL = 1
    STRUCTURAL = 2


class Schooling(IntEnum):
    """A person's education against what a post asks for."""

    UNKNOWN = -1
    FITS = 0
    LEVEL_BELOW = 1
    OTHER_FIELD = 2


STANDING_NAMES = {one.value: one.name.lower() for one in Standing}
PENALTY_NAMES = {one.value: one.name.lower() for one in Penalty}
KIND_NAMES = {one.value: one.name.lower() for one in Kind}
SCHOOLING_NAMES = {one.value: one.name.lower() for one in Schooling}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """What is known of the person, wherever they would go.

    `tenure_months`: whole months in the present post. `years_well`, `years_missing`: of the years that count,
    how many were at least "Baik", how many have no rating. `kind`, `tier`, `job_class`: of the present post.
    """

    tenure_months: Amount
    years_well: Amount
    years_missing: Amount
    penalty: Amount
    standing: Amount
    is_restricted: Truth
    is_pppk: Truth
    kind: Amount
    tier: Amount
    job_class: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A person before a kind of post (the same name, kind and class in whatever unit).

    `jpm` in hundredths of a percent. `asks_level`: whether the person's education reaches what a functional
    post of that branch asks for (S1/D4 or SLTA), UNKNOWN where either is not known. `is_locked`: an election
    window lies over the day of the move.
    """

    person: PersonView
    is_same_post: Truth
    is_locked: bool
    has_standard: bool
    kind: int
    tier: int
    job_class: int
    jpm: Amount
    schooling: Amount
    reaches_branch: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatView:
    """A person before one post of one unit. `need`, `actual_after` in people, all moves of the plan made.

    `spouse_is_there`: the husband or wife serves in that unit, as far as it is recorded.
    """

    need: Amount
    actual_after: Amount
    spouse_is_there: Truth
    spouse_kind: Amount
    kind: Amount
