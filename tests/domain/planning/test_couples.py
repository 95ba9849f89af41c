"""Husband and wife who wish to be near each other both stay, or both serve in one place."""

import pytest

from domain.planning.matching.couples import Couples
from domain.planning.matching.near import Searched, near_matching
from domain.planning.matching.network import Limits
from domain.planning.matching.pairs import market_of
from domain.planning.region.basis import basis_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Post, Snapshot
from tests.domain.planning.chance_regions import chance_region, chance_settings
from tests.domain.planning.exhaustive import all_moves, keeps_couples, trial_of
from tests.domain.planning.small_region import nurse, post, region


def searched(snapshot: Snapshot, settings: PlanningSettings) -> Searched:
    basis = basis_of(snapshot, settings)
    market = market_of(basis)
    limits = Limits(released=settings.most_released, received=settings.most_received)
    return near_matching(market, limits, Couples(basis, market))


def a_seat(number: int, location: str, need: int = 1) -> Post:
    return post(number, unit_id=number, location=location, stated_need=need)


@pytest.mark.parametrize("first", range(0, 1000, 250))
def test_no_small_region_with_couples_can_be_planned_better(first: int) -> None:
    for seed in range(first, first + 250):
        snapshot, settings = chance_region(seed, couples=True), chance_settings(seed)
        trial = trial_of(snapshot, settings)

        found = searched(snapshot, settings)

        best = max((len(moves), points) for moves, points in all_moves(trial) if keeps_couples(trial, moves))
        assert (found.matching.worth, found.is_proven) == (best, True), f"seed {seed}"


def test_a_couple_is_not_parted_although_two_gaps_could_be_closed() -> None:
    posts = (a_seat(1, "Selensen", need=0), a_seat(2, "Keritang"), a_seat(3, "Tuk Jimun"))
    people = (nurse(1, post=1, spouse=2), nurse(2, post=1, spouse=1))

    found = searched(region(people, posts), PlanningSettings())

    assert found.matching.moves == 0


def test_a_couple_moves_together_where_both_are_needed() -> None:
    posts = (a_seat(1, "Selensen", need=0), a_seat(2, "Keritang"), a_seat(3, "Keritang"), a_seat(4, "Enok"))
    people = (nurse(1, post=1, spouse=2), nurse(2, post=1, spouse=1))

    found = searched(region(people, posts), PlanningSettings())

    assert found.matching.moves == 2
    assert sorted(found.matching.seat.tolist()) == [0, 1]


def test_somebody_may_join_a_spouse_who_does_not_move() -> None:
    posts = (a_seat(1, "Selensen", need=0), a_seat(2, "Keritang"), a_seat(3, "Enok", need=2))
    people = (nurse(1, post=1, spouse=2), nurse(2, post=3, unit_id=3, spouse=1))

    found = searched(region(people, posts), PlanningSettings())

    assert found.matching.seat.tolist() == [1], "to Enok, where the spouse serves, and not to Keritang"


def test_the_search_says_so_when_it_was_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.planning.matching.near._MOST_WORK", 0)
    monkeypatch.setattr("domain.planning.matching.near._FEWEST_FIELDS", 1)
    posts = (a_seat(1, "Selensen", need=0), a_seat(2, "Keritang"), a_seat(3, "Tuk Jimun"))
    people = (nurse(1, post=1, spouse=2), nurse(2, post=1, spouse=1))

    found = searched(region(people, posts), PlanningSettings())

    assert not found.is_proven
    assert found.bound[0] == 2
