"""A ranked list has ranks 1 to n, whatever is done to it in whatever order."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.preferences.ranking import added, moved_down, moved_up, removed
from domain.preferences.records import RANKS_AT_MOST, Choice
from domain.preferences.refusals import ChosenAlready, PreferencesChanged, TooManyChoices

Choices = tuple[Choice, ...]
Act = Callable[[Choices], Choices]

_PLACES = [
    Choice(unit_id=unit, unit=f"Unit {unit}", position=position)
    for unit in range(1, 5)
    for position in ("", "Perawat Terampil")
]
_ACTS: st.SearchStrategy[Act] = st.one_of(
    st.sampled_from(_PLACES).map(lambda place: lambda kept: added(kept, place)),
    st.integers(-1, 7).map(lambda rank: lambda kept: moved_up(kept, rank)),
    st.integers(-1, 7).map(lambda rank: lambda kept: moved_down(kept, rank)),
    st.integers(-1, 7).map(lambda rank: lambda kept: removed(kept, rank)),
)


def _after(kept: Choices, act: Act) -> Choices:
    try:
        return act(kept)
    except (ChosenAlready, PreferencesChanged, TooManyChoices):
        return kept


@given(st.lists(_ACTS, max_size=40))
def test_no_place_stands_twice_and_the_list_never_grows_beyond_five(acts: list[Act]) -> None:
    kept: Choices = ()
    for act in acts:
        kept = _after(kept, act)

        assert len(set(kept)) == len(kept) <= RANKS_AT_MOST


@given(st.lists(_ACTS, max_size=12), st.integers(1, RANKS_AT_MOST))
def test_what_is_moved_up_and_down_again_stands_where_it_stood(acts: list[Act], rank: int) -> None:
    kept: Choices = ()
    for act in acts:
        kept = _after(kept, act)

    if 1 < rank <= len(kept):
        assert moved_down(moved_up(kept, rank), rank - 1) == kept


def test_moving_keeps_the_others_in_their_order() -> None:
    kept = tuple(_PLACES[:4])

    assert moved_up(kept, 3) == (kept[0], kept[2], kept[1], kept[3])
    assert moved_down(kept, 1) == (kept[1], kept[0], kept[2], kept[3])
    assert removed(kept, 2) == (kept[0], kept[2], kept[3])


def test_the_first_cannot_go_higher_nor_the_last_lower() -> None:
    kept = tuple(_PLACES[:3])

    assert moved_up(kept, 1) == kept
    assert moved_down(kept, 3) == kept


def test_a_sixth_place_and_a_place_twice_are_refused() -> None:
    with pytest.raises(TooManyChoices):
        added(_PLACES[:5], _PLACES[5])
    with pytest.raises(ChosenAlready):
        added(_PLACES[:2], _PLACES[1])


@pytest.mark.parametrize("rank", [-1, 0, 3])
def test_a_rank_that_is_not_there_is_a_list_that_has_changed(rank: int) -> None:
    with pytest.raises(PreferencesChanged):
        removed(_PLACES[:2], rank)
