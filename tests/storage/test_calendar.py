"""The calendar as it is kept."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import Engine

from domain.calendar.decrees import read_decree, shipped_decrees
from domain.calendar.desk import CalendarDesk
from domain.calendar.off_days import CalendarYear, OffDay, OffDayKind
from domain.calendar.records import working_days
from domain.calendar.send_windows import DEFAULT_WINDOWS, OwnHours, SendWindow
from domain.calendar.weekdays import Weekday
from storage.store import SqlStore
from tests.domain.schedules.units import Units
from tests.people import SITI, kemuning

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
AMENDED = read_decree(
    'year = 2026\nsource = "SKB 3 Menteri, perubahan"\n'
    '[national_holiday]\n2026-01-01 = "Tahun Baru"\n[joint_leave]\n2026-12-31 = "Cuti bersama"\n'
)


@pytest.fixture
def units(engine: Engine) -> Units:
    return Units(engine)


def guess(year: int) -> list[OffDay]:
    return [
        OffDay(
            day=date(year, 1, 1),
            name="Tahun Baru",
            kind=OffDayKind.NATIONAL_HOLIDAY,
            source="perhitungan",
        )
    ]


def test_a_year_comes_back_as_it_was_decreed(units: Units) -> None:
    CalendarDesk(units).adopt_shipped(now=NOW)
    with units.read() as unit:
        kept = unit.calendar.year(2026)

    assert kept is not None
    assert (kept.is_official, set(kept.off_days)) == (True, set(shipped_decrees()[0].off_days))


def test_a_year_without_a_decree_is_not_kept(units: Units) -> None:
    with units.read() as unit:
        assert unit.calendar.year(2027) is None


def test_an_amended_decree_takes_the_place_of_the_first(units: Units) -> None:
    desk = CalendarDesk(units)
    desk.adopt_shipped(now=NOW)
    desk.adopt(AMENDED, by="rina", now=NOW)
    with units.read() as unit:
        assert unit.calendar.year(2026) == AMENDED


def test_a_release_does_not_undo_hrs_amendment(units: Units) -> None:
    desk = CalendarDesk(units)
    desk.adopt(AMENDED, by="rina", now=NOW)

    assert desk.adopt_shipped(now=NOW) == []


def test_adopting_a_decree_is_on_the_audit_trail(units: Units) -> None:
    CalendarDesk(units).adopt(AMENDED, by="rina", now=NOW)
    with units.read() as unit:
        (entry,) = unit.audit.newest(1)

    assert (entry.action, entry.actor, entry.subject, entry.facts) == (
        "calendar.adopted",
        "rina",
        "year 2026",
        {"off_days": 2, "source": "SKB 3 Menteri, perubahan"},
    )


def test_an_estimate_is_never_kept_as_a_decree(units: Units) -> None:
    estimate = CalendarYear(year=2027, off_days=tuple(guess(2027)), is_official=False)
    with pytest.raises(ValueError, match="no decree"), units.write() as unit:
        unit.calendar.adopt(estimate)


def test_working_days_stand_on_decrees_and_else_on_the_estimate(units: Units) -> None:
    CalendarDesk(units).adopt_shipped(now=NOW)
    with units.read() as unit:
        days = working_days(unit.calendar, guess, first_year=2026, last_year=2027)

    assert not days.is_working_day(date(2026, 12, 24))
    assert days.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert days.is_official(date(2026, 1, 1), date(2026, 12, 31))
    assert not days.is_official(date(2026, 12, 31), date(2027, 1, 4))


def test_the_windows_are_the_defaults_until_the_region_sets_its_own(units: Units) -> None:
    own = [SendWindow(weekday=Weekday.SAT, opens=time(9), closes=time(11, 15))]
    with units.write() as unit:
        before = unit.calendar.windows()
        unit.calendar.set_windows(own)
        after = unit.calendar.windows()

    assert (before, after) == (DEFAULT_WINDOWS, own)


def test_a_shift_workers_hours_are_kept_changed_and_given_up(units: Units, store: SqlStore) -> None:
    siti = kemuning(store, NOW).id_of(SITI)
    mornings, nights = OwnHours(opens=time(5), closes=time(7)), OwnHours(opens=time(21), closes=time(5))
    with units.write() as unit:
        seen = [unit.calendar.own_hours(siti)]
        for hours in (mornings, nights, None):
            unit.calendar.set_own_hours(siti, hours)
            seen.append(unit.calendar.own_hours(siti))

    assert seen == [None, mornings, nights, None]
