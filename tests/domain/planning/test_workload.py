"""The need of a post and of a unit, and what is said of worksheets that cannot be right."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.planning.arithmetic.effective_time import FIVE_DAYS, LEGACY, SIX_DAYS, MixedProfiles
from domain.planning.arithmetic.rounding import whole_people
from domain.planning.arithmetic.workload import (
    EquipmentWork,
    NeedFlag,
    ObjectWork,
    ProductWork,
    StaffNeed,
    Task,
    TaskWork,
    Work,
    WorkloadFault,
    unit_need,
)
from tests.domain.planning.worksheets import need_of, task

minutes = st.decimals("0.5", 600, places=1)
volumes = st.decimals(1, 20_000, places=2)
tasks = st.builds(Task, volume=volumes, minutes=minutes)


def faults(need: StaffNeed) -> list[tuple[WorkloadFault, int | None]]:
    return [(finding.fault, finding.task) for finding in need.findings]


@pytest.mark.parametrize(
    ("load", "people", "flags"),
    [
        pytest.param("37499.99", 0, {NeedFlag.MERGE_TASKS}, id="just below a half"),
        pytest.param("0.01", 0, {NeedFlag.MERGE_TASKS}, id="hardly anything"),
        pytest.param("37500", 1, {NeedFlag.ADD_TASKS}, id="a half"),
        pytest.param("75000", 1, set(), id="one"),
        pytest.param("187500", 3, set(), id="two and a half"),
    ],
)
def test_less_than_half_a_person_is_no_post_but_tasks_to_merge(
    load: str, people: int, flags: set[NeedFlag]
) -> None:
    need = need_of(task(load))

    assert need.people == people
    assert need.flags == flags


@pytest.mark.parametrize("work", [(), (task(10, 10),), (task(400_000),)])
def test_a_structural_post_is_one_whatever_its_load(work: tuple[Task, ...]) -> None:
    need = need_of(*work, kind="struktural")

    assert need.people == 1
    assert need.flags == {NeedFlag.STRUCTURAL_POST}


def test_a_post_without_tasks_has_an_unknown_need() -> None:
    need = need_of()

    assert (need.load_minutes, need.raw, need.people) == (None, None, None)
    assert faults(need) == [(WorkloadFault.NO_TASKS, None)]


@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [
        pytest.param(task(0, 10), WorkloadFault.ZERO_TIME, id="zero norm time"),
        pytest.param(task(10, 0), WorkloadFault.ZERO_VOLUME, id="zero volume"),
        pytest.param(task(10, -3), WorkloadFault.NEGATIVE, id="negative volume"),
        pytest.param(task("-0.5", 3), WorkloadFault.NEGATIVE, id="negative time"),
        pytest.param(task("NaN", 3), WorkloadFault.OUT_OF_RANGE, id="not a number"),
        pytest.param(task("sNaN", 3), WorkloadFault.OUT_OF_RANGE, id="not even a quiet one"),
        pytest.param(task("-Infinity", 3), WorkloadFault.OUT_OF_RANGE, id="infinite"),
        pytest.param(task(10, "1e999999"), WorkloadFault.OUT_OF_RANGE, id="larger than the world"),
        pytest.param(task(10, "1e-999999"), WorkloadFault.OUT_OF_RANGE, id="smaller than anything"),
    ],
)
def test_a_row_that_cannot_be_right_is_left_out_and_named(spoilt: Task, fault: WorkloadFault) -> None:
    need = need_of(task(75, 2_000), spoilt)

    assert (need.people, faults(need), need.is_complete) == (2, [(fault, 2)], False)


def test_where_no_row_is_left_the_need_is_unknown_not_zero() -> None:
    need = need_of(task(0, 10), task(10, -1))

    assert need.people is None
    assert faults(need) == [(WorkloadFault.ZERO_TIME, 1), (WorkloadFault.NEGATIVE, 2)]


@pytest.mark.parametrize(
    ("work", "fault"),
    [
        pytest.param(ProductWork(target=Decimal(500), standard_rate=Decimal(0)), WorkloadFault.ZERO_RATE),
        pytest.param(ProductWork(target=Decimal(0), standard_rate=Decimal(9)), WorkloadFault.ZERO_VOLUME),
        pytest.param(ObjectWork(objects=Decimal(-1), standard_rate=Decimal(9)), WorkloadFault.NEGATIVE),
        pytest.param(EquipmentWork(machines=4, per_machines=0), WorkloadFault.ZERO_RATE),
        pytest.param(EquipmentWork(machines=4, shifts=0), WorkloadFault.ZERO_VOLUME),
    ],
)
def test_a_rate_that_cannot_be_right_leaves_the_need_unknown(work: Work, fault: WorkloadFault) -> None:
    need = need_of(work=work)

    assert (need.raw, need.people, faults(need)) == (None, None, [(fault, None)])


def test_machines_in_three_shifts_need_their_people_three_times() -> None:
    assert need_of(work=EquipmentWork(machines=6, people=2, per_machines=3, shifts=3)).raw == 12


def test_a_need_by_rate_has_a_load_in_minutes_too() -> None:
    assert need_of(work=ProductWork(target=Decimal(1), standard_rate=Decimal(3))).load_minutes == 25_000


def test_a_task_whose_stated_need_its_figures_do_not_give_is_remarked() -> None:
    """As a sheet does that divides single work by the minutes of an hour."""
    need = need_of(Task(volume=Decimal(1), minutes=Decimal(45), stated_need=Decimal("0.75")))

    (finding,) = need.findings
    assert (finding.fault, finding.task) == (WorkloadFault.CONTRADICTS_TASK, 1)
    assert (finding.stated, finding.computed) == (Decimal("0.75"), Decimal("0.0006"))
    assert need.is_complete


def test_a_stated_need_with_fewer_decimals_is_no_contradiction() -> None:
    assert (
        need_of(Task(volume=Decimal(5938), minutes=Decimal(15), stated_need=Decimal("1.19"))).findings == ()
    )


@pytest.mark.parametrize(("stated", "remarks"), [("1.02", 0), ("0.98", 0), ("1.0201", 1), ("NaN", 1)])
def test_two_hundredths_are_rounding_and_more_is_a_contradiction(stated: str, remarks: int) -> None:
    row = Task(volume=Decimal(1000), minutes=Decimal(75), stated_need=Decimal(stated))

    assert len(need_of(row).findings) == remarks


def test_a_map_that_states_another_need_is_remarked_with_both_figures() -> None:
    (finding,) = need_of(task(150_000), stated_need=3).findings

    assert finding.fault is WorkloadFault.CONTRADICTS_MAP
    assert (finding.stated, finding.computed) == (Decimal(3), Decimal(2))


def test_a_map_that_states_the_same_need_is_not_remarked() -> None:
    assert need_of(task(150_000), stated_need=2).findings == ()


def test_two_years_are_never_added_up() -> None:
    with pytest.raises(MixedProfiles, match="72000 / 75000"):
        unit_need([need_of(task(10)), need_of(task(10), profile=LEGACY)])


def test_posts_of_five_and_of_six_days_share_a_year_and_are_added_up() -> None:
    need = unit_need([need_of(task(75_000)), need_of(task(75_000), profile=SIX_DAYS)])

    assert need.people == 2


def test_a_unit_names_the_posts_whose_load_is_unknown() -> None:
    need = unit_need([need_of(task(150_000), post=1), need_of(post=2), need_of(kind="struktural", post=3)])

    assert (need.raw, need.people) == (Decimal(2), 3)
    assert need.unknown == (2, 3)


def test_a_unit_of_which_nothing_is_known_has_no_need_of_zero() -> None:
    need = unit_need([need_of(post=7)])

    assert (need.raw, need.people, need.unknown) == (None, None, (7,))


@given(st.lists(tasks, min_size=1, max_size=12))
def test_a_post_is_rounded_once_on_the_unrounded_sum(rows: list[Task]) -> None:
    exact = sum((Fraction(row.volume) * Fraction(row.minutes) for row in rows), Fraction(0)) / 75_000

    need = need_of(*rows)

    assert need.people == int(exact + Fraction(1, 2))
    assert need.load_minutes == exact * 75_000


def test_rounding_task_by_task_would_give_another_need() -> None:
    """Four tasks of 0.4 are 1.6, so two people; rounded one by one they would be none."""
    rows = [task(30_000)] * 4

    assert need_of(*rows).people == 2
    assert sum(need_of(row).people or 0 for row in rows) == 0


@given(st.lists(tasks, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_tasks_does_not_matter(rows: list[Task], random: Random) -> None:
    shuffled = random.sample(rows, len(rows))

    assert need_of(*shuffled) == need_of(*rows)


any_decimal = st.decimals(allow_nan=True, allow_infinity=True)
any_work = st.one_of(
    st.lists(
        st.builds(Task, volume=any_decimal, minutes=any_decimal, stated_need=st.none() | any_decimal),
        max_size=4,
    ).map(TaskWork),
    st.builds(ProductWork, target=any_decimal, standard_rate=any_decimal),
    st.builds(ObjectWork, objects=any_decimal, standard_rate=any_decimal),
    st.builds(
        EquipmentWork,
        machines=st.integers(),
        people=st.integers(),
        per_machines=st.integers(),
        shifts=st.integers(),
    ),
)


@given(any_work)
def test_no_worksheet_whatever_raises_and_none_is_a_silent_zero(work: Work) -> None:
    need = need_of(work=work)

    assert need.people is None or need.people >= 0
    if need.people in {None, 0}:
        assert need.findings or NeedFlag.MERGE_TASKS in need.flags
    if need.raw is not None and need.people is not None:
        assert need.people == whole_people(need.raw)
        assert need.raw > 0


def test_the_profile_stays_with_the_need() -> None:
    assert need_of(task(1)).profile is FIVE_DAYS
