"""The same choice as a planner without structure sees it: single pairs, the best few of each person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.planning.matching.market import Ints, Market, stretches
from domain.planning.settings import PlanningSettings

_MOVERS_AT_ONCE = 2_000
_BITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs with their points, by mover, then from the best one on."""

    mover: Ints
    seat: Ints
    points: Ints


def best_pairs(market: Market, each: int) -> Pairs:
    """The best so many seats of each mover."""
    seats = market.seats
    order = np.argsort(seats.key, kind="stable")
    keys = seats.key[order]
    start = np.searchsorted(keys, market.options.key, side="left")
    count = np.searchsorted(keys, market.options.key, side="right") - start
    found = []
    for first in range(0, len(market.movers.donor), _MOVERS_AT_ONCE):
        low, high = np.searchsorted(market.options.mover, [first, first + _MOVERS_AT_ONCE])
        row, place = stretches(start[low:high], count[low:high])
        mover, seat = market.options.mover[low:high][row], order[place]
        points = market.options.points[low:high][row]
        points += market.ride[market.movers.place[mover], seats.place[seat]]
        low, high = np.searchsorted(market.wished.mover, [first, first + _MOVERS_AT_ONCE])
        wished = market.wished
        found.append(
            _best(
                np.concatenate([mover, wished.mover[low:high]]),
                np.concatenate([seat, wished.seat[low:high]]),
                np.concatenate([points, wished.points[low:high]]),
                each,
            )
        )
    mover, seat, points = np.concatenate(found, axis=1)
    return Pairs(mover=mover, seat=seat, points=points)


def _best(mover: Ints, seat: Ints, points: Ints, each: int) -> Ints:
    codes = (mover << 2 * _BITS) | ((1 << _BITS - 1) - points << _BITS) | seat
    codes.sort()
    mover = codes >> 2 * _BITS
    is_first = np.flatnonzero(np.diff(mover, prepend=-1))
    rank = np.arange(len(codes)) - np.repeat(is_first, np.diff(is_first, append=len(codes)))
    codes = codes[rank < each]
    low = (1 << _BITS) - 1
    return np.stack([codes >> 2 * _BITS, codes & low, (1 << _BITS - 1) - (codes >> _BITS & low)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """A network as columns, with what each node has to give (below zero: to take)."""

    tails: Ints
    heads: Ints
    capacities: Ints
    costs: Ints
    supplies: Ints


def plain_arcs(market: Market, pairs: Pairs) -> Arcs:
    """Everybody may stay unmatched, a seat takes as many as it lacks: no donors' needs, no units' limits."""
    people, seats = len(market.movers.donor), len(market.seats.post)
    nobody = people + seats
    each, seat = np.arange(people), people + np.arange(seats)
    worth = int(np.abs(pairs.points).max()) + 1
    arcs: list[tuple[Any, ...]] = [
        (pairs.mover, people + pairs.seat, 1, -(worth + pairs.points)),
        (each, nobody, 1, 0),
        (seat, nobody, market.seats.room, 0),
    ]
    return _joined(arcs, supplies=np.concatenate([np.ones(people), np.zeros(seats), [-people]]))


def limited_arcs(market: Market, pairs: Pairs, settings: PlanningSettings) -> Arcs:
    """The same pairs with the needs of donors and the limits of units, as the planner has to keep them."""
    donors, movers, seats = market.donors, market.movers, market.seats
    units = int(max(donors.unit.max(), seats.unit.max())) + 1
    out = 2
    donor = out + units
    mover = donor + len(donors.post)
    seat = mover + len(movers.donor)
    into = seat + len(seats.post)
    unit, people = np.arange(units), np.arange(len(movers.donor))
    most_out = settings.most_released or len(people)
    most_in = settings.most_received or len(people)
    arcs: list[tuple[Any, ...]] = [
        (0, out + unit, most_out, 0),
        (out + donors.unit, donor + np.arange(len(donors.post)), donors.room, 0),
        (donor + movers.donor, mover + people, 1, 0),
        (mover + pairs.mover, seat + pairs.seat, 1, -pairs.points),
        (seat + np.arange(len(seats.post)), into + seats.unit, seats.room, 0),
        (into + unit, 1, most_in, 0),
    ]
    most = int(donors.room.sum())
    return _joined(arcs, supplies=np.concatenate([[most, -most], np.zeros(into + units - 2)]))


def _joined(arcs: Sequence[tuple[Any, ...]], *, supplies: NDArray[np.float64]) -> Arcs:
    columns = [np.broadcast_arrays(*(np.array(one, ndmin=1) for one in arc)) for arc in arcs]
    tails, heads, capacities, costs = (
        np.concatenate(column).astype(np.int64) for column in zip(*columns, strict=True)
    )
    return Arcs(
        tails=tails, heads=heads, capacities=capacities, costs=costs, supplies=supplies.astype(np.int64)
    )


def greedy(market: Market, pairs: Pairs, settings: PlanningSettings) -> tuple[int, int]:
    """Take pairs from the best one on while there is room: how many, and their points."""
    origin = market.movers.donor.tolist()
    out_unit, in_unit = market.donors.unit.tolist(), market.seats.unit.tolist()
    spare, room = market.donors.room.tolist(), market.seats.room.tolist()
    units = max(*out_unit, *in_unit) + 1
    most_out = [settings.most_released or len(origin)] * units
    most_in = [settings.most_received or len(origin)] * units
    waits = [True] * len(origin)
    moves = gained = 0
    order = np.lexsort((pairs.seat, pairs.mover, -pairs.points))
    columns = (pairs.mover[order].tolist(), pairs.seat[order].tolist(), pairs.points[order].tolist())
    for person, seat, points in zip(*columns, strict=True):
        post = origin[person]
        unit, target = out_unit[post], in_unit[seat]
        if waits[person] and spare[post] and room[seat] and most_out[unit] and most_in[target]:
            waits[person] = False
            spare[post] -= 1
            room[seat] -= 1
            most_out[unit] -= 1
            most_in[target] -= 1
            moves += 1
            gained += points
    return moves, gained
