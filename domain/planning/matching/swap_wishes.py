"""Who would take over whose post: wishes that somebody else could make room for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from domain.planning.matching.objective import weigh
from domain.planning.matching.pairings import pairing_of
from domain.planning.region.basis import Basis, Ints
from domain.planning.region.places import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """`person` would take the post of `holder`, by their numbers, for so many points."""

    person: int
    holder: int
    points: int


def takeovers(basis: Basis, post_after: Ints) -> Iterator[Takeover]:
    """Every allowed one among those who opted in and are not moved anyway, by person, then holder."""
    people, posts, columns = basis.snapshot.candidates, basis.snapshot.posts, basis.columns
    stays = (post_after == basis.held_post) & (post_after != UNKNOWN) & columns.may_move
    ready = [one for one in np.flatnonzero(stays).tolist() if people[one].swaps and people[one].wishes]
    holders: dict[int, list[int]] = defaultdict(list)
    for one in ready:
        holders[posts[post_after[one]].unit_id].append(one)
    for one in ready:
        for holder in sorted(set(_reachable(basis, one, holders))):
            pairing = pairing_of(basis, one, int(basis.held_post[holder]))
            yield Takeover(person=one, holder=holder, points=weigh(pairing, basis.settings).total)


def _reachable(basis: Basis, one: int, holders: Mapping[int, list[int]]) -> Iterator[int]:
    """Holders of posts that were wished for and that the rules allow."""
    held, posts = basis.held_post, basis.snapshot.posts
    for wish in basis.snapshot.candidates[one].wishes:
        for holder in holders.get(wish.unit_id, ()):
            is_meant = wish.position_key in {None, posts[held[holder]].key}
            if held[holder] != held[one] and is_meant and _may_take(basis, one, int(held[holder])):
                yield holder


def _may_take(basis: Basis, one: int, post: int) -> bool:
    if not basis.columns.may_hold(int(basis.columns.key_of_post[post]))[one]:
        return False
    pair = np.array([one], dtype=np.int32), np.array([post], dtype=np.int32)
    return basis.snapshot.candidates[one].spouse is None or bool(basis.columns.may_sit(*pair)[0])
