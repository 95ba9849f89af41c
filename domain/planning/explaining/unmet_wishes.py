"""Why a wish is not met: the post in that unit that comes nearest to it, and what stands against it."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from domain.planning.explaining.spouse_way import parts_couple
from domain.planning.explaining.weighing import Weighing
from domain.planning.matching.planned import Planned
from domain.planning.snapshot import Wish


class WishCause(StrEnum):
    """From nearest to farthest. FREE: nothing stands against it, the place stays empty."""

    FREE = "free"
    TAKEN = "taken"
    NO_VACANCY = "no_vacancy"
    PARTS_COUPLE = "parts_couple"
    NOT_ELIGIBLE = "not_eligible"
    PRESENT_UNIT = "present_unit"
    NO_POST = "no_post"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetWish:
    """`post`: the place in the snapshot's order; None where the unit has no such post."""

    wish: Wish
    cause: WishCause
    post: int | None


_ORDER = {cause: place for place, cause in enumerate(WishCause)}


def unmet_wish(planned: Planned, weighing: Weighing, person: int, wish: Wish) -> UnmetWish:
    """Look for the cause; the wish is one of that person's and is not met by the plan."""
    if wish.unit_id == planned.candidate(person).unit_id and wish.position_key is None:
        return UnmetWish(wish=wish, cause=WishCause.PRESENT_UNIT, post=None)
    is_bound = planned.near_to(person) is not None
    nearest, found = WishCause.NO_POST, None
    for post in weighing.posts_of_unit.get(wish.unit_id, ()):
        if wish.position_key in {None, planned.post(post).key}:
            cause = _cause(planned, weighing, person, post, is_bound=is_bound)
            if _ORDER[cause] < _ORDER[nearest]:
                nearest, found = cause, post
    return UnmetWish(wish=wish, cause=nearest, post=found)


def _cause(planned: Planned, weighing: Weighing, person: int, post: int, *, is_bound: bool) -> WishCause:
    if not weighing.allows(person, post):
        return WishCause.NOT_ELIGIBLE
    if is_bound and parts_couple(planned, weighing, person, np.array([post]))[0]:
        return WishCause.PARTS_COUPLE
    if not planned.lacks[post]:
        return WishCause.NO_VACANCY
    return WishCause.FREE if planned.is_free(post) else WishCause.TAKEN
