"""How far the people there are suffice for the load: EJ of a post, EU of a unit (Permendagri 12/2008).

`EJ = load / (people × WKE)`, `EU = Σ load / (Σ people × WKE)`. Grades are given on the ratio rounded to two
decimals, otherwise 0.895 would fall between two of them (domain.md 2.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.planning.arithmetic.effective_time import WkeProfile, refuse_mixture
from domain.planning.arithmetic.rounding import two_decimals


class Grade(StrEnum):
    """A is the highest load, not the healthiest: full, or more than full."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class LoadState(StrEnum):
    """What a ratio says about moving people."""

    UNDERSTAFFED = "understaffed"
    BALANCED = "balanced"
    DONOR_CANDIDATE = "donor_candidate"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBounds:
    """Above the first it is A; from the others on B, C and D; below them E.

    Permendagri 12/2008 [K: quoted in domain.md 2.2, not seen; BKPSDM to confirm].
    """

    a_above: Decimal = Decimal("1.00")
    b_from: Decimal = Decimal("0.90")
    c_from: Decimal = Decimal("0.70")
    d_from: Decimal = Decimal("0.50")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadBounds:
    """Above the one a post lacks people, below the other it may give some: our reading (domain.md 2.2)."""

    full: Decimal = Decimal("1.00")
    spare: Decimal = Decimal("0.70")


GRADE_BOUNDS = GradeBounds()
LOAD_BOUNDS = LoadBounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLoad:
    """`load_minutes` a year, None where unknown; `staff_actual` people (B)."""

    post: int
    load_minutes: Decimal | None
    staff_actual: int
    profile: WkeProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Utilisation:
    """Load against people. `raw` is None where the load is unknown or there is nobody to carry it.

    `left_out` are the posts whose load is unknown, whose people then do not count either.
    """

    load_minutes: Decimal | None
    staff_actual: int
    raw: Decimal | None
    grade: Grade | None
    state: LoadState
    left_out: tuple[int, ...]

    @property
    def ratio(self) -> Decimal | None:
        """Rounded half up to two decimals, as it is shown and graded."""
        return None if self.raw is None else two_decimals(self.raw)


def position_util(
    post: PostLoad, *, grades: GradeBounds = GRADE_BOUNDS, bounds: LoadBounds = LOAD_BOUNDS
) -> Utilisation:
    """EJ of a post."""
    return unit_util([post], grades=grades, bounds=bounds)


def unit_util(
    posts: Sequence[PostLoad], *, grades: GradeBounds = GRADE_BOUNDS, bounds: LoadBounds = LOAD_BOUNDS
) -> Utilisation:
    """EU of a unit, from its posts' loads and people. Raise MixedProfiles where their years differ."""
    refuse_mixture(post.profile for post in posts)
    known = [post for post in posts if post.load_minutes is not None]
    staff = sum(post.staff_actual for post in known)
    load = sum((post.load_minutes for post in known if post.load_minutes is not None), Decimal(0))
    staff_minutes = sum(post.staff_actual * post.profile.minutes_a_year for post in known)
    raw = load / staff_minutes if staff_minutes > 0 else None
    return Utilisation(
        load_minutes=load if known else None,
        staff_actual=staff if known else sum(post.staff_actual for post in posts),
        raw=raw,
        grade=None if raw is None else grade_of(two_decimals(raw), grades),
        state=_state(raw, load, bounds),
        left_out=tuple(post.post for post in posts if post.load_minutes is None),
    )


def grade_of(ratio: Decimal, grades: GradeBounds = GRADE_BOUNDS) -> Grade:
    """The grade of a ratio that is rounded to two decimals."""
    if ratio > grades.a_above:
        return Grade.A
    least = ((grades.b_from, Grade.B), (grades.c_from, Grade.C), (grades.d_from, Grade.D))
    return next((grade for bound, grade in least if ratio >= bound), Grade.E)


def _state(raw: Decimal | None, load: Decimal, bounds: LoadBounds) -> LoadState:
    if raw is None:
        # Work that nobody holds is the plainest shortage; without a known load nothing can be said.
        return LoadState.UNDERSTAFFED if load else LoadState.UNKNOWN
    ratio = two_decimals(raw)
    if ratio > bounds.full:
        return LoadState.UNDERSTAFFED
    return LoadState.DONOR_CANDIDATE if ratio < bounds.spare else LoadState.BALANCED
