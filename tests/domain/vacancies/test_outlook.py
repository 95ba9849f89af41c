"""The years ahead and the limit of rotation, by rules alone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.plans.records import Serving
from domain.vacancies.outlook import lacking_at_end, totals, units_ahead
from domain.vacancies.tenure import due_on, since_by

AS_OF = date(2026, 11, 24)
NAMES = {1: "Kecamatan Kemuning", 2: "UPTD Puskesmas Selensen", 3: "Inspektorat"}
BIRTHS = st.none() | st.dates(date(1955, 1, 1), date(2004, 12, 31))
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([1, 2]),
        st.sampled_from(["pns", "pppk"]),
        st.sampled_from(["fungsional", "pelaksana", "struktural", None]),
        BIRTHS,
    ),
    max_size=30,
)
NEEDS = st.dictionaries(st.sampled_from([1, 2, 3]), st.none() | st.integers(0, 12), max_size=3)


def serving(people: list[tuple[int, str, str | None, date | None]]) -> list[Serving]:
    return [
        Serving(
            person_id=number,
            unit_id=unit,
            kind=kind,  # type: ignore[arg-type] # of the literals above
            position_kind=family,  # type: ignore[arg-type] # as above
            position="Perawat Terampil",
            echelon="",
            birth_on=birth,
        )
        for number, (unit, kind, family, birth) in enumerate(people, start=1)
    ]


@given(people=PEOPLE, needs=NEEDS)
def test_everybody_is_counted_once_and_the_sums_are_those_of_the_units(
    people: list[tuple[int, str, str | None, date | None]], needs: dict[int, int | None]
) -> None:
    units = units_ahead(serving(people), needs, NAMES, as_of=AS_OF)

    assert {one.unit_id for one in units} == {unit for unit, *_ in people} | needs.keys()
    assert [one.unit for one in units] == sorted(one.unit for one in units)
    assert sum(one.projection.staff_actual for one in units) == len(people)
    for one in units:
        ahead = one.projection
        assert len(one.leaving) == sum(year.retirements + year.contract_ends for year in ahead.years)
        assert [left.day for left in one.leaving] == sorted(left.day for left in one.leaving)
        assert one.contracts_unknown == sum(
            kind == "pppk" for unit, kind, *_ in people if unit == one.unit_id
        )
        if ahead.staff_need is None:
            assert lacking_at_end(one) == 0
        else:
            staying = ahead.staff_actual - len(one.leaving)
            assert lacking_at_end(one) == max(0, ahead.staff_need - staying)
    for number, year in enumerate(totals(units)):
        assert year.year == AS_OF.year + 1 + number
        assert year.retirements == sum(one.projection.years[number].retirements for one in units)
        assert year.lacking == sum(max(0, -(one.projection.years[number].net or 0)) for one in units)


@given(since=st.dates(date(1970, 1, 1), date(2030, 12, 31)), months=st.integers(0, 120))
def test_a_tenure_is_due_when_so_many_whole_months_are_full(since: date, months: int) -> None:
    due = due_on(since, months)

    assert (due.year - since.year) * 12 + due.month - since.month == months
    assert due.day <= since.day
    assert due_on(since + timedelta(days=1), months) >= due


@given(due=st.dates(date(1980, 1, 1), date(2040, 12, 31)), months=st.integers(0, 120))
def test_the_latest_beginning_that_is_due_by_a_day_is_the_latest(due: date, months: int) -> None:
    since = since_by(due, months)

    assert due_on(since, months) <= due
    assert due_on(since + timedelta(days=1), months) > due


def test_where_no_unit_is_there_is_no_year() -> None:
    assert totals(()) == ()
    assert units_ahead([], {}, {}, as_of=AS_OF) == ()
