"""Who is where (bezetting, B) against who is needed (K), by post and by unit, as of a day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.people import EmployeeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One person's time in a post, `since` and `until` included. None: from before, or still."""

    person: int
    post: int
    kind: EmployeeKind
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        has_begun = self.since is None or self.since <= day
        return has_begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """B split by kind, and K in people; K None where it is unknown, as the gap is then."""

    pns: int
    pppk: int
    staff_need: int | None

    @property
    def staff_actual(self) -> int:
        return self.pns + self.pppk

    @property
    def gap(self) -> int | None:
        """B - K: positive is more people than needed (lebih), as the position map prints it."""
        if self.staff_need is None:
            return None
        return staff_gap(staff_actual=self.staff_actual, staff_need=self.staff_need)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStaffing:
    """A unit's posts added up: `everybody` in all of them, `known` in those that have a K.

    `unknown` are the posts without one; while there are any, the need of everybody is unknown too.
    """

    everybody: Staffing
    known: Staffing
    unknown: tuple[int, ...]


def staff_gap(*, staff_actual: int, staff_need: int) -> int:
    """Selisih: positive is a surplus of people, negative a shortage (domain.md 2.5)."""
    return staff_actual - staff_need


def staffing_by_post(
    holdings: Iterable[Holding], needs: Mapping[int, int | None], *, as_of: date
) -> dict[int, Staffing]:
    """The staffing of every post that is needed or held; a post not on the map has an unknown need.

    The position map is drawn up as of 31 December of the year before (domain.md 2.1).
    """
    heads = Counter((holding.post, holding.kind) for holding in holdings if holding.covers(as_of))
    posts = dict.fromkeys([*needs, *(post for post, _ in heads)])
    return {
        post: Staffing(pns=heads[post, "pns"], pppk=heads[post, "pppk"], staff_need=needs.get(post))
        for post in posts
    }


def unit_staffing(posts: Mapping[int, Staffing]) -> UnitStaffing:
    """The sum over a unit's posts: a surplus in one post does not hide that another's need is unknown."""
    return UnitStaffing(
        everybody=_sum(posts.values()),
        known=_sum(staffing for staffing in posts.values() if staffing.staff_need is not None),
        unknown=tuple(post for post, staffing in posts.items() if staffing.staff_need is None),
    )


def _sum(posts: Iterable[Staffing]) -> Staffing:
    added = list(posts)
    needs = [staffing.staff_need for staffing in added if staffing.staff_need is not None]
    return Staffing(
        pns=sum(staffing.pns for staffing in added),
        pppk=sum(staffing.pppk for staffing in added),
        staff_need=sum(needs) if added and len(needs) == len(added) else None,
    )
