"""For each mover the best of many seats, found without multiplying out people and seats.

What a seat is worth is what the person brings to that kind of post and the way there, but for wishes and
husband or wife. So for each place of work and kind of post only the nearest few seats can be the best one;
seats that were wished for are looked at one by one, and so is everything for whoever goes with somebody.
"""

from dataclasses import dataclass

import numpy as np

from domain.planning.explaining.spouse_way import parts_couple
from domain.planning.explaining.weighing import BARRED, FORBIDDEN, Weighing
from domain.planning.matching.planned import Planned
from domain.planning.region.basis import Ints
from domain.planning.region.places import UNKNOWN

_NEAREST = 3  # one of them at least is neither the seat that is left nor the one that is taken
_AT_ONCE = 4096  # movers; with 200 kinds of post some 20 MB a column


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSeat:
    """Another post that lacks people, which the mover may take."""

    post: int
    points: int


class BestSeats:
    """`seats`: posts, in ascending order."""

    def __init__(self, planned: Planned, weighing: Weighing, seats: Ints) -> None:
        self._planned = planned
        self._weighing = weighing
        self._seats = seats
        basis = planned.basis
        keys, self._key = np.unique(basis.columns.key_of_post[seats], return_inverse=True)
        self._keys: list[int] = keys.tolist()
        self._key_of = dict(zip(seats.tolist(), self._key.tolist(), strict=True))
        shape = len(weighing.ride), len(keys), _NEAREST
        self._near = np.full(shape, UNKNOWN, dtype=np.int64)
        self._way = np.full(shape, FORBIDDEN, dtype=np.int64)
        for number in range(len(keys)):
            of_key = seats[self._key == number]
            way = weighing.ride[:, basis.place_of_post[of_key]]
            nearest = np.argsort(-way, axis=1, kind="stable")[:, :_NEAREST]
            width = nearest.shape[1]
            self._near[:, number, :width] = of_key[nearest]
            self._way[:, number, :width] = np.take_along_axis(way, nearest, axis=1)

    def of_all(self) -> list[OtherSeat | None]:
        """By move: the seat worth most, the first of several; never the mover's own post or target."""
        movers = self._planned.mover
        if not len(self._seats):
            return [None] * len(movers)
        found: list[OtherSeat | None] = []
        for start in range(0, len(movers), _AT_ONCE):
            found += self._of_some(slice(start, start + _AT_ONCE))
        return found

    def _of_some(self, part: slice) -> list[OtherSeat | None]:
        movers, origin, target = (
            column[part] for column in (self._planned.mover, self._planned.origin, self._planned.target)
        )
        standing = self._weighing.standing(movers, self._keys)
        place = np.array([self._weighing.place_of(mover) for mover in movers.tolist()], dtype=np.int64)
        seat, way = self._near[place], self._way[place]
        is_own = (seat == origin[:, None, None]) | (seat == target[:, None, None])
        way = np.where(is_own, FORBIDDEN, way)
        first = way.argmax(axis=2)[:, :, None]
        points = standing + np.take_along_axis(way, first, axis=2)[:, :, 0]
        best = points.max(axis=1)
        seat = np.take_along_axis(seat, first, axis=2)[:, :, 0]
        post = np.where(points == best[:, None], seat, len(self._planned.lacks)).min(axis=1)
        rows = zip(movers.tolist(), origin.tolist(), target.tolist(), strict=True)
        return [
            self._refined(row, standing[place], OtherSeat(post=found, points=worth))
            for place, (row, found, worth) in enumerate(zip(rows, post.tolist(), best.tolist(), strict=True))
        ]

    def _refined(self, row: tuple[int, int, int], standing: Ints, best: OtherSeat) -> OtherSeat | None:
        mover, *own = row
        if self._weighing.has_spouse[mover]:
            best = self._looked_through(mover, own)
        elif self._weighing.wished_units[mover]:
            best = self._with_wishes(mover, own, standing, best)
        return best if best.points > BARRED else None

    def _with_wishes(self, mover: int, own: list[int], standing: Ints, best: OtherSeat) -> OtherSeat:
        place, places = self._weighing.place_of(mover), self._planned.basis.place_of_post
        for unit_id in self._weighing.wished_units[mover]:
            for post in self._weighing.posts_of_unit.get(unit_id, ()):
                key = self._key_of.get(post)
                if key is None or post in own or standing[key] <= BARRED:
                    continue
                points = int(standing[key] + self._weighing.ride[place, places[post]])
                points += self._weighing.wish_gain(mover, post)
                if (points, -post) > (best.points, -best.post):
                    best = OtherSeat(post=post, points=points)
        return best

    def _looked_through(self, mover: int, own: list[int]) -> OtherSeat:
        points = self._weighing.of_posts(mover, self._seats)
        points[np.isin(self._seats, own)] = FORBIDDEN
        points[parts_couple(self._planned, self._weighing, mover, self._seats)] = FORBIDDEN
        best = int(points.argmax())
        return OtherSeat(post=int(self._seats[best]), points=int(points[best]))
