"""What a plan could not take into account or could not do, and in which units: nothing is silently zero."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from domain.planning.matching.flow import Matching
from domain.planning.matching.market import Market
from domain.planning.matching.network import Limits
from domain.planning.region.basis import Basis, Ints
from domain.planning.region.needs import NeedBasis
from domain.planning.region.places import UNKNOWN


class LeftOutCode(StrEnum):
    """What is counted: posts, people, places to fill, or units, as each line says."""

    # Data that are missing or contradict each other.
    NEED_UNKNOWN = "need_unknown"  # posts without tasks or a stated need: they neither give nor take
    TASKS_INCOMPLETE = "tasks_incomplete"  # posts with rows that cannot be used, such as a time of zero
    WKE_DIFFERS = "wke_differs"  # posts whose sheet reckons with another effective time
    NEED_DIFFERS = "need_differs"  # posts whose stated need is another than the computed one
    ACTUAL_DIFFERS = "actual_differs"  # posts of which the map states another number of people
    STANDARD_UNKNOWN = "standard_unknown"  # posts that lack people, but nobody says what they ask for
    LOCATION_UNKNOWN = "location_unknown"  # posts without a location: every way to them is unknown
    POST_UNKNOWN = "post_unknown"  # people whose post is not on the map
    NOT_ASSESSED = "not_assessed"  # people of posts above their need, without competency levels
    WISHED_UNIT_UNKNOWN = "wished_unit_unknown"  # people who wish for a unit that the map does not have
    # What stood against moves.
    HELD_BY_RULES = "held_by_rules"  # people of posts above their need who may not be moved at all
    FITS_NOWHERE = "fits_nowhere"  # people who may be moved, but to none of the posts that lack people
    NOBODY_FITS = "nobody_fits"  # places that nobody may take who may be moved
    RELEASE_LIMIT = "release_limit"  # units that gave as many as the limit allows, and have more
    RECEIVE_LIMIT = "receive_limit"  # units that took as many as the limit allows, and lack more
    # What the plan leaves.
    STILL_LACKING = "still_lacking"  # places that stay empty
    STILL_SPARE = "still_spare"  # people too many in posts above their need
    SEARCH_GIVEN_UP = "search_given_up"  # couples: better plans were not ruled out in the time
    SWAPS_GIVEN_UP = "swaps_given_up"  # circles: better choices were not ruled out in the time


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many of what, and in which units (row numbers, in order); none where it is about the whole plan."""

    code: LeftOutCode
    count: int
    unit_ids: tuple[int, ...]


_Counts = dict[LeftOutCode, Counter[int]]


def left_out(basis: Basis, market: Market, matching: Matching, limits: Limits) -> Iterator[LeftOut]:
    """Everything that there is to say of the region and the moves, in the order of the codes."""
    counts: _Counts = {code: Counter() for code in LeftOutCode}
    _count_posts(basis, counts)
    _count_people(basis, market, counts)
    _count_places(basis, market, counts)
    _count_leavings(basis, market, matching, limits, counts)
    for code, by_unit in counts.items():
        if by_unit:
            yield LeftOut(code=code, count=by_unit.total(), unit_ids=tuple(sorted(by_unit)))


def _count_posts(basis: Basis, counts: _Counts) -> None:
    standards = basis.snapshot.standards
    for post, need in zip(basis.snapshot.posts, basis.needs, strict=True):
        remarks = {
            LeftOutCode.NEED_UNKNOWN: need.basis == NeedBasis.UNKNOWN,
            LeftOutCode.TASKS_INCOMPLETE: need.has_incomplete_tasks,
            LeftOutCode.WKE_DIFFERS: need.wke_differs,
            LeftOutCode.NEED_DIFFERS: need.need_differs,
            LeftOutCode.ACTUAL_DIFFERS: need.actual_differs,
            LeftOutCode.STANDARD_UNKNOWN: need.lacking > 0 and post.key not in standards,
            LeftOutCode.LOCATION_UNKNOWN: not post.location,
        }
        for code, is_so in remarks.items():
            if is_so:
                counts[code][post.unit_id] += 1


def _count_people(basis: Basis, market: Market, counts: _Counts) -> None:
    people = basis.snapshot.candidates
    spare = np.array([*(need.spare > 0 for need in basis.needs), False], dtype=np.bool_)
    is_spare = spare[basis.held_post]
    may_move = basis.columns.may_move
    has_option = np.zeros(len(market.movers.candidate), dtype=np.bool_)
    has_option[market.options.mover] = True
    units = set(basis.units.tolist())
    found = {
        LeftOutCode.POST_UNKNOWN: np.flatnonzero(basis.held_post == UNKNOWN).tolist(),
        LeftOutCode.NOT_ASSESSED: [
            one for one in np.flatnonzero(is_spare).tolist() if not people[one].levels
        ],
        LeftOutCode.HELD_BY_RULES: np.flatnonzero(is_spare & ~may_move).tolist(),
        LeftOutCode.FITS_NOWHERE: market.movers.candidate[~has_option].tolist(),
        LeftOutCode.WISHED_UNIT_UNKNOWN: [
            number
            for number, one in enumerate(people)
            if one.wishes and any(wish.unit_id not in units for wish in one.wishes)
        ],
    }
    for code, numbers in found.items():
        counts[code].update(people[one].unit_id for one in numbers)


def _count_places(basis: Basis, market: Market, counts: _Counts) -> None:
    seats = market.seats
    nobody = ~np.isin(seats.key, market.options.key)
    _count(basis, counts[LeftOutCode.NOBODY_FITS], seats.unit[nobody], seats.room[nobody])


def _count_leavings(
    basis: Basis, market: Market, matching: Matching, limits: Limits, counts: _Counts
) -> None:
    seats, spare, size = market.seats, _spare(basis), len(basis.units)
    moved = np.flatnonzero(matching.seat != UNKNOWN)
    origin = basis.unit_of_post[market.donors.post[market.movers.donor[moved]]]
    target = seats.unit[matching.seat[moved]]
    lacking = np.bincount(seats.unit, weights=seats.room, minlength=size).astype(np.int64)
    released, received = np.bincount(origin, minlength=size), np.bincount(target, minlength=size)
    still_spare, still_lacking = spare - released, lacking - received
    every = np.arange(size)
    _count(basis, counts[LeftOutCode.STILL_SPARE], every, still_spare)
    _count(basis, counts[LeftOutCode.STILL_LACKING], every, still_lacking)
    for limit, moves, left, code in (
        (limits.released, released, still_spare, LeftOutCode.RELEASE_LIMIT),
        (limits.received, received, still_lacking, LeftOutCode.RECEIVE_LIMIT),
    ):
        if limit is not None:
            _count(basis, counts[code], every, ((moves >= limit) & (left > 0)).astype(np.int64))


def _spare(basis: Basis) -> Ints:
    """People too many by unit, whether or not any of them may move."""
    spare = np.array([need.spare for need in basis.needs], dtype=np.int64)
    return np.bincount(basis.unit_of_post, weights=spare, minlength=len(basis.units)).astype(np.int64)


def _count(basis: Basis, counter: Counter[int], units: Ints, amounts: Ints) -> None:
    for unit, amount in zip(basis.units[units].tolist(), amounts.tolist(), strict=True):
        if amount:
            counter[unit] += amount
