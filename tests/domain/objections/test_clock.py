"""The clock of an objection (domain.md 1.8 and 1.9): both readings, the cautious one first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.decrees import shipped_decrees
from domain.calendar.off_days import CalendarYear
from domain.calendar.working_days import WorkingDays
from domain.deadlines import ClockStanding, objection_answer, objection_clock

_CALENDAR = WorkingDays(
    [
        *(year for year in shipped_decrees() if year.year == 2026),
        *(CalendarYear(year=year, off_days=(), is_official=False) for year in (2025, 2027, 2028)),
    ]
)
_DAYS = st.dates(date(2025, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("day", "fourteen", "twenty_one"),
    [
        (date(2026, 3, 2), date(2026, 3, 27), date(2026, 4, 8)),
        (date(2026, 3, 16), date(2026, 4, 13), date(2026, 4, 22)),
        (date(2026, 5, 11), date(2026, 6, 5), date(2026, 6, 17)),
        (date(2026, 8, 10), date(2026, 9, 1), date(2026, 9, 10)),
    ],
)
def test_the_vectors_of_the_year_2026_hold(day: date, fourteen: date, twenty_one: date) -> None:
    clock = objection_clock(day, day, _CALENDAR)

    assert clock.by_decree.last_day == fourteen
    assert clock.by_receipt is not None
    assert clock.by_receipt.last_day == fourteen
    assert objection_answer(day, _CALENDAR).last_day == twenty_one


@given(decree_on=_DAYS, after=st.none() | st.integers(0, 200))
def test_the_safe_day_is_never_later_than_any_other_reading(decree_on: date, after: int | None) -> None:
    received = None if after is None else decree_on + timedelta(days=after)
    clock = objection_clock(decree_on, received, _CALENDAR)

    assert clock.safe.last_day == decree_on + timedelta(days=14)
    assert clock.safe.last_day <= clock.by_decree.last_day <= clock.last_day
    if clock.by_receipt is not None:
        assert clock.safe.last_day <= clock.by_receipt.last_day <= clock.last_day


@given(decree_on=_DAYS, day=st.integers(-5, 120))
def test_every_day_stands_on_one_side_of_each_limit(decree_on: date, day: int) -> None:
    clock = objection_clock(decree_on, None, _CALENDAR)
    today = decree_on + timedelta(days=day)

    match clock.standing(today):
        case ClockStanding.SAFE:
            assert today <= clock.safe.last_day
        case ClockStanding.DOUBTFUL:
            assert clock.safe.last_day < today <= clock.last_day
        case ClockStanding.LATE:
            assert today > clock.last_day


def test_a_limit_that_runs_into_an_estimated_year_says_so() -> None:
    assert objection_clock(date(2026, 8, 10), None, _CALENDAR).is_official
    assert not objection_clock(date(2026, 12, 20), None, _CALENDAR).is_official
    assert not objection_clock(date(2026, 11, 20), date(2026, 12, 28), _CALENDAR).is_official
