"""What the buttons of `/penghubung` carry, and those that lead from one of its screens to another."""

from domain.actors import Role
from handlers.buttons import Button
from handlers.visit import Visit

WHO = frozenset({Role.LIAISON, Role.OFFICER})
FIND, WORD, CONCERN, BACK = "li_find", "li_word", "li_concern", "li_back"
"""Flows: looking for somebody, the word for an answer, a concern, the receipt of one to be withdrawn."""
HOME = Button("li.button.home", "li")
MENU = Button("button.menu", "menu")
SEARCH = Button("li.button.find", "li_find")
ALL_UNITS = 0
_DIGITS_AT_MOST = 9
_LABEL_AT_MOST = 36


def parts_of(visit: Visit) -> tuple[int, str]:
    """`<number>.<rest>` on the pressed button; -1, which is nobody's, where there is no number."""
    first, _, rest = (visit.pressed.arg if visit.pressed else "").partition(".")
    return number_in(first), rest


def number_in(said: str) -> int:
    """-1 for what is no number that we have written."""
    is_ours = said.isascii() and said.isdigit() and len(said) <= _DIGITS_AT_MOST
    return int(said) if is_ours else -1


def one(person_id: int) -> Button:
    """Back to somebody's sheet."""
    return Button("li.button.back", "li_one", str(person_id))


def short(name: str) -> str:
    """As it fits on a button."""
    return name if len(name) <= _LABEL_AT_MOST else f"{name[: _LABEL_AT_MOST - 1]}…"
