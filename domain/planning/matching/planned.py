"""A plan laid over the region: who goes where, and what that makes of every post."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.planning.matching.moves import ProposedMove
from domain.planning.region.attributes import kind_of
from domain.planning.region.basis import Basis
from domain.planning.region.places import UNKNOWN
from domain.planning.rules.views import Kind, SeatView
from domain.planning.snapshot import Candidate, Post

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One person's move: row numbers of the person and of the post that they are to take."""

    person_id: int
    target_post: int


class UnknownMove(ValueError):
    """A move of somebody, or into a post, that the snapshot does not have; or a second one of a person."""


class Planned:
    """Numbers here are places in the snapshot's order, as `Basis` has it.

    `moves` in their order; `mover`, `origin` (UNKNOWN where the map has no such post), `target` follow them.
    `goes_to`: the post of everybody who moves. `lacks`: whether each post lacks somebody now; `actual_after`:
    people in it when every move is made.
    Raise UnknownMove where a move cannot be laid over this snapshot.
    """

    def __init__(self, basis: Basis, moves: Iterable[Move | ProposedMove]) -> None:
        self.basis = basis
        self.moves = tuple(moves)
        self.person_at = {one.person_id: place for place, one in enumerate(basis.snapshot.candidates)}
        post_at = {post.id: place for place, post in enumerate(basis.snapshot.posts)}
        self.goes_to: dict[int, int] = {}
        for move in self.moves:
            mover, target = self.person_at.get(move.person_id), post_at.get(move.target_post)
            if mover is None or target is None or mover in self.goes_to:
                raise UnknownMove(f"{move.person_id} → {move.target_post}")
            self.goes_to[mover] = target
        self.mover: Ints = np.fromiter(self.goes_to.keys(), dtype=np.int64)
        self.target: Ints = np.fromiter(self.goes_to.values(), dtype=np.int64)
        self.origin: Ints = basis.held_post[self.mover]
        self._received = Counter(
            self.post(target).unit_id
            for mover, target in self.goes_to.items()
            if self.post(target).unit_id != self.candidate(mover).unit_id
        )
        self._released = Counter(
            self.candidate(mover).unit_id
            for mover, target in self.goes_to.items()
            if self.post(target).unit_id != self.candidate(mover).unit_id
        )
        leave = Counter(self.origin.tolist())
        come = Counter(self.target.tolist())
        self.actual_after = [
            need.staff_actual - leave[post] + come[post] for post, need in enumerate(basis.needs)
        ]

        self._near_to = {
            one: other
            for one in range(len(basis.snapshot.candidates))
            if (other := self.spouse_of(one)) is not None and self.spouse_of(other) == one
        }
        needs = basis.needs
        self.lacks = [bool(need.lacking) for need in needs]
        gaps = [
            None if need.staff_need is None else after - need.staff_need
            for need, after in zip(needs, self.actual_after, strict=True)
        ]
        self._is_free = [gap is not None and gap < 0 for gap in gaps]
        self._is_above = [gap is not None and gap > 0 for gap in gaps]

    def received(self, unit_id: int) -> int:
        """How many people the plan brings into a unit from others."""
        return self._received[unit_id]

    def released(self, unit_id: int) -> int:
        """How many people the plan takes out of a unit to others."""
        return self._released[unit_id]

    def candidate(self, person: int) -> Candidate:
        return self.basis.snapshot.candidates[person]

    def post(self, post: int) -> Post:
        return self.basis.snapshot.posts[post]

    def is_free(self, post: int) -> bool:
        """Tell whether the post still lacks somebody when every move is made."""
        return self._is_free[post]

    def is_above_need(self, post: int) -> bool:
        """Tell whether the post still has more people than it needs when every move is made."""
        return self._is_above[post]

    def spouse_of(self, person: int) -> int | None:
        """The husband or wife, as far as they are recorded."""
        spouse = self.candidate(person).spouse
        return None if spouse is None else self.person_at.get(spouse)

    def near_to(self, person: int) -> int | None:
        """The husband or wife near whom somebody serves; a wish of one alone binds nobody."""
        return self._near_to.get(person)

    def unit_after(self, person: int) -> int:
        """Row number of the unit in which somebody serves when every move is made."""
        target = self.goes_to.get(person)
        return self.candidate(person).unit_id if target is None else self.post(target).unit_id

    def seat(self, person: int, post: int) -> SeatView:
        """The seat as the rules look at it, with the spouse where the plan puts them."""
        spouse = self.spouse_of(person)
        need = self.basis.needs[post].staff_need
        return SeatView(
            need=UNKNOWN if need is None else need,
            actual_after=self.actual_after[post],
            spouse_is_there=spouse is not None and self.unit_after(spouse) == self.post(post).unit_id,
            spouse_kind=Kind.UNKNOWN if spouse is None else self._kind_after(spouse),
            kind=kind_of(self.post(post).kind),
        )

    def _kind_after(self, person: int) -> Kind:
        target = self.goes_to.get(person)
        return kind_of(self.candidate(person).position_kind if target is None else self.post(target).kind)
