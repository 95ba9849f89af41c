"""One pace for all workers, in virtual time; a claim is a plan of starts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from domain.outbox import Claimed, Lane, Later, Pacing, Sent
from storage.store import SqlStore
from storage.tables import outbox, pace
from tests.storage.sending import PACING, claim, hold, message, put, settle

SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)


def starts_of(claimed: list[Claimed], now: datetime) -> list[datetime]:
    return [now + one.after for one in claimed]


def most_in_a_second(starts: list[datetime]) -> int:
    """Of any second that begins with a start: no other can hold more."""
    ordered = sorted(starts)
    return max(sum(begin <= one < begin + SECOND for one in ordered) for begin in ordered)


def fill(store: SqlStore, number: int, now: datetime, *, lane: Lane = Lane.TRANSACTIONAL) -> None:
    put(store, *(message(f"{lane}:{one}", chat_id=one + 1, lane=lane) for one in range(number)), now=now)


TURNS = st.lists(
    st.tuples(
        st.sampled_from("abc"),  # who claims
        st.integers(0, 400),  # after how many milliseconds
        st.integers(1, 9),  # how many at most
        st.booleans(),  # whether people are waiting
        st.one_of(st.none(), st.integers(1, 3_000)),  # for how many milliseconds all are held, then
    ),
    min_size=1,
    max_size=60,
)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(turns=TURNS, rate=st.sampled_from([1.0, 3.0, 7.0, 25.0, 30.0]))
def test_no_second_has_more_starts_than_the_rate_and_a_hold_holds_everybody(
    quick_store: SqlStore, now: datetime, turns: list[tuple[str, int, int, bool, int | None]], rate: float
) -> None:
    with quick_store.engine.begin() as connection:
        connection.execute(delete(outbox))
        connection.execute(delete(pace))
    fill(quick_store, 300, now)
    starts: list[datetime] = []
    held_until = now
    for owner, pause, limit, busy, held_for in turns:
        now += pause * MILLISECOND
        claimed = claim(quick_store, owner, limit=limit, pacing=Pacing(rate=rate), busy=busy, now=now)
        assert len(claimed) <= limit
        assert not claimed or now >= held_until
        starts += starts_of(claimed, now)
        if held_for is not None:
            hold(quick_store, now + held_for * MILLISECOND)
            held_until = max(held_until, now + held_for * MILLISECOND)

    assert not starts or most_in_a_second(starts) <= rate


def test_the_pace_is_used_up_when_there_is_enough_to_send(quick_store: SqlStore, now: datetime) -> None:
    fill(quick_store, 200, now)
    starts: list[datetime] = []
    for turn in range(100):
        at = now + 50 * turn * MILLISECOND
        starts += starts_of(claim(quick_store, "ab"[turn % 2], limit=4, pacing=PACING, now=at), at)

    used = sum(now <= one < now + 5 * SECOND for one in starts)
    assert 149 <= used <= 150


def test_workers_that_claim_at_once_share_one_pace(store: SqlStore, now: datetime) -> None:
    fill(store, 40, now)

    with ThreadPoolExecutor(4) as threads:
        claims = threads.map(lambda owner: claim(store, owner, limit=9, pacing=PACING, now=now), "abcd")
        starts = sorted(at for claimed in claims for at in starts_of(claimed, now))

    assert all(later - earlier >= SECOND / 30 for earlier, later in pairwise(starts))
    assert starts[-1] <= now + PACING.ahead


def test_broadcasts_leave_head_room_while_people_wait(quick_store: SqlStore, now: datetime) -> None:
    fill(quick_store, 99, now, lane=Lane.BROADCAST)
    long = replace(PACING, ahead=SECOND)

    starts = starts_of(claim(quick_store, pacing=long, busy=True, now=now), now)

    assert most_in_a_second(starts) == 25


def test_no_more_is_claimed_than_may_start_soon(quick_store: SqlStore, now: datetime) -> None:
    fill(quick_store, 99, now)

    claimed = claim(quick_store, pacing=replace(PACING, ahead=SECOND / 10), now=now)

    assert [one.after <= SECOND / 10 for one in claimed] == [True] * 3


def test_a_hold_ends_by_itself_and_says_why_it_was(store: SqlStore, now: datetime) -> None:
    fill(store, 1, now)
    hold(store, now + SECOND)

    with store.read() as work:
        assert work.outbox.holding(now=now) == (now + SECOND, "retry_after")
        assert work.outbox.holding(now=now + SECOND) is None
    assert claim(store, now=now) == []
    assert len(claim(store, now=now + SECOND)) == 1


def test_a_shorter_hold_does_not_end_a_longer_one(store: SqlStore, now: datetime) -> None:
    hold(store, now + 9 * SECOND, "token")
    hold(store, now + SECOND)

    with store.read() as work:
        assert work.outbox.holding(now=now) == (now + 9 * SECOND, "token")


def test_a_hold_that_is_released_lets_everybody_send_at_once(store: SqlStore, now: datetime) -> None:
    fill(store, 1, now)
    hold(store, now + timedelta(days=3650), "token")

    with store.write() as work:
        work.outbox.release()
        work.commit()

    assert [one.after for one in claim(store, now=now)] == [timedelta()]


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_that_is_turned_back_stops_nothing(store: SqlStore, now: datetime, back: timedelta) -> None:
    fill(store, 2, now)
    settle(store, claim(store, limit=1, now=now + back), Sent(1), now=now)

    assert len(claim(store, now=now)) == 1


def test_a_message_that_must_wait_does_not_hold_back_other_chats(store: SqlStore, now: datetime) -> None:
    fill(store, 2, now)
    settle(store, claim(store, limit=1, now=now), Later(9 * SECOND), now=now)

    assert [one.message.chat_id for one in claim(store, now=now + SECOND)] == [2]
