"""Two or three people take over each other's posts, each of them as they wished, and nobody is worse off."""

from collections import Counter

import pytest

from domain.planning.matching.swaps import Swaps, swap_circles
from domain.planning.region.basis import Basis, basis_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Candidate, Snapshot, Wish
from tests.domain.planning.chance_regions import chance_region, chance_settings
from tests.domain.planning.exhaustive import best_swaps
from tests.domain.planning.small_region import nurse, post, region

POSTS = tuple(post(number, unit_id=number, location="Selensen", stated_need=1) for number in (1, 2, 3, 4))


def swapped(snapshot: Snapshot, settings: PlanningSettings | None = None) -> tuple[Basis, Swaps]:
    basis = basis_of(snapshot, settings or PlanningSettings())
    return basis, swap_circles(basis, basis.held_post)


def a_swapper(number: int, *, to: int, spouse: int | None = None) -> Candidate:
    wishes = (Wish(rank=1, unit_id=to),)
    return nurse(number, unit_id=number, post=number, wishes=wishes, swaps=True, spouse=spouse)


def people_of(swaps: Swaps) -> list[list[int]]:
    return [[move.person_id for move in circle] for circle in swaps.circles]


@pytest.mark.parametrize("first", range(0, 600, 200))
def test_no_choice_of_circles_serves_more_people(first: int) -> None:
    for seed in range(first, first + 200):
        settings = chance_settings(seed)
        snapshot = chance_region(seed, couples=seed % 3 == 0, swaps=True)

        _, swaps = swapped(snapshot, settings)

        moves = [move for circle in swaps.circles for move in circle]
        worth = len(moves), sum(move.points.total for move in moves)
        assert (worth, swaps.is_proven) == (best_swaps(snapshot, settings), True), f"seed {seed}"


def test_every_post_has_as_many_people_after_the_swaps_as_before() -> None:
    for seed in range(200):
        _, swaps = swapped(chance_region(seed, swaps=True), chance_settings(seed))

        moves = [move for circle in swaps.circles for move in circle]
        assert Counter(move.origin_post for move in moves) == Counter(move.target_post for move in moves)
        assert len({move.person_id for move in moves}) == len(moves)


def test_a_circle_of_three_is_found_where_no_two_could_swap() -> None:
    people = (a_swapper(1, to=2), a_swapper(2, to=3), a_swapper(3, to=1))

    _, swaps = swapped(region(people, POSTS))

    assert people_of(swaps) == [[1, 2, 3]]


def test_three_people_are_served_rather_than_two() -> None:
    both = (Wish(rank=1, unit_id=1), Wish(rank=2, unit_id=3))
    two = nurse(2, unit_id=2, post=2, swaps=True, wishes=both)
    people = (a_swapper(1, to=2), two, a_swapper(3, to=1))

    _, swaps = swapped(region(people, POSTS))

    assert people_of(swaps) == [[1, 2, 3]]


def test_nobody_is_swapped_who_did_not_say_so() -> None:
    unasked = nurse(2, unit_id=2, post=2, wishes=(Wish(rank=1, unit_id=1),))

    _, swaps = swapped(region((a_swapper(1, to=2), unasked), POSTS))

    assert swaps.circles == ()


def test_a_swap_that_would_part_a_couple_is_not_made() -> None:
    far = post(5, unit_id=5, location="Enok", stated_need=1)
    here = a_swapper(1, to=5, spouse=3)
    back = nurse(5, unit_id=5, post=5, swaps=True, wishes=(Wish(rank=1, unit_id=1),))
    spouse = nurse(3, unit_id=3, post=3, spouse=1)

    _, swaps = swapped(region((here, spouse, back), (*POSTS, far)))

    assert swaps.circles == ()


def test_whoever_the_plan_moves_is_in_no_circle() -> None:
    basis = basis_of(region((a_swapper(1, to=2), a_swapper(2, to=1)), POSTS), PlanningSettings())
    after = basis.held_post.copy()
    after[0] = 3

    assert swap_circles(basis, after).circles == ()
