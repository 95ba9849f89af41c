"""Limits in working days, against the vectors worked out by hand from the decree for 2026."""

from datetime import date

import pytest

from domain.calendar.decrees import shipped_decrees
from domain.calendar.off_days import CalendarYear, OffDayKind
from domain.calendar.working_days import CalendarMissing, WorkingDays

DECREE = "SKB 3 Menteri 1497/2025, 2/2025, 5/2025"

LIMITS = (5, 6, 14, 15, 21, 30)
VECTORS = {
    "2026-03-02": ("2026-03-09", "2026-03-10", "2026-03-27", "2026-03-30", "2026-04-08", "2026-04-21"),
    "2026-03-16": ("2026-03-30", "2026-03-31", "2026-04-13", "2026-04-14", "2026-04-22", "2026-05-06"),
    "2026-05-11": ("2026-05-20", "2026-05-21", "2026-06-05", "2026-06-08", "2026-06-17", "2026-06-30"),
    "2026-08-10": ("2026-08-18", "2026-08-19", "2026-09-01", "2026-09-02", "2026-09-10", "2026-09-23"),
}
ROWS = [
    pytest.param(
        date.fromisoformat(received), limit, date.fromisoformat(ends), id=f"{DECREE}: {received}+{limit}"
    )
    for received, row in VECTORS.items()
    for limit, ends in zip(LIMITS, row, strict=True)
]


def of_2026(*kinds: OffDayKind) -> WorkingDays:
    (year,) = shipped_decrees()
    off_days = tuple(off for off in year.off_days if off.kind in kinds)
    return WorkingDays([CalendarYear(year=2026, off_days=off_days, is_official=True)])


@pytest.fixture
def days() -> WorkingDays:
    return of_2026(*OffDayKind)


@pytest.mark.parametrize(("received_on", "limit", "ends_on"), ROWS)
def test_a_limit_ends_on_the_day_worked_out_by_hand(
    days: WorkingDays, received_on: date, limit: int, ends_on: date
) -> None:
    assert days.add_working_days(received_on, limit) == ends_on


@pytest.mark.parametrize(("received_on", "limit", "ends_on"), ROWS)
def test_counting_back_gives_the_limit_again(
    days: WorkingDays, received_on: date, limit: int, ends_on: date
) -> None:
    assert days.working_days_between(received_on, ends_on) == limit


@pytest.mark.parametrize(
    ("kinds", "total"),
    [
        pytest.param((), 261, id="weekdays"),
        pytest.param((OffDayKind.NATIONAL_HOLIDAY,), 248, id="without national holidays"),
        pytest.param(tuple(OffDayKind), 240, id="without joint leave either"),
    ],
)
def test_2026_has_so_many_working_days(kinds: tuple[OffDayKind, ...], total: int) -> None:
    assert of_2026(*kinds).working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == total


def test_the_day_of_receipt_does_not_count(days: WorkingDays) -> None:
    assert days.working_days_between(date(2026, 3, 2), date(2026, 3, 2)) == 0


def test_no_day_has_run_before_receipt(days: WorkingDays) -> None:
    assert days.working_days_between(date(2026, 3, 9), date(2026, 3, 2)) == 0


def test_what_is_received_on_a_saturday_counts_from_monday(days: WorkingDays) -> None:
    assert days.add_working_days(date(2026, 2, 28), 1) == date(2026, 3, 2)


def test_a_limit_of_no_days_is_a_fault(days: WorkingDays) -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        days.add_working_days(date(2026, 3, 2), 0)


def test_a_limit_that_runs_into_an_unknown_year_is_not_guessed(days: WorkingDays) -> None:
    with pytest.raises(CalendarMissing, match="2027"):
        days.add_working_days(date(2026, 12, 30), 5)


def test_a_limit_within_the_decree_is_official(days: WorkingDays) -> None:
    assert days.is_official(date(2026, 12, 1), date(2026, 12, 31))


def test_a_limit_that_runs_into_an_estimated_year_is_an_estimate() -> None:
    (year,) = shipped_decrees()
    days = WorkingDays([year, CalendarYear(year=2027, off_days=(), is_official=False)])

    assert not days.is_official(date(2026, 12, 30), date(2027, 1, 6))
