"""Help, the human to reach, and leaving a step that is open."""

from handlers.buttons import Button
from handlers.visit import Visit

_MENU = ((Button("button.menu", "menu"),),)


async def show_help(visit: Visit) -> None:
    await visit.edit(
        "help.text", buttons=[[Button("button.contact", "contact"), Button("button.menu", "menu")]]
    )


async def show_contact(visit: Visit) -> None:
    await visit.edit("contact.text", buttons=_MENU)


async def cancel(visit: Visit) -> None:
    """Always works: the open flow is closed, whatever it was."""
    closed = await visit.call(visit.office.linking.cancel, visit.user_id, now=visit.now)
    await visit.reply("cancel.done" if closed else "cancel.nothing", buttons=_MENU)


async def answer_old_button(visit: Visit) -> None:
    await visit.reply("content.old_button", buttons=_MENU)
