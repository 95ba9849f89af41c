"""The next time by a calendar rule."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock_rules import next_fire
from domain.calendar.weekdays import WORKING_WEEK, Weekday
from domain.calendar.zones import Zone
from domain.schedules.rules import CalendarRule, Monthly, Weekly

NEW_YORK = ZoneInfo("America/New_York")
ZONES = sorted(available_timezones())


def fires(rule: CalendarRule, zone: ZoneInfo, after: datetime, times: int) -> list[datetime]:
    found = [after]
    for _ in range(times):
        found.append(next_fire(rule, zone, found[-1]))
    return [at.astimezone(zone) for at in found[1:]]


def test_the_working_week_is_monday_to_friday() -> None:
    """Days by number would be Tuesday to Saturday here: APScheduler counts from Monday, cron from Sunday."""
    rule = Weekly(at=time(7, 30), on=WORKING_WEEK)
    fired = fires(rule, Zone.WIB.info, datetime(2026, 11, 21, tzinfo=UTC), 10)

    assert [Weekday.of(at.date()) for at in fired] == [*WORKING_WEEK, *WORKING_WEEK]


@pytest.mark.parametrize("day", Weekday)
def test_every_day_of_the_week_can_be_named_alone(day: Weekday) -> None:
    fired = fires(Weekly(at=time(8), on=(day,)), Zone.WIT.info, datetime(2026, 11, 21, tzinfo=UTC), 2)

    assert [Weekday.of(at.date()) for at in fired] == [day, day]


def test_the_last_day_skips_no_month() -> None:
    rule = Monthly(at=time(9), day="last")
    fired = fires(rule, Zone.WITA.info, datetime(2028, 1, 1, tzinfo=UTC), 12)

    assert [at.day for at in fired] == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


@pytest.mark.parametrize(("zone", "hour"), [(Zone.WIB, 1), (Zone.WITA, 0), (Zone.WIT, 23)])
def test_eight_o_clock_is_the_regions_own(zone: Zone, hour: int) -> None:
    assert next_fire(Weekly(at=time(8)), zone.info, datetime(2026, 11, 24, 12, tzinfo=UTC)).hour == hour


def test_the_next_time_is_never_the_time_itself() -> None:
    at = datetime(2026, 11, 24, 1, tzinfo=UTC)

    assert next_fire(Weekly(at=time(8)), Zone.WIB.info, at) == at + timedelta(days=1)


def test_an_hour_that_summer_time_skips_comes_when_the_skip_is_over() -> None:
    fired = fires(Weekly(at=time(2, 30)), NEW_YORK, datetime(2026, 3, 7, 12, tzinfo=UTC), 2)

    assert [at.isoformat() for at in fired] == ["2026-03-08T03:30:00-04:00", "2026-03-09T02:30:00-04:00"]


def test_an_hour_that_winter_time_repeats_comes_once() -> None:
    fired = fires(Weekly(at=time(1, 30)), NEW_YORK, datetime(2026, 10, 31, 12, tzinfo=UTC), 2)

    assert [at.isoformat() for at in fired] == ["2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00"]


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- Hypothesis asks for naive bounds
    st.times(),
)
def test_in_every_zone_each_local_day_has_its_time_once(zone: str, after: datetime, at: time) -> None:
    rule = Weekly(at=at.replace(microsecond=0))
    fired = fires(rule, ZoneInfo(zone), after, 5)
    apart = [(later.date() - sooner.date()).days for sooner, later in pairwise(fired)]

    assert fired[0] > after
    assert apart == [1, 1, 1, 1]
