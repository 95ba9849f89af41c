"""What lost to a move, with by how many points, or why it could not be had.

Causes: `fewer_points`, `equal_points`; `taken`: others fill the seat, though it was worth more to the person;
`unit_limit`: worth more, but the unit receives, or gives, no more in this wave; `parts_couple`: worth more,
but the mover goes with husband or wife; `more_points`: worth more, and only that list stood against it.
Facts: points, own_points (of the move itself), jpm, minutes, wish_rank.
"""

from collections.abc import Iterator

from domain.explanations import Facts, LostSeat, Place, Rival
from domain.planning.explaining.alternatives import Alternatives
from domain.planning.explaining.best_seats import OtherSeat
from domain.planning.explaining.weighing import Weighing
from domain.planning.matching.pairings import travel_minutes, wish_met
from domain.planning.matching.planned import Planned
from domain.planning.region.attributes import hundredths
from domain.planning.snapshot import Post

TAKEN = "taken"
FEWER_POINTS = "fewer_points"
EQUAL_POINTS = "equal_points"
UNIT_LIMIT = "unit_limit"
PARTS_COUPLE = "parts_couple"
MORE_POINTS = "more_points"


class Lost:
    """For one move after the other; `own_points` are those of the move itself."""

    def __init__(self, planned: Planned, weighing: Weighing, alternatives: Alternatives) -> None:
        self._planned = planned
        self._weighing = weighing
        self._alternatives = alternatives

    def seats(self, move: int, own_points: int) -> Iterator[LostSeat]:
        """The best other seat that stays free; and the best that others fill, where it was worth more."""
        free, taken = self._alternatives.free_seat(move), self._alternatives.taken_seat(move)
        if free is not None:
            cause = self._cause(own_points - free.points, UNIT_LIMIT if self._is_full(free.post) else None)
            yield self._seat(move, free, own_points, cause)
        if taken is not None and taken.points > own_points:
            yield self._seat(move, taken, own_points, TAKEN)

    def rivals(self, move: int, own_points: int) -> Iterator[Rival]:
        """The best other person for the same seat, where there is one."""
        other, target = self._alternatives.rival(move), int(self._planned.target[move])
        if other is not None:
            lost_by = own_points - other.points
            yield Rival(
                person_id=self._planned.candidate(other.person).person_id,
                lost_by=lost_by,
                cause=self._cause(lost_by, self._hindrance(move, other.person)),
                facts=self._facts(other.person, target, other.points, own_points),
            )

    def _seat(self, move: int, other: OtherSeat, own_points: int, cause: str) -> LostSeat:
        mover = int(self._planned.mover[move])
        return LostSeat(
            place=place_of(self._planned.post(other.post)),
            lost_by=None if cause == TAKEN else own_points - other.points,
            cause=cause,
            facts=self._facts(mover, other.post, other.points, own_points),
        )

    def _is_full(self, post: int) -> bool:
        most = self._planned.basis.settings.most_received
        return most is not None and self._planned.received(self._planned.post(post).unit_id) >= most

    def _hindrance(self, move: int, other: int) -> str | None:
        """What kept somebody with more points from the seat."""
        if self._planned.near_to(int(self._planned.mover[move])) in self._planned.goes_to:
            return PARTS_COUPLE
        most = self._planned.basis.settings.most_released
        released = self._planned.released(self._planned.candidate(other).unit_id)
        return UNIT_LIMIT if most is not None and released >= most else None

    @staticmethod
    def _cause(lost_by: int, hindrance: str | None) -> str:
        if lost_by >= 0:
            return FEWER_POINTS if lost_by else EQUAL_POINTS
        return hindrance or MORE_POINTS

    def _facts(self, person: int, post: int, points: int, own_points: int) -> Facts:
        wish = wish_met(self._planned.basis, person, post)
        return {
            "points": points,
            "own_points": own_points,
            "jpm": hundredths(self._weighing.jpm(person, post)),
            "minutes": travel_minutes(self._planned.basis, person, post),
            "wish_rank": None if wish is None else wish.rank,
        }


def place_of(post: Post) -> Place:
    """The post as an explanation names it."""
    return Place(
        post_id=post.id,
        unit_id=post.unit_id,
        unit=post.unit,
        position=post.name,
        job_class=post.job_class,
        location=post.location,
    )
