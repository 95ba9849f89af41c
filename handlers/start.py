"""The first words and the main menu."""

from handlers.buttons import Button, Rows
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
_MORE = (
    (Button("button.profile", "profile"), Button("button.privacy", "privacy")),
    (Button("button.settings", "settings"), Button("button.verify", "verify")),
    (Button("button.help", "help"), Button("button.back", "menu")),
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
        buttons=await _linked(visit),
        protect=True,
        addressee=visit.addressee,
        position=person.position,
        unit=person.unit,
    )


async def show_more(visit: Visit) -> None:
    """What is needed less often."""
    await visit.edit("menu.more", buttons=_MORE)


async def _linked(visit: Visit) -> Rows:
    """With how much there is to read that the person has not seen."""
    office, person = visit.office, visit.own
    news = await visit.call(office.news.unread, person.id, now=visit.now)
    answers = await visit.call(office.concerns.unread_answers, person.id)
    return (
        (Button("button.card", "card"),),
        (_counted("news", news), _counted("concern", answers)),
        (Button("button.wishes", "wishes"), Button("button.contact", "contact")),
        (Button("button.more", "more"),),
    )


def _counted(action: str, count: int) -> Button:
    if count:
        return Button(f"button.{action}_new", action, facts={"count": count})
    return Button(f"button.{action}", action)
