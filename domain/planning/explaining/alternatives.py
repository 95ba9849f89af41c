"""What lost: for each move the best other seat of the same person, for each seat the best other person."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from domain.planning.explaining.best_seats import BestSeats, OtherSeat
from domain.planning.explaining.spouse_way import parts_couple
from domain.planning.explaining.weighing import BARRED, FORBIDDEN, Weighing
from domain.planning.matching.planned import Planned
from domain.planning.region.basis import Ints
from domain.planning.region.places import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPerson:
    """Somebody who stays where they are and could be moved to the seat instead."""

    person: int
    points: int


class Alternatives:
    """Only what could be had: by the rules, the need of the origins, and with no couple parted."""

    def __init__(self, planned: Planned, weighing: Weighing) -> None:
        self._planned = planned
        self._weighing = weighing
        posts = range(len(planned.lacks))
        seats = [post for post in posts if planned.lacks[post]]
        free = np.array([post for post in seats if planned.is_free(post)], dtype=np.int64)
        taken = np.array([post for post in seats if not planned.is_free(post)], dtype=np.int64)
        self._free = BestSeats(planned, weighing, free).of_all()
        self._taken = BestSeats(planned, weighing, taken).of_all()
        self._rivals: dict[tuple[int, int], OtherPerson | None] = {}
        self._origins_of: dict[int, list[int]] = defaultdict(list)
        for origin, target in sorted(set(zip(planned.origin.tolist(), planned.target.tolist(), strict=True))):
            self._origins_of[target].append(origin)
        self._held = planned.basis.held_post
        people = planned.basis.snapshot.candidates
        stays = np.ones(len(people), dtype=np.bool_)
        stays[planned.mover] = False
        stays &= planned.basis.columns.may_move & (self._held != UNKNOWN)
        self._staying: Ints = np.flatnonzero(stays)
        order = np.argsort(self._held[self._staying], kind="stable")
        self._by_post: Ints = self._staying[order]
        self._held_in_order: Ints = self._held[self._by_post]
        above = np.array([*map(planned.is_above_need, posts), False], dtype=np.bool_)
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
        if flow[0] == flow[1]:
            return None
        if flow not in self._rivals:
            self._find_rivals(flow[1])
        return self._rivals[flow]

    def _find_rivals(self, target: int) -> None:
        """For every post that gives somebody to this one, all colleagues and all others weighed in one go."""
        origins = self._origins_of[target]
        spare = self._spare[self._held[self._spare] != target]
        pools = [*(self._colleagues(origin) for origin in origins), spare]
        people, row = np.unique(np.concatenate(pools), return_inverse=True)
        points = self._points(people, target)[row] if len(people) else row
        ends = np.cumsum([len(pool) for pool in pools]).tolist()
        best = [
            _best_person(pool, points[end - len(pool) : end]) for pool, end in zip(pools, ends, strict=True)
        ]
        for origin, colleague in zip(origins, best, strict=False):
            able = [one for one in (colleague, best[-1]) if one is not None]
            self._rivals[origin, target] = max(able, key=lambda one: (one.points, -one.person), default=None)

    def _points(self, people: Ints, target: int) -> Ints:
        points, post = self._weighing.of_people(people, target), np.array([target])
        for place in np.flatnonzero(self._weighing.has_spouse[people]).tolist():
            person = int(people[place])
            # Whose husband or wife is moved stays for their sake: in the other's stead, they would be parted.
            moves_already = self._planned.near_to(person) in self._planned.goes_to
            if moves_already or parts_couple(self._planned, self._weighing, person, post)[0]:
                points[place] = FORBIDDEN
        return points

    def _colleagues(self, origin: int) -> Ints:
        first, last = np.searchsorted(self._held_in_order, [origin, origin + 1])
        return self._by_post[first:last]


def _best_person(people: Ints, points: Ints) -> OtherPerson | None:
    if not len(people):
        return None
    best = int(points.argmax())
    if points[best] <= BARRED:
        return None
    return OtherPerson(person=int(people[best]), points=int(points[best]))
