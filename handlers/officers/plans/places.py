"""Where the buttons of planning lead, and how what they carry is read."""

from domain.actors import Actor
from handlers.buttons import Button
from handlers.visit import Visit

HOME = Button("plans.button.home", "pl")
NEW = Button("plans.button.new", "pl_new")
LABEL_AT_MOST = 40
_DIGITS_AT_MOST = 9


def actor(visit: Visit) -> Actor:
    """The officer who presses; what they may do, the desk decides."""
    return Actor(visit.own.id)


def arg(visit: Visit) -> str:
    """What the pressed button is about."""
    return visit.pressed.arg if visit.pressed else ""


def number_in(said: str) -> int:
    """-1, which numbers nothing, for what is no number that we have written."""
    is_ours = said.isascii() and said.isdigit() and len(said) <= _DIGITS_AT_MOST
    return int(said) if is_ours else -1


def short(name: str) -> str:
    """A name as it fits on a button."""
    return name if len(name) <= LABEL_AT_MOST else f"{name[: LABEL_AT_MOST - 1]}…"


def turns(action: str, before: str, page: int, pages: int) -> list[list[Button]]:
    """The pages to either side; `before` stands before the page's number."""
    back = [Button("plans.button.before", action, f"{before}{page - 1}")] if page > 1 else []
    on = [Button("plans.button.after", action, f"{before}{page + 1}")] if page < pages else []
    return [[*back, *on]] if back or on else []
