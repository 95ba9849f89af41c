"""Pairs that are more, or less, than the sum of their parts: wishes, and seats barred to one person."""

from collections.abc import Iterator

import numpy as np

from domain.planning.matching.market import Ints, Market, PairPoints, stretches
from domain.planning.matching.objective import wish_points
from domain.planning.region.basis import Basis
from domain.planning.region.places import UNKNOWN

_ANY_POST = -1
_NO_SUCH_POST = -2


def wished_pairs(basis: Basis, market: Market) -> PairPoints:
    """Seats in units that a mover wished for: the points of the best such wish, and no burden."""
    movers, seats, options = market.movers, market.seats, market.options
    keys = basis.columns.keys
    names = {name: code for code, name in enumerate(dict.fromkeys(keys))}
    row, unit, bonus, name = _columns(4, _wishes(basis, market, names))
    wish, seat = _seats_in(basis, market, unit)
    name_of_key = np.array([names[key] for key in keys], dtype=np.int64)
    is_named = (name[wish] == _ANY_POST) | (name[wish] == name_of_key[seats.key[seat]])
    mover = row[wish]
    gain = np.where(is_named, bonus[wish], 0) - movers.burden[mover]
    option = options.find(mover, seats.key[seat])
    worth = (option != UNKNOWN) & (gain > 0)
    mover, seat, gain, option = mover[worth], seat[worth], gain[worth], option[worth]
    best = _first_of_each(mover, seat, gain)
    way = market.ride[movers.place[mover[best]], seats.place[seat[best]]]
    points = options.points[option[best]] + gain[best] + way
    return PairPoints(mover=mover[best], seat=seat[best], points=points)


def barred_pairs(basis: Basis, market: Market) -> PairPoints:
    """Seats in the unit of one's husband or wife that the rule against family command closes."""
    row, unit = _columns(2, _units_of_spouses(basis, market))
    pair, seat = _seats_in(basis, market, unit)
    mover = row[pair]
    holds = market.options.find(mover, market.seats.key[seat]) != UNKNOWN
    mover, seat = mover[holds], seat[holds]
    people, posts = market.movers.candidate[mover], market.seats.post[seat]
    is_barred = ~basis.columns.may_sit(people.astype(np.int32), posts.astype(np.int32))
    mover, seat = mover[is_barred], seat[is_barred]
    order = np.lexsort((seat, mover))
    return PairPoints(mover=mover[order], seat=seat[order], points=np.zeros(len(order), dtype=np.int64))


def _wishes(basis: Basis, market: Market, names: dict[str, int]) -> Iterator[tuple[int, ...]]:
    weights = basis.settings.weights
    for row, one in enumerate(market.movers.candidate.tolist()):
        for wish in basis.snapshot.candidates[one].wishes:
            key = wish.position_key
            name = _ANY_POST if key is None else names.get(key, _NO_SUCH_POST)
            yield row, wish.unit_id, wish_points(wish.rank, weights), name


def _units_of_spouses(basis: Basis, market: Market) -> Iterator[tuple[int, ...]]:
    people = basis.snapshot.candidates
    unit_of = {one.person_id: one.unit_id for one in people}
    for row, one in enumerate(market.movers.candidate.tolist()):
        spouse = people[one].spouse
        if spouse is not None and spouse in unit_of:
            yield row, unit_of[spouse]


def _columns(width: int, rows: Iterator[tuple[int, ...]]) -> Ints:
    return np.array(list(rows), dtype=np.int64).reshape(-1, width).T


def _seats_in(basis: Basis, market: Market, unit: Ints) -> tuple[Ints, Ints]:
    """Each of these units (row numbers) with each seat in it: the row in `unit`, and the seat."""
    order = np.argsort(market.seats.unit, kind="stable")
    unit_of_seat = basis.units[market.seats.unit[order]]
    start = np.searchsorted(unit_of_seat, unit, side="left")
    count = np.searchsorted(unit_of_seat, unit, side="right") - start
    row, place = stretches(start, count)
    return row, order[place]


def _first_of_each(mover: Ints, seat: Ints, gain: Ints) -> Ints:
    """Where each pair stands with its largest gain, by mover and seat."""
    order = np.lexsort((-gain, seat, mover))
    is_first = np.ones(len(order), dtype=np.bool_)
    is_first[1:] = (np.diff(mover[order]) != 0) | (np.diff(seat[order]) != 0)
    return order[is_first]
