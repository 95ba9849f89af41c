"""The market as a network through which people flow to seats.

    source → donor's unit → donor post → mover → hub → cell → seat → its unit → sink

A hub is a kind of post as seen from one place of work, a cell that kind of post in one place. What a mover
brings is paid on the way to the hub, the ride on the way to the cell, so that each way costs exactly the
points of a pair. Wished pairs have a way of their own, and movers who are tied reach their seats one by one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from domain.planning.matching.market import Ints, Market, PairPoints, stretches

Nodes = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most moves out of a unit and into it, those between its own posts included; None: no limit."""

    released: int | None
    received: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What is settled for single movers: who stays, who must move, where they may go, and where not."""

    stay: frozenset[int] = frozenset()
    must: frozenset[int] = frozenset()
    place: Mapping[int, int] = field(default_factory=dict)
    not_places: Mapping[int, frozenset[int]] = field(default_factory=dict)
    not_seats: Mapping[int, frozenset[int]] = field(default_factory=dict)


NO_TIES = Ties()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Arcs of one kind: their rows in the network, and what they lead from and to in the market's numbers."""

    rows: slice
    start: Ints
    end: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Arcs as columns; a cost is points with the sign turned.

    `released` are the arcs that leave the source. `by_option` lead from movers to hubs, `by_ride` from hubs
    to cells, `by_seat` from cells to seats, `by_pair` from movers to seats. Nodes of donors and movers
    are numbered on from `first_donor` and `first_mover`.
    """

    tails: Nodes
    heads: Nodes
    capacities: Ints
    costs: Ints
    source: int
    sink: int
    first_donor: int
    first_mover: int
    released: slice
    by_option: Stretch
    by_ride: Stretch
    by_seat: Stretch
    by_pair: Stretch


def network_of(market: Market, limits: Limits, ties: Ties = NO_TIES) -> Network:
    """Build the network; whoever must move has no arc from their donor, but is to be supplied there."""
    return _Builder(market, limits, ties).network()


class _Builder:
    def __init__(self, market: Market, limits: Limits, ties: Ties) -> None:
        self._market = market
        self._limits = limits
        self._ties = ties
        self._arcs = _Arcs()
        self._mover_count = len(market.movers.donor)
        self._seat = np.arange(len(market.seats.post))
        # Source and sink are the nodes 0 and 1.
        self._first_donor = 2
        self._first_mover = self._first_donor + len(market.donors.post)
        self._first_seat = self._first_mover + self._mover_count
        self._nodes = self._first_seat + len(market.seats.post)
        singly = [*market.barred.mover.tolist(), *ties.place, *ties.not_places, *ties.not_seats]
        self._singly = np.unique(np.array(singly, dtype=np.int64))

    def network(self) -> Network:
        released = self._leave()
        by_option, by_ride, by_seat = self._by_kind_of_post()
        by_pair = self._one_by_one()
        self._enter()
        tails, heads, capacities, costs = self._arcs.columns()
        return Network(
            tails=tails.astype(np.int32),
            heads=heads.astype(np.int32),
            capacities=capacities,
            costs=costs,
            source=0,
            sink=1,
            first_donor=self._first_donor,
            first_mover=self._first_mover,
            released=released,
            by_option=by_option,
            by_ride=by_ride,
            by_seat=by_seat,
            by_pair=by_pair,
        )

    def _leave(self) -> slice:
        donors, movers = self._market.donors, self._market.movers
        units, unit_of = np.unique(donors.unit, return_inverse=True)
        first = self._take(len(units))
        most = _within(_sums(unit_of, donors.room), self._limits.released)
        released = self._arcs.add(0, first + np.arange(len(units)), most)
        donor = self._first_donor + np.arange(len(donors.post))
        self._arcs.add(first + unit_of, donor, donors.room)
        is_free = ~self._among(self._ties.stay | self._ties.must)
        mover = self._first_mover + np.arange(self._mover_count)
        self._arcs.add(donor[movers.donor], mover, is_free.astype(np.int64))
        return released

    def _by_kind_of_post(self) -> tuple[Stretch, Stretch, Stretch]:
        movers, seats, options = self._market.movers, self._market.seats, self._market.options
        ride, places = self._market.ride, len(self._market.ride)
        row = np.flatnonzero(~self._among(self._singly)[options.mover])
        mover = options.mover[row]
        hubs, hub_of = _numbered(options.key[row] * places + movers.place[mover])
        cells, cell_of = _numbered(seats.key * places + seats.place)
        first_hub, first_cell = self._take(len(hubs)), self._take(len(cells))
        rows = self._arcs.add(self._first_mover + mover, first_hub + hub_of, 1, -options.points[row])
        by_option = Stretch(rows=rows, start=mover, end=hub_of)
        hub, cell = _sharing(hubs // places, cells // places)
        way = ride[hubs[hub] % places, cells[cell] % places]
        room = _sums(cell_of, seats.room)
        rows = self._arcs.add(first_hub + hub, first_cell + cell, room[cell], -way)
        by_ride = Stretch(rows=rows, start=hub, end=cell)
        rows = self._arcs.add(first_cell + cell_of, self._first_seat + self._seat, seats.room)
        return by_option, by_ride, Stretch(rows=rows, start=cell_of, end=self._seat)

    def _one_by_one(self) -> Stretch:
        wished = self._market.wished
        row = np.flatnonzero(~self._among(self._singly)[wished.mover])
        open_pairs = [self._open_to(mover) for mover in self._singly.tolist()]
        mover = np.concatenate([wished.mover[row], *(one.mover for one in open_pairs)])
        seat = np.concatenate([wished.seat[row], *(one.seat for one in open_pairs)])
        points = np.concatenate([wished.points[row], *(one.points for one in open_pairs)])
        rows = self._arcs.add(self._first_mover + mover, self._first_seat + seat, 1, -points)
        return Stretch(rows=rows, start=mover, end=seat)

    def _open_to(self, mover: int) -> PairPoints:
        pairs, seats, ties = self._market.pairs_of(mover), self._market.seats, self._ties
        is_open = np.ones(len(pairs.seat), dtype=np.bool_)
        place = seats.place[pairs.seat]
        if mover in ties.place:
            is_open &= place == ties.place[mover]
        is_open &= ~np.isin(place, sorted(ties.not_places.get(mover, ())))
        is_open &= ~np.isin(pairs.seat, sorted(ties.not_seats.get(mover, ())))
        return PairPoints(mover=pairs.mover[is_open], seat=pairs.seat[is_open], points=pairs.points[is_open])

    def _enter(self) -> None:
        seats = self._market.seats
        units, unit_of = np.unique(seats.unit, return_inverse=True)
        first = self._take(len(units))
        self._arcs.add(self._first_seat + self._seat, first + unit_of, seats.room)
        most = _within(_sums(unit_of, seats.room), self._limits.received)
        self._arcs.add(first + np.arange(len(units)), 1, most)

    def _take(self, count: int) -> int:
        first = self._nodes
        self._nodes += count
        return first

    def _among(self, movers: Collection[int] | Ints) -> Bools:
        among = np.zeros(self._mover_count, dtype=np.bool_)
        among[np.fromiter(movers, dtype=np.int64, count=len(movers))] = True
        return among


class _Arcs:
    def __init__(self) -> None:
        self._stretches: list[tuple[Ints, ...]] = []
        self._count = 0

    def add(self, tail: Ints | int, head: Ints | int, capacity: Ints | int, cost: Ints | int = 0) -> slice:
        columns = np.broadcast_arrays(*(np.atleast_1d(one) for one in (tail, head, capacity, cost)))
        self._stretches.append(columns)
        first, self._count = self._count, self._count + len(columns[0])
        return slice(first, self._count)

    def columns(self) -> tuple[Ints, ...]:
        return tuple(np.concatenate(column) for column in zip(*self._stretches, strict=True))


def _sums(group: Ints, amount: Ints) -> Ints:
    sums = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.int64)
    np.add.at(sums, group, amount)
    return sums


def _within(amount: Ints, limit: int | None) -> Ints:
    return amount if limit is None else np.minimum(amount, limit)


def _numbered(codes: Ints) -> tuple[Ints, Ints]:
    """The codes that occur, in order, and the number of each. As np.unique, without sorting a million."""
    occurs = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.bool_)
    occurs[codes] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[codes]


def _sharing(hub_keys: Ints, cell_keys: Ints) -> tuple[Ints, Ints]:
    """Each hub with each cell of the same kind of post; both are ordered by it."""
    start = np.searchsorted(cell_keys, hub_keys, side="left")
    return stretches(start, np.searchsorted(cell_keys, hub_keys, side="right") - start)
