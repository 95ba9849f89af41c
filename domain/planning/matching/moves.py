"""A move that is proposed, to fill a seat or within a swap circle."""

from dataclasses import dataclass

from domain.planning.matching.objective import Points, weigh
from domain.planning.matching.pairings import pairing_of
from domain.planning.region.basis import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMove:
    """One person from post to post (row numbers), the rank of the wish that is met, and what was weighed."""

    person_id: int
    origin_post: int
    target_post: int
    wish_rank: int | None
    points: Points


def proposed_move(basis: Basis, person: int, post: int) -> ProposedMove:
    """The move of that person into that post, both by the numbers of the basis."""
    posts, pairing = basis.snapshot.posts, pairing_of(basis, person, post)
    return ProposedMove(
        person_id=basis.snapshot.candidates[person].person_id,
        origin_post=posts[int(basis.held_post[person])].id,
        target_post=posts[post].id,
        wish_rank=pairing.wish_rank,
        points=weigh(pairing, basis.settings),
    )
