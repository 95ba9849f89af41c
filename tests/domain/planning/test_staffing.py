"""Bezetting against need, by post and by unit (domain.md 2.5)."""

from datetime import date

import pytest

from domain.people import EmployeeKind
from domain.planning.arithmetic.staffing import Holding, Staffing, staff_gap, staffing_by_post, unit_staffing

BEZETTING = date(2025, 12, 31)


def held(
    post: int,
    *,
    kind: EmployeeKind = "pns",
    person: int = 1,
    since: date | None = None,
    until: date | None = None,
) -> Holding:
    return Holding(person=person, post=post, kind=kind, since=since, until=until)


@pytest.mark.parametrize(("actual", "need", "gap"), [(3, 2, +1), (1, 3, -2), (1, 1, 0)])
def test_more_people_than_needed_is_positive(actual: int, need: int, gap: int) -> None:
    assert staff_gap(staff_actual=actual, staff_need=need) == gap


def test_staff_is_counted_by_post_and_split_by_kind() -> None:
    holdings = [held(1), held(1, kind="pppk"), held(1, kind="pppk"), held(2)]

    counted = staffing_by_post(holdings, {1: 2, 2: 4}, as_of=BEZETTING)

    assert counted == {1: Staffing(pns=1, pppk=2, staff_need=2), 2: Staffing(pns=1, pppk=0, staff_need=4)}
    assert (counted[1].staff_actual, counted[1].gap, counted[2].gap) == (3, +1, -3)


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        pytest.param(None, None, 1, id="always there"),
        pytest.param(date(2025, 12, 31), None, 1, id="came that day"),
        pytest.param(date(2026, 1, 1), None, 0, id="came the day after"),
        pytest.param(date(2020, 1, 1), date(2025, 12, 31), 1, id="left at its end"),
        pytest.param(date(2020, 1, 1), date(2025, 12, 30), 0, id="had left"),
    ],
)
def test_only_who_is_there_on_the_day_is_counted(since: date | None, until: date | None, counts: int) -> None:
    counted = staffing_by_post([held(1, since=since, until=until)], {1: 1}, as_of=BEZETTING)

    assert counted[1].staff_actual == counts


def test_a_post_that_nobody_holds_is_short_of_all_its_people() -> None:
    assert staffing_by_post([], {5: 2}, as_of=BEZETTING)[5].gap == -2


def test_a_post_that_the_map_does_not_have_has_no_gap_and_no_need_of_zero() -> None:
    staffing = staffing_by_post([held(8)], {}, as_of=BEZETTING)[8]

    assert (staffing.staff_actual, staffing.staff_need, staffing.gap) == (1, None, None)


def test_a_unit_is_the_sum_of_its_posts() -> None:
    unit = unit_staffing({1: Staffing(pns=2, pppk=1, staff_need=1), 2: Staffing(pns=0, pppk=0, staff_need=4)})

    assert unit.everybody == unit.known == Staffing(pns=2, pppk=1, staff_need=5)
    assert (unit.everybody.gap, unit.unknown) == (-2, ())


def test_a_unit_with_a_post_of_unknown_need_says_which_and_has_no_gap_of_its_own() -> None:
    unit = unit_staffing(
        {1: Staffing(pns=2, pppk=0, staff_need=1), 2: Staffing(pns=3, pppk=0, staff_need=None)}
    )

    assert unit.unknown == (2,)
    assert (unit.everybody.staff_actual, unit.everybody.gap) == (5, None)
    assert (unit.known.staff_actual, unit.known.gap) == (2, +1)


def test_a_unit_of_which_no_need_is_known_has_none() -> None:
    assert unit_staffing({}).everybody.staff_need is None
