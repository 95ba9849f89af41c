"""The old chat's answer to "was this you?". What a button names is checked again by the desk."""

from handlers.buttons import Button
from handlers.visit import Visit

_NEXT = ((Button("button.contact", "contact"), Button("button.menu", "menu")),)


async def was_me(visit: Visit) -> None:
    await visit.edit("linking.was_me", buttons=_NEXT)


async def was_not_me(visit: Visit) -> None:
    """Unlink at once and tell HR."""
    await visit.call(visit.office.accounts.not_me, visit.user_id, _number(visit), now=visit.now)
    await visit.edit("linking.not_me", buttons=_NEXT)


async def deny_claim(visit: Visit) -> None:
    await visit.call(visit.office.claims.deny, _number(visit), user_id=visit.user_id, now=visit.now)
    await visit.edit("linking.denied", buttons=_NEXT)


def _number(visit: Visit) -> int:
    """The number in the button; 0, which nothing bears, when it was tampered with."""
    said = visit.pressed.arg if visit.pressed else ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0  # noqa: PLR2004 -- as many digits as a row's number can have
