"""Changing a ranked list: a place's rank is where it stands, so no rank is ever missing or held twice."""

from collections.abc import Sequence

from domain.preferences.records import RANKS_AT_MOST, Choice
from domain.preferences.refusals import ChosenAlready, PreferencesChanged, TooManyChoices

Choices = tuple[Choice, ...]


def added(choices: Sequence[Choice], new: Choice) -> Choices:
    """At the end. A place stands on the list once."""
    if any(one.unit_id == new.unit_id and one.position == new.position for one in choices):
        raise ChosenAlready(unit=new.unit)
    if len(choices) >= RANKS_AT_MOST:
        raise TooManyChoices
    return (*choices, new)


def moved_up(choices: Sequence[Choice], rank: int) -> Choices:
    """One place better; the first stays where it is."""
    at = _place(choices, rank)
    if at == 0:
        return tuple(choices)
    return (*choices[: at - 1], choices[at], choices[at - 1], *choices[at + 1 :])


def moved_down(choices: Sequence[Choice], rank: int) -> Choices:
    """One place worse; the last stays where it is."""
    at = _place(choices, rank)
    return tuple(choices) if at == len(choices) - 1 else moved_up(choices, rank + 1)


def removed(choices: Sequence[Choice], rank: int) -> Choices:
    at = _place(choices, rank)
    return (*choices[:at], *choices[at + 1 :])


def _place(choices: Sequence[Choice], rank: int) -> int:
    if not 1 <= rank <= len(choices):
        raise PreferencesChanged
    return rank - 1
