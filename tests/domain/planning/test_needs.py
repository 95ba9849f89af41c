"""What a post needs rests on its tasks, on the map, or on nothing; who is there is counted, not believed."""

from decimal import Decimal

import pytest

from domain.planning.region.needs import Balance, NeedBasis, PostNeed, balance_of, needs_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Post, PostTask
from tests.domain.planning.small_region import nurse, post, region, work

ZERO_TIME = PostTask(volume=Decimal(100), minutes=Decimal(0), effective_minutes=Decimal(75_000))


def need_of(one: Post, *, holders: int = 0, settings: PlanningSettings | None = None) -> PostNeed:
    people = tuple(nurse(number, post=one.id) for number in range(1, holders + 1))
    (need,) = needs_of(region(people, (one,)), settings or PlanningSettings())
    return need


def test_tasks_come_before_the_figure_that_the_map_states() -> None:
    need = need_of(post(stated_need=5, tasks=work("2.5")), holders=2)

    assert (need.basis, need.staff_need, need.gap) == (NeedBasis.TASKS, 3, -1)
    assert need.load_minutes == Decimal(187_500)
    assert need.need_differs


def test_without_tasks_the_map_is_taken_at_its_word() -> None:
    need = need_of(post(stated_need=2, tasks=()), holders=3)

    assert (need.basis, need.staff_need, need.gap, need.spare) == (NeedBasis.MAP, 2, 1, 1)
    assert not need.need_differs


def test_without_either_the_need_is_unknown_and_the_post_neither_gives_nor_takes() -> None:
    need = need_of(post(stated_need=None), holders=3)

    assert (need.basis, need.staff_need, need.gap) == (NeedBasis.UNKNOWN, None, None)
    assert (need.spare, need.lacking) == (0, 0)


def test_a_structural_post_needs_one_whatever_its_tasks_say() -> None:
    need = need_of(post(kind="struktural", stated_need=1, tasks=work("0.2")))

    assert (need.basis, need.staff_need, need.lacking) == (NeedBasis.STRUCTURAL, 1, 1)


def test_a_structural_post_of_which_the_map_wants_several_gives_nobody_that_the_map_counts_on() -> None:
    need = need_of(post(kind="struktural", stated_need=4), holders=5)

    assert (need.staff_need, need.gap, need.spare) == (1, 4, 1)
    assert need_of(post(kind="struktural", stated_need=0), holders=2).spare == 1


def test_a_sheet_with_a_row_that_cannot_be_used_gives_way_to_the_map() -> None:
    need = need_of(post(stated_need=4, tasks=(*work("1"), ZERO_TIME)))

    assert (need.basis, need.staff_need) == (NeedBasis.MAP, 4)
    assert need.has_incomplete_tasks


def test_a_need_that_may_be_larger_than_computed_lets_nobody_go() -> None:
    need = need_of(post(stated_need=None, tasks=(*work("1"), ZERO_TIME)), holders=3)

    assert (need.basis, need.staff_need, need.gap, need.spare) == (NeedBasis.TASKS, 1, 2, 0)


def test_a_sheet_of_nothing_but_zeros_is_no_need_of_zero() -> None:
    need = need_of(post(stated_need=None, tasks=(ZERO_TIME,)), holders=1)

    assert (need.basis, need.staff_need, need.spare) == (NeedBasis.UNKNOWN, None, 0)


@pytest.mark.parametrize(("minutes", "people"), [(75_000, 2), (72_000, 3)])
def test_one_effective_time_holds_for_the_whole_region(minutes: int, people: int) -> None:
    settings = PlanningSettings(wke_minutes=minutes)  # type: ignore[arg-type] # both are allowed ones
    task = PostTask(volume=Decimal(18_100), minutes=Decimal(10), effective_minutes=Decimal(75_000))

    need = need_of(post(stated_need=None, tasks=(task,)), settings=settings)

    assert need.staff_need == people
    assert need.wke_differs == (minutes == 72_000)


def test_the_number_of_people_is_counted_and_the_map_that_says_otherwise_is_remarked() -> None:
    need = need_of(post(stated_need=1, stated_actual=5), holders=2)

    assert need.staff_actual == 2
    assert need.actual_differs


def test_a_surplus_here_does_not_hide_a_shortage_there() -> None:
    assert balance_of([2, -3, None, 0]) == Balance(shortage=3, surplus=2)
    assert balance_of([2, -3, None, 0]).imbalance == 5
