"""What the screens of planning, vacancies and the library share: who presses, what about, which page."""

from domain.actors import Actor
from handlers.buttons import Button
from handlers.visit import Visit


def actor(visit: Visit) -> Actor:
    """The officer who presses; what they may do, the desk decides."""
    return Actor(visit.own.id)


def arg(visit: Visit) -> str:
    """What the pressed button is about."""
    return visit.pressed.arg if visit.pressed else ""


def turns(action: str, before: str, page: int, pages: int, after: str = "") -> list[list[Button]]:
    """The pages to either side; `before` and `after` stand around the page's number."""
    back = [Button("plans.button.before", action, f"{before}{page - 1}{after}")] if page > 1 else []
    on = [Button("plans.button.after", action, f"{before}{page + 1}{after}")] if page < pages else []
    return [[*back, *on]] if back or on else []
