"""Within a day of being handled an update is unreadable; what is still open stays readable."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from bot.house import House
from bot.key_round import carry_over, destroy_old
from domain.inbox import Accepted
from storage.hour_keys import KeyGone, hour_of
from tests.bot.doors import house

__all__ = ["house"]

RECEIVED = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = 24 * HOUR
HALF_HOUR = HOUR / 2
_numbers = itertools.count(1)


def receives(house: House, at: datetime = RECEIVED) -> None:
    with house.store.aside() as work:
        work.inbox.keep([Accepted(next(_numbers), '{"update_id": 1}', 501)], now=at)
        work.commit()


def handles(house: House, at: datetime) -> list[str]:
    """Take up what may be taken up, and be done with it; what was said."""
    with house.store.aside() as work:
        taken = work.inbox.take(50, owner="w", lease=HOUR, now=at)
        work.inbox.finish(taken, owner="w", now=at)
        work.commit()
    return [one.body for one in taken]


def round_at(house: House, at: datetime) -> list[str]:
    carry_over(house.store, now=at)
    return destroy_old(house.store, house.hour_keys, now=at)


def test_a_key_is_destroyed_within_a_day_of_the_first_that_it_sealed(house: House) -> None:
    receives(house)
    sealed = house.hour_keys.seal(hour_of(RECEIVED), "what was said", place="here")
    handles(house, RECEIVED)
    last = RECEIVED
    while not round_at(house, last):
        last += HALF_HOUR

    assert last - RECEIVED <= DAY
    with pytest.raises(KeyGone):
        house.hour_keys.open(hour_of(RECEIVED), sealed, place="here")


def test_what_is_open_for_days_is_read_all_the_same(house: House) -> None:
    receives(house)
    for rounds in range(5 * 48):
        round_at(house, RECEIVED + rounds * HALF_HOUR)

    assert handles(house, RECEIVED + 5 * DAY) == ['{"update_id": 1}']


def test_what_was_open_long_is_unreadable_a_day_after_it_was_handled_too(house: House) -> None:
    receives(house)
    at = RECEIVED
    while at < RECEIVED + 2 * DAY:
        round_at(house, at)
        at += HALF_HOUR
    handles(house, at)
    rounds = [round_at(house, at + number * HALF_HOUR) for number in range(48)]

    assert sum(map(len, rounds)) == 1


def test_no_key_of_an_open_update_is_destroyed_when_the_clock_has_not_come_round(house: House) -> None:
    receives(house)

    assert destroy_old(house.store, house.hour_keys, now=RECEIVED + 3 * DAY) == []
    assert handles(house, RECEIVED + 3 * DAY) == ['{"update_id": 1}']


def test_a_host_whose_clock_is_a_day_ahead_destroys_nothing_that_others_need(house: House) -> None:
    receives(house)
    carry_over(house.store, now=RECEIVED + DAY)
    receives(house)
    destroy_old(house.store, house.hour_keys, now=RECEIVED + DAY)

    assert len(handles(house, RECEIVED)) + len(handles(house, RECEIVED)) == 2


def test_the_number_of_an_update_is_known_for_a_week(house: House) -> None:
    receives(house)
    handles(house, RECEIVED)
    kept = []
    for days in (6, 8):
        carry_over(house.store, now=RECEIVED + days * DAY)
        with house.store.aside() as work:
            kept.append(work.inbox.forget(before=RECEIVED + DAY))

    assert kept == [1, 0]
