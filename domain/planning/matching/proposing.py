"""A wave of moves that brings units towards their need, with what was weighed and what was left out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from domain.planning.matching.couples import Couples
from domain.planning.matching.flow import Matching
from domain.planning.matching.left_out import LeftOut, LeftOutCode, left_out
from domain.planning.matching.market import Market
from domain.planning.matching.moves import ProposedMove, proposed_move
from domain.planning.matching.near import near_matching
from domain.planning.matching.network import Limits
from domain.planning.matching.pairs import market_of
from domain.planning.matching.swaps import Circle, swap_circles
from domain.planning.region.basis import Basis, Ints, basis_of
from domain.planning.region.needs import Balance, balance_of
from domain.planning.region.places import UNKNOWN
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot

Progress = Callable[[str, int, int], None]

STAGES = ("needs", "pairs", "matching", "swaps", "proposals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The moves, by person; swap circles beside them; what both make of the region.

    `before`, `after`: people lacking and too many. `points`: of all moves together. `most_moves` and
    `most_points`: the bound that no plan by these rules, limits and wishes to be near exceeds, moves first;
    `is_proven`: it is reached, by the circles as well. `pairs`: how many of a person and a post were weighed.
    """

    as_of: date
    settings: PlanningSettings
    moves: tuple[ProposedMove, ...]
    circles: tuple[Circle, ...]
    before: Balance
    after: Balance
    points: int
    most_moves: int
    most_points: int
    is_proven: bool
    pairs: int
    left_out: tuple[LeftOut, ...]


def propose(snapshot: Snapshot, settings: PlanningSettings, *, progress: Progress) -> Plan:
    """The best plan. The same people, posts and settings give the same plan, in whatever order they come."""
    progress(STAGES[0], 0, len(STAGES))
    return propose_on(basis_of(snapshot, settings), progress=progress)


def propose_on(basis: Basis, *, progress: Progress) -> Plan:
    """As `propose`, where the basis is wanted for more, such as explanations."""

    def at(stage: int) -> None:
        progress(STAGES[stage], stage, len(STAGES))

    at(1)
    market = market_of(basis)
    limits = Limits(released=basis.settings.most_released, received=basis.settings.most_received)
    at(2)
    searched = near_matching(market, limits, Couples(basis, market))
    matching = searched.matching
    at(3)
    post_after = _posts_after(basis, market, matching)
    swaps = swap_circles(basis, post_after)
    at(4)
    said = [*left_out(basis, market, matching, limits)]
    if not searched.is_proven:
        said.append(LeftOut(code=LeftOutCode.SEARCH_GIVEN_UP, count=1, unit_ids=()))
    if not swaps.is_proven:
        said.append(LeftOut(code=LeftOutCode.SWAPS_GIVEN_UP, count=1, unit_ids=()))
    moved = market.movers.candidate[matching.seat != UNKNOWN]
    gaps = [need.gap for need in basis.needs]
    progress(STAGES[-1], len(STAGES), len(STAGES))
    return Plan(
        as_of=basis.snapshot.as_of,
        settings=basis.settings,
        moves=tuple(proposed_move(basis, one, int(post_after[one])) for one in moved.tolist()),
        circles=swaps.circles,
        before=balance_of(gaps),
        after=balance_of(_gaps_after(basis, gaps, moved, post_after)),
        points=matching.points,
        most_moves=searched.bound[0],
        most_points=searched.bound[1],
        is_proven=searched.is_proven and swaps.is_proven,
        pairs=market.count_pairs(),
        left_out=tuple(said),
    )


def _posts_after(basis: Basis, market: Market, matching: Matching) -> Ints:
    moved = matching.seat != UNKNOWN
    after = basis.held_post.copy()
    after[market.movers.candidate[moved]] = market.seats.post[matching.seat[moved]]
    return after


def _gaps_after(basis: Basis, gaps: list[int | None], moved: Ints, post_after: Ints) -> list[int | None]:
    left = np.bincount(basis.held_post[moved], minlength=len(gaps))
    taken = np.bincount(post_after[moved], minlength=len(gaps))
    changes = (taken - left).tolist()
    return [None if gap is None else gap + change for gap, change in zip(gaps, changes, strict=True)]
