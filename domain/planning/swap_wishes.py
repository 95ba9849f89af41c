"""Who would take over whose post: wishes that somebody else could make room for."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from domain.planning.basis import Basis, Ints
from domain.planning.objective import Pairing, Points, stayed_long, weigh
from domain.planning.places import UNKNOWN
from domain.planning.snapshot import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """`person` would take the post of `holder`, by their numbers; the best wish that it meets, its points."""

    person: int
    holder: int
    wish_rank: int
    points: Points


def takeovers(basis: Basis, post_after: Ints) -> Iterator[Takeover]:
    """Every allowed one among those who opted in and are not moved anyway, by person, then holder."""
    people, posts, columns = basis.snapshot.candidates, basis.snapshot.posts, basis.columns
    stays = (post_after == basis.held_post) & (post_after != UNKNOWN) & columns.may_move
    ready = [one for one in np.flatnonzero(stays).tolist() if people[one].swaps and people[one].wishes]
    holders: dict[int, list[int]] = defaultdict(list)
    for one in ready:
        holders[posts[post_after[one]].unit_id].append(one)
    for one in ready:
        found = dict(_reachable(basis, one, holders))
        for holder in sorted(found):
            yield _weighed(basis, one, holder, found[holder])


def _reachable(basis: Basis, one: int, holders: dict[int, list[int]]) -> Iterator[tuple[int, Wish]]:
    """Holders of posts that were wished for, with the best wish: worse ones come first and are replaced."""
    held, posts = basis.held_post, basis.snapshot.posts
    for wish in sorted(basis.snapshot.candidates[one].wishes, key=lambda wish: -wish.rank):
        for holder in holders.get(wish.unit_id, ()):
            is_meant = wish.position_key in {None, posts[held[holder]].key}
            if held[holder] != held[one] and is_meant and _may_take(basis, one, int(held[holder])):
                yield holder, wish


def _may_take(basis: Basis, one: int, post: int) -> bool:
    if not basis.columns.may_hold(int(basis.columns.key_of_post[post]))[one]:
        return False
    pair = np.array([one], dtype=np.int32), np.array([post], dtype=np.int32)
    return basis.snapshot.candidates[one].spouse is None or bool(basis.columns.may_sit(*pair)[0])


def _weighed(basis: Basis, one: int, holder: int, wish: Wish) -> Takeover:
    here, there = int(basis.held_post[one]), int(basis.held_post[holder])
    minutes = int(basis.places.minutes[basis.place_of_post[here], basis.place_of_post[there]])
    pairing = Pairing(
        jpm=int(basis.columns.jpm(int(basis.columns.key_of_post[there]))[one]),
        wish_rank=wish.rank,
        wished_unit=True,
        stayed_long=bool(stayed_long(int(basis.columns.tenure_months[one]), basis.settings)),
        travel_minutes=None if minutes == UNKNOWN else minutes,
        hardship=basis.snapshot.candidates[one].hardship,
    )
    return Takeover(person=one, holder=holder, wish_rank=wish.rank, points=weigh(pairing, basis.settings))
