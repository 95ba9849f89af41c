"""Everything that a matching chooses from, as columns.

The points of a pair fall into parts: what a person brings to a kind of post, the way from one place to
another, and what hangs on this very pair. Kept apart, a region of 100,000 people and 10,000 posts is a
million figures; multiplied out it would be a thousand million. Nothing is cut off: every pair that the rules
allow is weighed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.planning.region.places import UNKNOWN

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Donors:
    """Posts above their need that have somebody who may move. `room`: how many they can give."""

    post: Ints
    unit: Ints
    room: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Posts below their need. `room`: how many they lack; `key`: the kind of post, as in `Columns.keys`."""

    post: Ints
    unit: Ints
    room: Ints
    place: Ints
    key: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Movers:
    """People of donor posts who may move. `candidate` counts as the snapshot does, `donor` as `Donors`.

    `base`: points that go with the person wherever they are moved to. `burden`: what is taken off, except in
    a unit that they wished for.
    """

    candidate: Ints
    donor: Ints
    place: Ints
    base: Ints
    burden: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Which kinds of post a mover may hold, with the points of fit, base and burden. By mover, then key."""

    mover: Ints
    key: Ints
    points: Ints

    def find(self, mover: Ints, key: Ints) -> Ints:
        """The row of each such pair, UNKNOWN where there is none."""
        width = int(max(self.key.max(initial=0), key.max(initial=0))) + 1
        return _found(self.mover * width + self.key, mover * width + key)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPoints:
    """Single pairs of a mover and a seat with all their points. By mover, then seat."""

    mover: Ints
    seat: Ints
    points: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """`ride[a, b]`: points of the way between places. `wished`: pairs worth more than their parts.

    `barred`: pairs that a rule about this very seat forbids, though the kind of post is allowed. Units and
    places are the numbers of `Basis`.
    """

    movers: Movers
    donors: Donors
    seats: Seats
    options: Options
    ride: Ints
    wished: PairPoints
    barred: PairPoints

    def pairs_of(self, mover: int) -> PairPoints:
        """Every seat that this mover may take."""
        every = np.arange(len(self.seats.post))
        option = self.options.find(np.full(len(every), mover), self.seats.key)
        allowed = option != UNKNOWN
        allowed[self.barred.seat[rows_of(self.barred.mover, mover)]] = False
        points = np.zeros(len(every), dtype=np.int64)
        points[allowed] = self.options.points[option[allowed]]
        points += self.ride[self.movers.place[mover], self.seats.place]
        wished = rows_of(self.wished.mover, mover)
        points[self.wished.seat[wished]] = self.wished.points[wished]
        seat = np.flatnonzero(allowed)
        return PairPoints(mover=np.full(len(seat), mover), seat=seat, points=points[seat])

    def points_of(self, mover: Ints, seat: Ints) -> Ints:
        """The points of pairs that are allowed, one by one."""
        option = self.options.find(mover, self.seats.key[seat])
        points = self.options.points[option] + self.ride[self.movers.place[mover], self.seats.place[seat]]
        width = len(self.seats.post)
        wished = _found(self.wished.mover * width + self.wished.seat, mover * width + seat)
        return np.where(wished == UNKNOWN, points, np.append(self.wished.points, 0)[wished])

    def count_pairs(self) -> int:
        """How many pairs are weighed."""
        kinds = int(max(self.seats.key.max(initial=0), self.options.key.max(initial=0))) + 1
        seats_of_key = np.bincount(self.seats.key, minlength=kinds)
        return int(seats_of_key[self.options.key].sum()) - len(self.barred.mover)


def no_pairs() -> PairPoints:
    none = np.zeros(0, dtype=np.int64)
    return PairPoints(mover=none, seat=none, points=none)


def _found(ordered: Ints, sought: Ints) -> Ints:
    """Where each value stands in an ordered column, UNKNOWN where it does not."""
    if not len(ordered):
        return np.full(len(sought), UNKNOWN, dtype=np.int64)
    row = np.minimum(np.searchsorted(ordered, sought), len(ordered) - 1)
    return np.where(ordered[row] == sought, row, UNKNOWN)


def rows_of(ordered: Ints, value: int) -> slice:
    """Where a value stands in an ordered column."""
    first, last = np.searchsorted(ordered, [value, value + 1])
    return slice(int(first), int(last))


def stretches(start: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Rows that each stand for a stretch of another column: the row's number repeated, and its places."""
    row = np.repeat(np.arange(len(count)), count)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return row, start[row] + offset
