"""Until when a wish counts for the running wave."""

from datetime import UTC, date, datetime

from domain.preferences.window import Window, window_on
from domain.waves import Wave, WaveCalendar

_TODAY = date(2026, 11, 24)
_MADE = datetime(2026, 9, 1, tzinfo=UTC)


def _wave(**days: date) -> Wave:
    return Wave(id=1, name="Gelombang I", created_at=_MADE, calendar=WaveCalendar(**days))


def test_without_a_wave_that_sets_a_day_wishes_change_at_any_time() -> None:
    assert window_on([], _TODAY) == window_on([_wave()], _TODAY) == Window()


def test_the_last_day_is_still_open() -> None:
    assert window_on([_wave(aspirations_until=_TODAY)], _TODAY) == Window(open_until=_TODAY)


def test_after_it_the_window_is_closed_until_the_wave_is_decided() -> None:
    closed = _wave(aspirations_until=date(2026, 11, 23), decision_on=_TODAY)

    assert window_on([closed], _TODAY) == Window(closed_on=date(2026, 11, 23))
    assert window_on([closed], date(2026, 11, 25)) == Window()


def test_a_wave_that_still_listens_goes_before_one_that_does_not() -> None:
    closed = _wave(aspirations_until=date(2026, 11, 1))
    listening = _wave(aspirations_until=date(2026, 12, 4))

    assert window_on([closed, listening], _TODAY) == Window(open_until=date(2026, 12, 4))


def test_without_any_later_day_it_stays_closed() -> None:
    closed = _wave(aspirations_until=date(2026, 1, 2))

    assert window_on([closed], _TODAY) == Window(closed_on=date(2026, 1, 2))
