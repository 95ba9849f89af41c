"""When people may be written to."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.decrees import shipped_decrees
from domain.calendar.off_days import CalendarYear
from domain.calendar.send_windows import (
    DEFAULT_WINDOWS,
    NeverPermitted,
    OwnHours,
    SendWindow,
    next_permitted,
)
from domain.calendar.weekdays import EVERY_DAY, Weekday
from domain.calendar.working_days import WorkingDays
from domain.calendar.zones import Zone

DAYS = WorkingDays([*shipped_decrees(), CalendarYear(year=2027, off_days=(), is_official=False)])
NIGHTS = OwnHours(opens=time(21), closes=time(5))
MORNINGS = OwnHours(opens=time(5), closes=time(7))


def local(text: str, zone: Zone = Zone.WIB) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone.info)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        pytest.param("2026-11-24 09:00", "2026-11-24 09:00", id="in the window: at once"),
        pytest.param("2026-11-24 06:00", "2026-11-24 08:00", id="early: when it opens"),
        pytest.param("2026-11-24 08:00", "2026-11-24 08:00", id="as it opens: at once"),
        pytest.param("2026-11-24 15:29", "2026-11-24 15:29", id="the last minute: at once"),
        pytest.param("2026-11-24 15:30", "2026-11-25 08:00", id="as it closes: tomorrow"),
        pytest.param("2026-11-27 11:00", "2026-11-27 13:30", id="at the Friday prayer: after it"),
        pytest.param("2026-11-27 15:00", "2026-11-30 08:00", id="Friday afternoon: Monday"),
        pytest.param("2026-11-28 10:00", "2026-11-30 08:00", id="Saturday: Monday"),
        pytest.param("2026-08-17 10:00", "2026-08-18 08:00", id="Independence Day: the day after"),
        pytest.param("2026-12-24 10:00", "2026-12-28 08:00", id="joint leave before Christmas: after both"),
        pytest.param("2026-03-17 16:00", "2026-03-25 08:00", id="before the long leave: after it"),
        pytest.param("2026-12-31 16:00", "2027-01-01 08:00", id="into a year known by estimate alone"),
    ],
)
def test_a_message_waits_for_the_office(asked: str, given: str) -> None:
    assert next_permitted(local(asked), Zone.WIB.info, DAYS, DEFAULT_WINDOWS) == local(given)


def test_the_answer_is_in_utc() -> None:
    answer = next_permitted(local("2026-11-24 06:00"), Zone.WIB.info, DAYS, DEFAULT_WINDOWS)

    assert answer.isoformat() == "2026-11-24T01:00:00+00:00"


@pytest.mark.parametrize(("zone", "hour"), [(Zone.WIB, 1), (Zone.WITA, 0), (Zone.WIT, 23)])
def test_eight_o_clock_is_the_regions_own(zone: Zone, hour: int) -> None:
    midnight = local("2026-11-25 00:00", zone)

    assert next_permitted(midnight, zone.info, DAYS, DEFAULT_WINDOWS).hour == hour


@pytest.mark.parametrize(
    ("own", "asked", "given"),
    [
        pytest.param(MORNINGS, "2026-11-24 09:00", "2026-11-25 05:00", id="not in office hours"),
        pytest.param(MORNINGS, "2026-11-29 05:30", "2026-11-29 05:30", id="on a Sunday too"),
        pytest.param(MORNINGS, "2026-12-25 04:00", "2026-12-25 05:00", id="on a holiday too"),
        pytest.param(NIGHTS, "2026-11-24 23:00", "2026-11-24 23:00", id="before midnight"),
        pytest.param(NIGHTS, "2026-11-25 04:59", "2026-11-25 04:59", id="after midnight"),
        pytest.param(NIGHTS, "2026-11-25 05:00", "2026-11-25 21:00", id="the night is over"),
    ],
)
def test_a_shift_workers_own_hours_stand_in_place_of_the_offices(
    own: OwnHours, asked: str, given: str
) -> None:
    answer = next_permitted(local(asked), Zone.WIB.info, DAYS, DEFAULT_WINDOWS, own=own)

    assert answer == local(given)


def test_a_region_without_windows_is_told_so() -> None:
    with pytest.raises(NeverPermitted):
        next_permitted(local("2026-11-24 09:00"), Zone.WIB.info, DAYS, [])


def test_a_window_that_closes_before_it_opens_is_a_fault() -> None:
    with pytest.raises(ValueError, match="closes after it opens"):
        SendWindow(weekday=Weekday.MON, opens=time(15), closes=time(8))


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 -- Hypothesis asks for naive bounds
    st.sampled_from(Zone),
)
def test_whatever_the_moment_the_answer_is_later_permitted_and_soon(asked: datetime, zone: Zone) -> None:
    answer = next_permitted(asked, zone.info, DAYS, DEFAULT_WINDOWS)
    shown = answer.astimezone(zone.info)
    open_now = [
        window
        for window in DEFAULT_WINDOWS
        if window.weekday is Weekday.of(shown.date()) and window.opens <= shown.time() < window.closes
    ]

    assert open_now
    assert DAYS.is_working_day(shown.date())
    assert timedelta() <= answer - asked < timedelta(days=9)


def test_the_week_begins_on_monday() -> None:
    assert [Weekday.of(datetime(2026, 11, 23 + n, tzinfo=UTC).date()) for n in range(7)] == list(EVERY_DAY)
