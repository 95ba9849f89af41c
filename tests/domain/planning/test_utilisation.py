"""EJ and EU, their grades, and what they say about moving people (domain.md 2.2 and 2.4)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.planning.arithmetic.effective_time import FIVE_DAYS, LEGACY, MixedProfiles, WkeProfile
from domain.planning.arithmetic.staffing import staff_gap
from domain.planning.arithmetic.utilisation import (
    Grade,
    GradeBounds,
    LoadBounds,
    LoadState,
    PostLoad,
    grade_of,
    position_util,
    unit_util,
)
from domain.planning.arithmetic.workload import unit_need
from tests.domain.planning.worksheets import need_of, task

LOADS = (150_000, 187_500, 45_000, 112_500)  # Pengadministrasi, Penelaah Teknis, Bendahara, Pengelola Layanan
BEFORE = (3, 1, 1, 4)
AFTER = (3, 3, 1, 2)  # two have moved from Pengelola to Penelaah


def post(
    load: Decimal | int | None, staff: int, number: int = 1, profile: WkeProfile = FIVE_DAYS
) -> PostLoad:
    minutes = None if load is None else Decimal(load)
    return PostLoad(post=number, load_minutes=minutes, staff_actual=staff, profile=profile)


def unit(staff: tuple[int, ...]) -> list[PostLoad]:
    return [
        post(load, people, number) for number, (load, people) in enumerate(zip(LOADS, staff, strict=True))
    ]


def to_places(value: Decimal | None, places: int) -> str:
    assert value is not None
    return f"{value:.{places}f}"


def test_abk_10_unit_of_four_posts_needs_8_and_is_used_to_73_percent() -> None:
    """Worked by hand for domain.md 2.4, WKE 75,000."""
    needs = [need_of(task(load)) for load in LOADS]
    each = [position_util(one) for one in unit(BEFORE)]
    whole = unit_util(unit(BEFORE))

    assert [need.raw for need in needs] == [Decimal(raw) for raw in ("2.0", "2.5", "0.6", "1.5")]
    assert [need.people for need in needs] == [2, 3, 1, 2]
    assert [to_places(one.raw, 3) for one in each] == ["0.667", "2.500", "0.600", "0.375"]
    assert [one.grade for one in each] == [Grade.D, Grade.A, Grade.D, Grade.E]
    gaps = [staff_gap(staff_actual=b, staff_need=k) for b, k in zip(BEFORE, (2, 3, 1, 2), strict=True)]
    assert gaps == [+1, -2, 0, +2]
    assert (to_places(whole.raw, 4), whole.grade) == ("0.7333", Grade.C)
    assert (unit_need(needs).raw, unit_need(needs).people) == (Decimal("6.6"), 8)


def test_abk_11_moving_two_within_the_unit_mends_both_posts_and_leaves_the_unit_as_it_is() -> None:
    """Worked by hand for domain.md 2.4: the same loads, two moved from Pengelola to Penelaah."""
    _, penelaah, _, pengelola = (position_util(one) for one in unit(AFTER))

    assert (to_places(pengelola.raw, 2), pengelola.grade) == ("0.75", Grade.C)
    assert (to_places(penelaah.raw, 3), penelaah.grade) == ("0.833", Grade.C)
    assert unit_util(unit(AFTER)) == unit_util(unit(BEFORE))


@pytest.mark.parametrize(
    ("ratio", "grade"),
    [
        ("1.01", Grade.A),
        ("1.00", Grade.B),
        ("0.90", Grade.B),
        ("0.89", Grade.C),
        ("0.70", Grade.C),
        ("0.69", Grade.D),
        ("0.50", Grade.D),
        ("0.49", Grade.E),
        ("0.00", Grade.E),
    ],
)
def test_every_bound_belongs_to_the_better_grade(ratio: str, grade: Grade) -> None:
    assert grade_of(Decimal(ratio)) is grade


def test_what_falls_between_two_grades_is_closed_by_rounding_first() -> None:
    used = position_util(post(67_125, 1))

    assert (used.raw, used.ratio, used.grade) == (Decimal("0.895"), Decimal("0.90"), Grade.B)


@pytest.mark.parametrize(
    ("load", "state"),
    [
        pytest.param(75_375, LoadState.UNDERSTAFFED, id="1.005 is 1.01"),
        pytest.param(75_374, LoadState.BALANCED, id="1.00499 is 1.00"),
        pytest.param(52_125, LoadState.BALANCED, id="0.695 is 0.70"),
        pytest.param(52_124, LoadState.DONOR_CANDIDATE, id="0.69499 is 0.69"),
    ],
)
def test_above_full_a_post_lacks_people_and_below_the_lower_bound_it_may_give(
    load: int, state: LoadState
) -> None:
    assert position_util(post(load, 1)).state is state


def test_the_bounds_are_the_regions_to_set() -> None:
    bounds = LoadBounds(full=Decimal("0.95"), spare=Decimal("0.50"))

    assert position_util(post(72_000, 1), bounds=bounds).state is LoadState.UNDERSTAFFED
    assert position_util(post(45_000, 1), bounds=bounds).state is LoadState.BALANCED


def test_the_grades_are_the_regions_to_set() -> None:
    assert position_util(post(72_000, 1), grades=GradeBounds(a_above=Decimal("0.95"))).grade is Grade.A


def test_work_that_nobody_holds_is_a_shortage_without_a_ratio() -> None:
    used = position_util(post(75_000, 0))

    assert (used.raw, used.ratio, used.grade, used.state) == (None, None, None, LoadState.UNDERSTAFFED)


def test_an_unknown_load_is_no_idle_post() -> None:
    used = position_util(post(None, 4, number=9))

    assert (used.load_minutes, used.raw, used.staff_actual) == (None, None, 4)
    assert (used.state, used.left_out) == (LoadState.UNKNOWN, (9,))


def test_a_unit_leaves_out_posts_of_unknown_load_together_with_their_people() -> None:
    used = unit_util([post(75_000, 1, 1), post(None, 5, 2)])

    assert (used.raw, used.staff_actual) == (Decimal(1), 1)
    assert used.left_out == (2,)


def test_a_unit_without_posts_says_nothing() -> None:
    assert unit_util([]).state is LoadState.UNKNOWN


def test_loads_of_two_years_are_never_added_up() -> None:
    with pytest.raises(MixedProfiles):
        unit_util([post(1, 1), post(1, 1, profile=LEGACY)])


loads = st.integers(0, 10_000_000)
crews = st.lists(st.tuples(loads, st.integers(1, 200)), min_size=1, max_size=20)


@given(crews)
def test_the_unit_is_the_mean_of_its_posts_weighted_by_people(crew: list[tuple[int, int]]) -> None:
    posts = [post(load, staff) for load, staff in crew]
    weighted = sum(
        ((position_util(one).raw or Decimal(0)) * one.staff_actual for one in posts), Decimal(0)
    ) / sum(one.staff_actual for one in posts)

    raw = unit_util(posts).raw
    assert raw is not None
    assert abs(raw - weighted) < Decimal("1e-18")


@given(crews, st.data())
def test_moving_people_within_a_unit_never_changes_how_far_it_is_used(
    crew: list[tuple[int, int]], data: st.DataObject
) -> None:
    before = [post(load, staff) for load, staff in crew]
    origin, target = (data.draw(st.integers(0, len(crew) - 1)) for _ in range(2))
    moved = data.draw(st.integers(0, crew[origin][1]))
    staff = [people for _, people in crew]
    staff[origin] -= moved
    staff[target] += moved

    after = [post(load, people) for (load, _), people in zip(crew, staff, strict=True)]

    assert unit_util(after) == unit_util(before)
