"""The first words and the main menu."""

from handlers.buttons import Button
from handlers.identity import Standing
from handlers.visit import Visit

_STRANGER = (
    (Button("button.link", "link"),),
    (Button("button.help", "help"), Button("button.contact", "contact")),
    (Button("button.language", "language"),),
)
_WAITING = (
    (Button("button.contact", "contact"), Button("button.help", "help")),
    (Button("button.language", "language"),),
)
_LINKED = (
    (Button("button.card", "card"),),
    (Button("button.history", "history"), Button("button.profile", "profile")),
    (Button("button.contact", "contact"), Button("button.help", "help")),
    (Button("button.language", "language"),),
)


async def show_menu(visit: Visit) -> None:
    """`/start` and `/menu`: who we are, or what there is for the person."""
    person = visit.person
    if visit.identity.standing is Standing.WAITING:
        await visit.edit("access.waiting", buttons=_WAITING)
        return
    if person is None:
        await visit.edit("welcome.stranger", buttons=_STRANGER)
        return
    await visit.edit(
        "menu.linked",
        buttons=_LINKED,
        protect=True,
        addressee=visit.addressee,
        position=person.position,
        unit=person.unit,
    )
