"""What a plan rests on: the snapshot in its order, each post's need, and the rules as columns."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from domain.planning.region.columns import Columns, columns_of
from domain.planning.region.needs import PostNeed, needs_of
from domain.planning.region.places import UNKNOWN, Places, places_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """`needs`, `unit_of_post`, `place_of_post` follow `snapshot.posts`; `held_post` follows its candidates.

    `units`: row numbers, by the numbers that `unit_of_post` holds. `held_post`: the post's number, UNKNOWN
    where the map has no such post.
    """

    snapshot: Snapshot
    settings: PlanningSettings
    needs: tuple[PostNeed, ...]
    columns: Columns
    places: Places
    units: Ints
    unit_of_post: Ints
    place_of_post: Ints
    held_post: Ints


def basis_of(snapshot: Snapshot, settings: PlanningSettings) -> Basis:
    """Work out what is asked more than once; in which order the snapshot came does not matter."""
    ordered = replace(
        snapshot,
        posts=tuple(sorted(snapshot.posts, key=lambda post: post.id)),
        candidates=tuple(sorted(snapshot.candidates, key=lambda one: one.person_id)),
    )
    places = places_of(ordered)
    number = {post.id: place for place, post in enumerate(ordered.posts)}
    unit_ids = np.array([post.unit_id for post in ordered.posts], dtype=np.int64)
    units, unit_of_post = np.unique(unit_ids, return_inverse=True)
    held = (UNKNOWN if one.post is None else number.get(one.post, UNKNOWN) for one in ordered.candidates)
    return Basis(
        snapshot=ordered,
        settings=settings,
        needs=needs_of(ordered, settings),
        columns=columns_of(ordered, settings),
        places=places,
        units=units,
        unit_of_post=unit_of_post,
        place_of_post=places.numbers(post.location for post in ordered.posts),
        held_post=np.fromiter(held, dtype=np.int64, count=len(ordered.candidates)),
    )
