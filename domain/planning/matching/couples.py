"""Husband and wife who wish to serve near each other: who they are, and whether a matching parts them."""

from dataclasses import dataclass

import numpy as np

from domain.planning.matching.flow import Matching
from domain.planning.matching.market import Market
from domain.planning.region.attributes import kind_of
from domain.planning.region.basis import Basis
from domain.planning.region.places import UNKNOWN
from domain.planning.rules.seat import COI
from domain.planning.rules.views import SeatView


@dataclass(frozen=True, slots=True, kw_only=True)
class Couple:
    """Two people, by their numbers among the movers (UNKNOWN: cannot move), and where each serves now."""

    movers: tuple[int, int]
    places: tuple[int, int]


def married(basis: Basis) -> list[tuple[int, int]]:
    """Pairs of people, by their numbers, of whom one names the other; in order."""
    people = basis.snapshot.candidates
    number = {one.person_id: index for index, one in enumerate(people)}
    pairs = {
        (min(one, other), max(one, other))
        for one, person in enumerate(people)
        if person.spouse is not None and (other := number.get(person.spouse, one)) != one
    }
    return sorted(pairs)


def is_command(basis: Basis, post: int, other: int) -> bool:
    """Tell whether husband and wife in these two posts (numbers) are what the rule COI forbids here."""
    posts = basis.snapshot.posts[post], basis.snapshot.posts[other]
    view = SeatView(
        need=UNKNOWN,
        actual_after=UNKNOWN,
        spouse_is_there=posts[0].unit_id == posts[1].unit_id,
        spouse_kind=kind_of(posts[1].kind),
        kind=kind_of(posts[0].kind),
    )
    return COI.strictness(basis.settings) == "hard" and bool(COI.fails(view, basis.settings))


class Couples:
    """The couples of whom at least one can move, in the order of their numbers."""

    def __init__(self, basis: Basis, market: Market) -> None:
        self._basis = basis
        self._market = market
        self._place_of_unit: dict[int, int] = {}
        for unit, place in zip(basis.unit_of_post.tolist(), basis.place_of_post.tolist(), strict=True):
            if self.is_known(place):
                self._place_of_unit.setdefault(unit, place)
        self._unit: dict[int, int] = {unit: number for number, unit in enumerate(basis.units.tolist())}
        self.all: tuple[Couple, ...] = tuple(self._found())

    def parted(self, matching: Matching) -> list[Couple]:
        """Those of whom one goes and the other is not in the same place then."""
        return [couple for couple in self.all if self._are_parted(couple, matching)]

    def commanding(self, matching: Matching) -> list[Couple]:
        """Those who would come into one unit together, one of them to lead it."""
        return [couple for couple in self.all if self._would_command(couple, matching)]

    def is_known(self, place: int) -> bool:
        return self._basis.places.is_known(place)

    def place_after(self, couple: Couple, side: int, matching: Matching) -> int:
        seat = _seat(couple, side, matching)
        return couple.places[side] if seat == UNKNOWN else int(self._market.seats.place[seat])

    def _found(self) -> list[Couple]:
        able = np.unique(self._market.options.mover).tolist()
        mover = {int(self._market.movers.candidate[one]): one for one in able}
        couples = [
            Couple(
                movers=(mover.get(left, UNKNOWN), mover.get(right, UNKNOWN)),
                places=(self._place(left), self._place(right)),
            )
            for left, right in married(self._basis)
        ]
        return [couple for couple in couples if couple.movers != (UNKNOWN, UNKNOWN)]

    def _place(self, person: int) -> int:
        """Where somebody serves: their post's place, or the first that is known of their unit."""
        post = int(self._basis.held_post[person])
        if post != UNKNOWN:
            return int(self._basis.place_of_post[post])
        unit = self._unit.get(self._basis.snapshot.candidates[person].unit_id, UNKNOWN)
        return self._place_of_unit.get(unit, UNKNOWN)

    def _are_parted(self, couple: Couple, matching: Matching) -> bool:
        if _seat(couple, 0, matching) == _seat(couple, 1, matching) == UNKNOWN:
            return False
        here, there = (self.place_after(couple, side, matching) for side in (0, 1))
        return here != there or not self.is_known(here)

    def _would_command(self, couple: Couple, matching: Matching) -> bool:
        seats = [_seat(couple, side, matching) for side in (0, 1)]
        if UNKNOWN in seats:
            return False
        return is_command(self._basis, *(int(self._market.seats.post[seat]) for seat in seats))


def _seat(couple: Couple, side: int, matching: Matching) -> int:
    mover = couple.movers[side]
    return UNKNOWN if mover == UNKNOWN else int(matching.seat[mover])
