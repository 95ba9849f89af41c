"""What lost: for each move the best other seat of the same person, for each seat the best other person."""

from dataclasses import dataclass

import numpy as np

from domain.planning.basis import Ints
from domain.planning.places import UNKNOWN
from domain.planning.planned import Planned
from domain.planning.weighing import FORBIDDEN, Weighing, is_allowed

_AT_ONCE = 512  # movers a block: with 2,000 seats some 8 MB a column


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSeat:
    """Another post that lacks people, which the mover may take. `is_free`: nobody else is to fill it."""

    post: int
    points: int
    is_free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPerson:
    """Somebody who stays where they are and could be moved to the seat instead."""

    person: int
    points: int


class Alternatives:
    """Only what could be had by the rules, the need of the origins and the room of the seats."""

    def __init__(self, planned: Planned, weighing: Weighing) -> None:
        self._planned = planned
        self._weighing = weighing
        needs = planned.basis.needs
        self._seats: Ints = np.array(
            [post for post, need in enumerate(needs) if need.lacking], dtype=np.int64
        )
        self._is_free = np.array([planned.is_free(post) for post in self._seats.tolist()], dtype=np.bool_)
        self._free = self._best_seats(self._seats[self._is_free], is_free=True)
        self._taken = self._best_seats(self._seats[~self._is_free], is_free=False)
        self._rivals: dict[tuple[int, int], OtherPerson | None] = {}
        self._spares: dict[int, OtherPerson | None] = {}
        self._held = planned.basis.held_post
        stays = np.ones(len(planned.basis.snapshot.candidates), dtype=np.bool_)
        stays[planned.mover] = False
        stays &= planned.basis.columns.may_move & (self._held != UNKNOWN)
        self._staying: Ints = np.flatnonzero(stays)
        order = np.argsort(self._held[self._staying], kind="stable")
        self._by_post: Ints = self._staying[order]
        self._held_in_order: Ints = self._held[self._by_post]
        above = np.array([*map(planned.is_above_need, range(len(needs))), False], dtype=np.bool_)
        self._spare: Ints = self._staying[above[self._held[self._staying]]]

    def free_seat(self, move: int) -> OtherSeat | None:
        """The best other seat that stays free although the mover might take it."""
        return self._free[move]

    def taken_seat(self, move: int) -> OtherSeat | None:
        """The best other seat that somebody else is to fill."""
        return self._taken[move]

    def rival(self, move: int) -> OtherPerson | None:
        """The best other person for the same seat.

        Of those who are not moved: colleagues in the same post, and people of posts that keep more than they
        need even when the whole plan is carried out.
        """
        flow = int(self._planned.origin[move]), int(self._planned.target[move])
        if flow not in self._rivals:
            self._rivals[flow] = self._best_rival(*flow)
        return self._rivals[flow]

    def _best_seats(self, seats: Ints, *, is_free: bool) -> list[OtherSeat | None]:
        movers, own = self._planned.mover, self._planned.target
        if not len(seats):
            return [None] * len(movers)
        found: list[OtherSeat | None] = []
        for start in range(0, len(movers), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            points = self._weighing.block(movers[part], seats)
            points[seats == own[part][:, None]] = FORBIDDEN
            points[seats == self._planned.origin[part][:, None]] = FORBIDDEN
            best = points.argmax(axis=1)
            worth = points[np.arange(len(best)), best]
            found += [
                OtherSeat(post=int(seats[seat]), points=value, is_free=is_free) if is_allowed(value) else None
                for seat, value in zip(best.tolist(), worth.tolist(), strict=True)
            ]
        return found

    def _best_rival(self, origin: int, target: int) -> OtherPerson | None:
        first, last = np.searchsorted(self._held_in_order, [origin, origin + 1])
        colleagues = self._by_post[first:last]
        if target not in self._spares:
            self._spares[target] = self._best_person(self._spare[self._held[self._spare] != target], target)
        found = [self._best_person(colleagues, target), self._spares[target]]
        able = [one for one in found if one is not None]
        return max(able, key=lambda one: (one.points, -one.person), default=None)

    def _best_person(self, people: Ints, target: int) -> OtherPerson | None:
        if not len(people):
            return None
        points = self._weighing.of_people(people, target)
        best = int(points.argmax())
        if not is_allowed(points[best]):
            return None
        return OtherPerson(person=int(people[best]), points=int(points[best]))
