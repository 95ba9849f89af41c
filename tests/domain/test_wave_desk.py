"""A wave's calendar."""

from datetime import date, datetime

import pytest

from domain.actors import OPERATOR, Actor
from domain.refusals import NotFound, NotPermitted
from domain.wave_desk import DaysOutOfOrder, WaveDesk
from domain.waves import WaveCalendar
from storage.store import SqlStore
from tests.people import ANDI, RINA, kemuning

_DAYS = WaveCalendar(
    data_check_until=date(2026, 12, 4),
    aspirations_until=date(2026, 12, 11),
    board_on=date(2026, 12, 18),
    decision_on=date(2027, 1, 11),
    effective_on=date(2027, 2, 1),
)


def test_a_planner_sets_the_days_a_wave_goes_by(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now)

    WaveDesk(store).set_calendar(region.wave, _DAYS, by=Actor(region.id_of(RINA)), now=now)

    with store.read() as work:
        assert work.waves.get(region.wave).calendar == _DAYS
        assert work.audit.newest(1)[0].action == "wave.calendar_set"


def test_days_not_known_yet_may_be_left_out(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now)
    known = WaveCalendar(data_check_until=date(2026, 12, 4), effective_on=date(2027, 2, 1))

    kept = WaveDesk(store).set_calendar(region.wave, known, by=OPERATOR, now=now)

    assert kept.calendar == known


def test_days_that_do_not_follow_one_another_are_refused(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now)
    turned = WaveCalendar(data_check_until=date(2026, 12, 4), board_on=date(2026, 12, 3))

    with pytest.raises(DaysOutOfOrder):
        WaveDesk(store).set_calendar(region.wave, turned, by=OPERATOR, now=now)


def test_an_employee_sets_no_calendar(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now)

    with pytest.raises(NotPermitted):
        WaveDesk(store).set_calendar(region.wave, _DAYS, by=Actor(region.id_of(ANDI)), now=now)


def test_a_wave_that_is_not_there_is_said_to_be_missing(store: SqlStore, now: datetime) -> None:
    with pytest.raises(NotFound):
        WaveDesk(store).set_calendar(77, _DAYS, by=OPERATOR, now=now)
