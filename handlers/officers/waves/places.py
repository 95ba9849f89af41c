"""Where the buttons of waves and proposals lead, and how what they carry is read."""

from domain.actors import Actor, Role
from handlers.buttons import Button
from handlers.visit import Visit
from handlers.wishes.choosing import number_in
from locales.words import Markup

READERS = frozenset({Role.PLANNER, Role.APPROVER, Role.OFFICER})
HOME = Button("waves.button.home", "wv")


def officer(visit: Visit) -> Actor:
    """Who presses; what they may do, the desk decides."""
    return Actor(visit.own.id)


def parts(visit: Visit, count: int) -> list[str]:
    """What the pressed button carries, divided by dots and filled up with nothing."""
    said = (visit.pressed.arg if visit.pressed else "").split(".", count - 1)
    return [*said, *[""] * (count - len(said))]


def wave_button(wave_id: int) -> Button:
    return Button("waves.button.wave", "wv_one", str(wave_id))


def proposal_button(proposal_id: int) -> Button:
    return Button("dossier.button.one", "pr_one", str(proposal_id))


def turns(action: str, before: str, page: int, pages: int, after: str = "") -> list[list[Button]]:
    """The pages to either side; `before` and `after` stand around the page's number."""
    back = [Button("waves.button.before", action, f"{before}{page - 1}{after}")] if page > 1 else []
    on = [Button("waves.button.after", action, f"{before}{page + 1}{after}")] if page < pages else []
    return [[*back, *on]] if back or on else []


def status_name(visit: Visit, status: str) -> Markup:
    return visit.say(f"commands.proposal.status.{status}")


__all__ = [
    "HOME",
    "READERS",
    "number_in",
    "officer",
    "parts",
    "proposal_button",
    "status_name",
    "turns",
    "wave_button",
]
