"""Help, the human to reach, and leaving a step that is open."""

from domain import languages
from handlers.buttons import Button
from handlers.visit import Visit
from locales.words import moment

_MENU = ((Button("button.menu", "menu"),),)


async def show_help(visit: Visit) -> None:
    await visit.edit(
        "help.text", buttons=[[Button("button.contact", "contact"), Button("button.menu", "menu")]]
    )


async def show_contact(visit: Visit) -> None:
    await visit.edit("contact.text", buttons=_MENU)


async def cancel(visit: Visit) -> None:
    """Always works: the open flow is left, whatever it was; what was typed into a form stays as a draft."""
    left = await visit.call(visit.office.forms.leave, visit.user_id, now=visit.now)
    if left is None or left.flow == languages.FLOW:
        await visit.reply("cancel.nothing", buttons=_MENU)
    elif left.kept_until is None:
        await visit.reply("cancel.done", buttons=_MENU)
    else:
        drop = Button("form.button.drop", "form_drop", left.flow)
        until = moment(visit.language, left.kept_until, visit.office.zone)
        await visit.reply("cancel.kept", buttons=[[drop], *_MENU], kept_until=until)


async def drop_draft(visit: Visit) -> None:
    """Delete what was typed and not sent; a second press finds nothing left, which is as well."""
    flow = visit.pressed.arg if visit.pressed else ""
    await visit.call(visit.office.forms.discard, visit.user_id, flow)
    await visit.edit("form.dropped", buttons=_MENU)


async def answer_old_button(visit: Visit) -> None:
    await visit.reply("content.old_button", buttons=_MENU)
