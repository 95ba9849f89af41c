"""The plan of starts: never one too many in a second, and what was lost is made up for."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.pace import LATE_AT_MOST, STARTS_WITHIN, Pace, apart, plan

NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)
AT_REST = Pace(next_at=NOW)

TURNS = st.lists(
    st.tuples(
        st.integers(0, 300),  # after how many milliseconds
        st.integers(1, 6),  # how many starts
        st.integers(0, 3),  # how many of them come too late and give their places back
    ),
    max_size=120,
)


def most_in_a_second(starts: list[datetime]) -> int:
    return max(sum(begin <= one < begin + SECOND for one in starts) for begin in starts)


@given(turns=TURNS, rate=st.sampled_from([1.0, 7.0, 25.0, 30.0]))
def test_no_second_has_more_starts_than_the_rate_however_late_each_is(
    turns: list[tuple[int, int, int]], rate: float
) -> None:
    pace, now, begun = AT_REST, NOW, list[datetime]()
    for pause, number, late in turns:
        now += pause * MILLISECOND
        starts, pace = plan(pace, [rate] * number, soonest=now, most=rate)
        given_back = starts[:late]
        pace = pace.without(given_back, rate)
        # The first of a second may come as late as is allowed, and all behind it in time.
        begun += [one + LATE_AT_MOST * (len(begun) % 2) for one in starts[late:]]

    assert not begun or most_in_a_second(begun) <= rate


def test_an_even_flow_is_even() -> None:
    starts, _ = plan(AT_REST, [30.0] * 90, soonest=NOW, most=30.0)

    assert {later - one for one, later in pairwise(starts)} == {apart(30.0)}


def test_a_place_that_is_given_back_is_made_up_for_within_the_second() -> None:
    lost, pace = plan(AT_REST, [30.0] * 3, soonest=NOW, most=30.0)
    pace = pace.without(lost, 30.0)

    made_up, _ = plan(pace, [30.0] * 30, soonest=NOW + 3 * apart(30.0), most=30.0)

    assert made_up[-1] < NOW + STARTS_WITHIN


def test_who_had_nothing_to_send_does_not_catch_up_at_once() -> None:
    long_idle = Pace(next_at=NOW - SECOND)

    starts, _ = plan(long_idle, [30.0] * 2, soonest=NOW, most=30.0)

    assert starts == [NOW, NOW + apart(30.0)]


def test_a_fast_pace_is_kept_by_its_even_distance_alone() -> None:
    starts, pace = plan(AT_REST, [1_000.0] * 1_000, soonest=NOW, most=1_000.0)

    assert most_in_a_second(starts) <= 1_000
    assert pace.starts == ()
