"""Who may open `/meja`, and how its screens find one another."""

from collections.abc import Sequence
from typing import TypeVar

from domain.standing.desk import A_PAGE, READERS
from domain.standing.hiding import Cells
from domain.standing.records import ANSWERS
from handlers.buttons import Button
from handlers.concerns.places import arg_of, page_in
from handlers.visit import Visit
from locales.words import Markup, Value

T = TypeVar("T")

WHO = frozenset(READERS)
HOME = Button("st.button.home", "st")
DESK = Button("st.button.desk", "au_desk")


def parts_of(visit: Visit) -> tuple[int, str]:
    """A number and what follows it, as `12.p2`; 0 where the button carries none."""
    first, _, rest = arg_of(visit).partition(".")
    return int(first) if first.isdecimal() else 0, rest


def turned(items: Sequence[T], asked: str) -> tuple[Sequence[T], int, int]:
    """A page of the list, its number and how many there are; one that is not there is the nearest."""
    pages = max(1, -(-len(items) // A_PAGE))
    number = min(page_in(asked), pages)
    return items[(number - 1) * A_PAGE : number * A_PAGE], number, pages


def answers_said(visit: Visit, cells: Cells) -> dict[str, Value]:
    """What was answered; what is hidden is a dot, which the screen explains."""
    hidden: Markup = visit.say("st.hidden")
    return {name: hidden if cell is None else cell for name, cell in zip(ANSWERS, cells, strict=True)}
