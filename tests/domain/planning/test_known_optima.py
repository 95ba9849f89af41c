"""Larger assignments whose optimum is known beforehand.

The published ones of OR-Library (assign100 … assign800) are files that are not at hand, so instances of their
sizes are made whose optimum linear duality proves: with a price for each person and each seat, no pair worth
more than its two prices, and one complete matching worth exactly them, the sum of all prices is the optimum.
"""

import numpy as np
import pytest

from domain.planning.matching.flow import best_matching
from domain.planning.matching.market import Donors, Market, Movers, Options, PairPoints, Seats, no_pairs
from domain.planning.matching.network import Limits, Ties
from domain.planning.matching.pairs import market_of
from domain.planning.region.basis import basis_of
from domain.planning.settings import PlanningSettings
from tests.domain.planning.chance_regions import grown_region

NO_LIMITS = Limits(released=None, received=None)


def market_with_prices(size: int) -> tuple[Market, int]:
    """As many people as seats, and the points of the best matching."""
    chance = np.random.default_rng(size)
    person_price, seat_price = chance.integers(1, 100, size), chance.integers(1, 100, size)
    below = chance.integers(0, 100, (size, size))
    below[np.arange(size), chance.permutation(size)] = 0
    points = person_price[:, None] + seat_price[None, :] - below
    mover, seat = np.divmod(np.arange(size * size), size)
    one, each, none = np.ones(size, dtype=np.int64), np.arange(size), np.zeros(0, dtype=np.int64)
    market = Market(
        movers=Movers(candidate=each, donor=each, place=one * 0, base=one * 0, burden=one * 0),
        donors=Donors(post=each, unit=each, room=one),
        seats=Seats(post=each, unit=each, room=one, place=one * 0, key=one * 0),
        options=Options(mover=none, key=none, points=none),
        ride=np.zeros((1, 1), dtype=np.int64),
        wished=PairPoints(mover=mover, seat=seat, points=points.ravel()),
        barred=no_pairs(),
    )
    return market, int(person_price.sum() + seat_price.sum())


@pytest.mark.parametrize("size", range(100, 900, 100))
def test_the_optimum_that_prices_prove_is_found(size: int) -> None:
    market, optimum = market_with_prices(size)

    matching = best_matching(market, NO_LIMITS)

    assert matching is not None
    assert matching.worth == (size, optimum)


@pytest.mark.parametrize("seed", range(4))
def test_the_network_of_kinds_and_places_loses_nothing_against_that_of_single_pairs(seed: int) -> None:
    market = market_of(basis_of(grown_region(seed), PlanningSettings(most_released=9, most_received=7)))
    limits = Limits(released=9, received=7)
    singly = Ties(not_seats={mover: frozenset() for mover in range(len(market.movers.donor))})

    together, one_by_one = best_matching(market, limits), best_matching(market, limits, singly)

    assert together is not None
    assert one_by_one is not None
    assert together.worth == one_by_one.worth
    assert together.moves > 20
    taken = np.flatnonzero(together.seat >= 0)
    assert int(market.points_of(taken, together.seat[taken]).sum()) == together.points
