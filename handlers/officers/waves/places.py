"""Where the buttons of waves and proposals lead, and how what they carry is read."""

from functools import partial

from domain.actors import Role
from handlers.buttons import Button
from handlers.officers import pressing
from handlers.visit import Visit
from handlers.wishes.choosing import number_in
from locales.words import Markup

READERS = frozenset({Role.PLANNER, Role.APPROVER, Role.OFFICER})
HOME = Button("waves.button.home", "wv")
turns = partial(pressing.turns, words=("waves.button.before", "waves.button.after"))


def parts(visit: Visit, count: int) -> list[str]:
    """What the pressed button carries, divided by dots and filled up with nothing."""
    said = (visit.pressed.arg if visit.pressed else "").split(".", count - 1)
    return [*said, *[""] * (count - len(said))]


def wave_button(wave_id: int) -> Button:
    return Button("waves.button.wave", "wv_one", str(wave_id))


def proposal_button(proposal_id: int) -> Button:
    return Button("dossier.button.one", "pr_one", str(proposal_id))


def status_name(visit: Visit, status: str) -> Markup:
    return visit.say(f"commands.proposal.status.{status}")


__all__ = [
    "HOME",
    "READERS",
    "number_in",
    "parts",
    "proposal_button",
    "status_name",
    "turns",
    "wave_button",
]
