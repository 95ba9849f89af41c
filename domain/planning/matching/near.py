"""The best matching that keeps couples near each other: both stay, or both serve in one place.

A flow cannot say this of two people. Where its optimum parts a couple, two smaller fields are searched
instead: both in the place that one of them was to go to, and neither of them going there. What promises
most is searched first, so the first matching that parts nobody is the optimum. Where the search is given up
before, the best matching found so far stands beside what the fields left could still hold.
"""

import heapq
from dataclasses import dataclass, field, replace

import numpy as np

from domain.planning.matching.couples import Couple, Couples
from domain.planning.matching.flow import Matching, best_matching
from domain.planning.matching.market import Market
from domain.planning.matching.network import Limits, Ties
from domain.planning.region.places import UNKNOWN

# So many options and pairs are gone through altogether before the search is given up: some ten seconds, or
# longer where a single field takes that long.
_MOST_WORK = 8_000_000
_FEWEST_FIELDS = 12
_NOWHERE = -2


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """The best matching found that parts no couple, and the worth that none can exceed."""

    matching: Matching
    bound: tuple[int, int]

    @property
    def is_proven(self) -> bool:
        return self.matching.worth == self.bound


@dataclass(frozen=True, slots=True, order=True)
class _Field:
    """What promises most comes first, then what was found first."""

    less: tuple[int, int]
    number: int
    ties: Ties = field(compare=False)
    matching: Matching = field(compare=False)


def near_matching(market: Market, limits: Limits, couples: Couples) -> Searched:
    """Search until the optimum is proven, or for as long as the region's size allows."""
    return _Search(market, limits, couples).run()


class _Search:
    def __init__(self, market: Market, limits: Limits, couples: Couples) -> None:
        self._market = market
        self._limits = limits
        self._couples = couples
        self._open: list[_Field] = []
        self._found = 0
        work = len(market.options.mover) + len(market.wished.mover) + len(market.movers.donor) + 1
        self._most = max(_FEWEST_FIELDS, _MOST_WORK // work)
        nobody = np.full(len(market.movers.donor), UNKNOWN, dtype=np.int64)
        self._best = Matching(seat=nobody, moves=0, points=0)

    def run(self) -> Searched:
        root = self._with_the_one_who_stays()
        self._enter(root)
        if self._open and self._objections(self._open[0].matching):
            self._dive(root)
        while self._open and self._found < self._most:
            best = self._open[0]
            if best.matching.worth <= self._best.worth:
                break
            heapq.heappop(self._open)
            for ties in self._split(best):
                self._enter(ties)
        promised = [self._open[0].matching.worth] if self._open else []
        return Searched(matching=self._best, bound=max([self._best.worth, *promised]))

    def _enter(self, ties: Ties) -> None:
        matching = best_matching(self._market, self._limits, ties)
        self._found += 1
        if matching is not None and matching.worth > self._best.worth:
            less = -matching.moves, -matching.points
            heapq.heappush(self._open, _Field(less, self._found, ties, matching))
            self._keep(matching)

    def _keep(self, matching: Matching) -> None:
        """Whoever is objected to stays; what is left is a plan, if not the best."""
        while objections := self._objections(matching):
            matching = self._without(matching, _movers(objections))
        if matching.worth > self._best.worth:
            self._best = matching

    def _dive(self, root: Ties) -> None:
        """Find a good plan early: those who are parted stay, and the others are matched anew."""
        ties = root
        for _ in range(_FEWEST_FIELDS):
            matching = best_matching(self._market, self._limits, ties)
            if matching is None:
                return
            self._keep(matching)
            objections = self._objections(matching)
            if not objections:
                return
            ties = replace(ties, stay=ties.stay | _movers(objections))

    def _objections(self, matching: Matching) -> list[Couple]:
        return self._couples.parted(matching) or self._couples.commanding(matching)

    def _with_the_one_who_stays(self) -> Ties:
        """Where one of a couple may not move, the other may only move to the same place."""
        ties = Ties()
        for couple in self._couples.all:
            for side in (0, 1):
                if couple.movers[side] == UNKNOWN:
                    ties = self._only_to(ties, couple.movers[1 - side], couple.places[side])
        return ties

    def _split(self, one: _Field) -> list[Ties]:
        """Two fields that together hold every plan of this one, save the one that was objected to."""
        matching, ties = one.matching, one.ties
        parted = self._couples.parted(matching)
        if parted:
            place = self._place_gone_to(parted[0], matching)
            return [self._together(ties, parted[0], place), _not_there(ties, parted[0], place)]
        return [
            _not_on(ties, mover, int(matching.seat[mover]))
            for couple in self._couples.commanding(matching)[:1]
            for mover in couple.movers
        ]

    def _place_gone_to(self, couple: Couple, matching: Matching) -> int:
        goes = 0 if couple.movers[0] != UNKNOWN and matching.seat[couple.movers[0]] != UNKNOWN else 1
        return self._couples.place_after(couple, goes, matching)

    def _together(self, ties: Ties, couple: Couple, place: int) -> Ties:
        for mover, here in zip(couple.movers, couple.places, strict=True):
            if mover != UNKNOWN:
                ties = self._only_to(ties, mover, place)
                if here != place:
                    ties = replace(ties, must=ties.must | {mover})
        return ties

    def _only_to(self, ties: Ties, mover: int, place: int) -> Ties:
        is_open = ties.place.get(mover, place) == place and self._couples.is_known(place)
        return replace(ties, place={**ties.place, mover: place if is_open else _NOWHERE})

    def _without(self, matching: Matching, movers: frozenset[int]) -> Matching:
        seat = matching.seat.copy()
        seat[sorted(movers)] = UNKNOWN
        moved = np.flatnonzero(seat != UNKNOWN)
        points = int(self._market.points_of(moved, seat[moved]).sum())
        return Matching(seat=seat, moves=len(moved), points=points)


def _movers(couples: list[Couple]) -> frozenset[int]:
    return frozenset(mover for couple in couples for mover in couple.movers if mover != UNKNOWN)


def _not_there(ties: Ties, couple: Couple, place: int) -> Ties:
    closed = dict(ties.not_places)
    for mover in couple.movers:
        if mover != UNKNOWN:
            closed[mover] = closed.get(mover, frozenset()) | {place}
    return replace(ties, not_places=closed)


def _not_on(ties: Ties, mover: int, seat: int) -> Ties:
    closed = ties.not_seats.get(mover, frozenset()) | {seat}
    return replace(ties, not_seats={**ties.not_seats, mover: closed})
