"""Staffing over five years (domain.md 2.2 and 2.4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.planning.arithmetic.projection import Cause, Member, departure_of, net_staff, project

BEZETTING = date(2025, 12, 31)


def pns(birth_on: date | None, *, person: int = 1, age: int | None = 58) -> Member:
    return Member(person=person, kind="pns", birth_on=birth_on, retirement_age=age)


def pppk(
    contract_ends_on: date | None, *, birth_on: date | None = date(1990, 5, 2), person: int = 1
) -> Member:
    return Member(
        person=person, kind="pppk", birth_on=birth_on, retirement_age=58, contract_ends_on=contract_ends_on
    )


@pytest.mark.parametrize(
    ("actual", "need", "retirements", "contract_ends", "net"),
    [
        pytest.param(10, 8, 1, 2, -1, id="a surplus eaten up"),
        pytest.param(5, 8, 1, 0, -4, id="a shortage deepened"),
    ],
)
def test_abk_12_leaving_lowers_a_surplus_and_deepens_a_shortage(
    *, actual: int, need: int, retirements: int, contract_ends: int, net: int
) -> None:
    """Worked by hand for domain.md 2.4."""
    assert net == net_staff(
        staff_actual=actual, staff_need=need, retirements=retirements, contract_ends=contract_ends
    )


def test_abk_12_from_dates_of_birth_and_of_contracts() -> None:
    """Ten people for eight places, of whom one retires and two contracts end within five years."""
    people = [
        pns(date(1970, 3, 9)),
        pppk(date(2027, 6, 30)),
        pppk(date(2029, 12, 31)),
        *[pns(date(1990, 1, 1))] * 7,
    ]

    projected = project(people, staff_need=8, as_of=BEZETTING)

    assert [year.year for year in projected.years] == [2026, 2027, 2028, 2029, 2030]
    assert [year.retirements for year in projected.years] == [0, 0, 1, 0, 0]
    assert [year.contract_ends for year in projected.years] == [0, 1, 0, 0, 1]
    assert [year.net for year in projected.years] == [+2, +1, 0, 0, -1]


def test_a_contract_to_the_end_of_a_year_is_missed_from_the_next() -> None:
    assert departure_of(pppk(date(2026, 12, 31))) == (date(2027, 1, 1), Cause.CONTRACT_END)


def test_a_contract_does_not_outlast_the_retirement_age() -> None:
    assert departure_of(pppk(date(2030, 1, 31), birth_on=date(1969, 5, 2))) == (
        date(2027, 6, 1),
        Cause.RETIREMENT,
    )


def test_who_leaves_on_an_unknown_day_is_named_and_not_counted() -> None:
    people = [
        pns(None, person=1),
        pns(date(1990, 1, 1), person=2, age=None),
        pppk(None, person=3),
        pns(date(1990, 1, 1), person=4),
    ]

    projected = project(people, staff_need=4, as_of=BEZETTING)

    assert projected.unknown == (1, 2, 3)
    assert [year.net for year in projected.years] == [0] * 5


def test_who_should_have_left_already_is_named_and_leaves_in_the_first_year() -> None:
    projected = project([pns(date(1966, 8, 17), person=7)], staff_need=1, as_of=BEZETTING)

    assert projected.overdue == (7,)
    assert projected.years[0].retirements == 1


def test_who_is_counted_on_the_first_day_of_retirement_is_overdue() -> None:
    assert project([pns(date(1967, 11, 3))], staff_need=1, as_of=date(2025, 12, 1)).overdue == (1,)
    assert project([pns(date(1967, 11, 3))], staff_need=1, as_of=date(2025, 11, 30)).overdue == ()


def test_without_a_need_people_still_leave_but_there_is_no_net_of_zero() -> None:
    projected = project([pns(date(1968, 8, 17))], staff_need=None, as_of=BEZETTING)

    assert [(year.retirements, year.net) for year in projected.years] == [(1, None)] + [(0, None)] * 4


days = st.dates(date(1960, 1, 1), date(2035, 12, 31))
members = st.one_of(
    st.builds(pns, st.none() | days),
    st.builds(pppk, st.none() | days, birth_on=st.none() | days),
)


@given(st.lists(members, max_size=12), st.integers(0, 20))
def test_the_last_year_counts_everybody_who_left_and_no_year_is_better_than_the_one_before(
    people: list[Member], need: int
) -> None:
    projected = project(people, staff_need=need, as_of=BEZETTING)

    nets = [year.net for year in projected.years if year.net is not None]
    left = sum(year.retirements + year.contract_ends for year in projected.years)
    assert nets == sorted(nets, reverse=True)
    assert nets[-1] == len(people) - need - left
