"""Moves close as many gaps as can be closed, then gather as many points as can be gathered."""

from dataclasses import replace

import pytest

from domain.planning.matching.flow import Matching, best_matching
from domain.planning.matching.market import Market
from domain.planning.matching.network import Limits, Ties
from domain.planning.matching.objective import wish_points
from domain.planning.matching.pairs import market_of
from domain.planning.region.basis import basis_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot, Standard
from tests.domain.planning.chance_regions import chance_region, chance_settings
from tests.domain.planning.exhaustive import best_worth, trial_of
from tests.domain.planning.small_region import nurse, post, region

NO_LIMITS = Limits(released=None, received=None)


def matched(snapshot: Snapshot, settings: PlanningSettings) -> tuple[Market, Matching]:
    market = market_of(basis_of(snapshot, settings))
    limits = Limits(released=settings.most_released, received=settings.most_received)
    matching = best_matching(market, limits)
    assert matching is not None
    return market, matching


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_no_small_region_can_be_planned_better(first: int) -> None:
    for seed in range(first, first + 100):
        snapshot, settings = chance_region(seed), chance_settings(seed)

        _, matching = matched(snapshot, settings)

        assert matching.worth == best_worth(trial_of(snapshot, settings)), f"seed {seed}"


@pytest.mark.slow
@pytest.mark.parametrize("first", range(300, 5_100, 600))
def test_none_of_five_thousand_small_regions_can_be_planned_better(first: int) -> None:
    for seed in range(first, first + 600):
        snapshot, settings = chance_region(seed), chance_settings(seed)

        _, matching = matched(snapshot, settings)

        assert matching.worth == best_worth(trial_of(snapshot, settings)), f"seed {seed}"


def test_every_pair_that_is_weighed_carries_the_points_that_an_explanation_shows() -> None:
    for seed in range(100):
        snapshot, settings = chance_region(seed), chance_settings(seed)
        basis = basis_of(snapshot, settings)
        market = market_of(basis)
        expected = trial_of(snapshot, settings).choices

        for mover, candidate in enumerate(market.movers.candidate.tolist()):
            pairs = market.pairs_of(mover)
            posts = [snapshot.posts[post].id for post in market.seats.post[pairs.seat].tolist()]

            weighed = dict(zip(posts, pairs.points.tolist(), strict=True))
            assert weighed == expected.get(snapshot.candidates[candidate].person_id, {})
            assert market.points_of(pairs.mover, pairs.seat).tolist() == pairs.points.tolist()


def test_whoever_must_move_moves_even_where_fewer_gaps_are_closed_so() -> None:
    archivist = Standard(levels={"M.01": 1}, education_min="SLTA", education_fields=())
    archive = post(4, unit_id=4, key="arsiparis", kind="pelaksana", stated_need=1)
    posts = (post(1, stated_need=1), post(2, unit_id=2, stated_need=0), post(3, unit_id=3), archive)
    must = nurse(1, post=1, kind="pppk")
    other = nurse(2, post=1, education="S-1 Informatika", education_level="S-1")
    colleague = nurse(3, post=2, unit_id=2, kind="pppk")
    snapshot = region((must, other, colleague), posts)
    snapshot = replace(snapshot, standards={**snapshot.standards, "arsiparis": archivist})
    market = market_of(basis_of(snapshot, PlanningSettings()))

    free = best_matching(market, NO_LIMITS)
    tied = best_matching(market, NO_LIMITS, Ties(must=frozenset({0})))

    assert free is not None
    assert tied is not None
    assert (free.moves, free.seat.tolist()) == (2, [-1, 1, 0])
    assert (tied.moves, tied.seat.tolist()) == (1, [0, -1, -1])


def test_two_who_must_move_from_a_post_that_can_give_one_cannot() -> None:
    posts = (post(1, stated_need=1), post(2, unit_id=2, stated_need=2))
    people = tuple(nurse(number, post=1) for number in (1, 2))
    market = market_of(basis_of(region(people, posts), PlanningSettings()))

    assert best_matching(market, NO_LIMITS, Ties(must=frozenset({0, 1}))) is None


def test_a_first_wish_counts_in_full_and_the_next_one_half() -> None:
    weights = PlanningSettings().weights

    assert [wish_points(rank, weights) for rank in (1, 2, 3, 4, 99)] == [40, 20, 10, 5, 0]
