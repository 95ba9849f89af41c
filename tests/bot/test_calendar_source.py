"""The off-days of years that no decree has settled yet."""

from datetime import date

from bot.calendar_source import estimated_off_days
from domain.calendar.decrees import shipped_decrees
from domain.calendar.off_days import OffDayKind


def test_an_estimate_knows_the_days_that_never_move() -> None:
    known = {off.day for off in estimated_off_days(2031)}

    assert known >= {
        date(2031, 1, 1),
        date(2031, 5, 1),
        date(2031, 6, 1),
        date(2031, 8, 17),
        date(2031, 12, 25),
    }


def test_an_estimate_stays_within_its_year_and_names_each_day_once() -> None:
    days = [off.day for off in estimated_off_days(2027)]

    assert {day.year for day in days} == {2027}
    assert len(days) == len(set(days))


def test_an_estimate_says_that_it_comes_from_the_library() -> None:
    assert all(off.source.startswith("holidays ") for off in estimated_off_days(2027))


def test_the_library_agrees_with_the_decree_on_the_holidays_of_2026() -> None:
    (decreed,) = shipped_decrees()
    by_library = {off.day for off in estimated_off_days(2026) if off.kind is OffDayKind.NATIONAL_HOLIDAY}

    assert by_library == {off.day for off in decreed.off_days if off.kind is OffDayKind.NATIONAL_HOLIDAY}
