"""Whatever is sent while an import is open: files are checked, anything else is told what it is not."""

from telegram import Document, Message

from domain.people_lists import read_people_list
from handlers.buttons import Rows
from handlers.forms import go_to, open_form
from handlers.officers.imports.applying import take_number
from handlers.officers.imports.checking import check, is_complete_in
from handlers.officers.imports.places import (
    FILES,
    FILES_AT_MOST,
    FLOW,
    HOME,
    MEGABYTES_AT_MOST,
    TEMPLATES,
    TYPED,
    Waiting,
    as_field,
    named_apart,
    waiting_in,
)
from handlers.visit import Visit

_MEGABYTE = 1024 * 1024
_DOORS: Rows = ((TEMPLATES, HOME),)


async def take(visit: Visit) -> None:
    """A document joins what waits; a number confirms where one is asked for."""
    form = open_form(visit, FLOW)
    message = visit.message
    if message is not None and message.document is not None:
        await _take_file(visit, message.document)
    elif form.step == TYPED and visit.text.strip():
        await take_number(visit)
    elif message is not None and _is_picture(message):
        await visit.reply("im.photo", buttons=_DOORS)
    else:
        await _tell_text(visit)


async def _take_file(visit: Visit, document: Document) -> None:
    form = open_form(visit, FLOW)
    files = waiting_in(form)
    size = document.file_size or 0
    if size > MEGABYTES_AT_MOST * _MEGABYTE:
        await visit.reply("im.too_large", buttons=_DOORS, size=-(-size // _MEGABYTE), most=MEGABYTES_AT_MOST)
        return
    if len(files) >= FILES_AT_MOST:
        await visit.reply("im.too_many", buttons=[[HOME]], most=FILES_AT_MOST)
        return
    joined = [*files, Waiting(document.file_id, named_apart(files, document.file_name or ""))]
    form = await go_to(visit, FLOW, FILES, files=as_field(joined), seen="")
    note = visit.say("im.note.caption") if visit.text.strip() else None
    await check(visit, form, is_complete=is_complete_in(form), note=note)


async def _tell_text(visit: Visit) -> None:
    """Words are no import. Of a list of NIPs it is said what was found in it, for use elsewhere."""
    found = read_people_list(visit.text)
    if not found.nips and not found.malformed:
        await visit.reply("im.words", buttons=_DOORS)
        return
    lines = ", ".join(str(one.line) for one in found.malformed) or "–"
    await visit.reply(
        "im.nip_list",
        buttons=_DOORS,
        protect=True,
        nips=len(found.nips),
        duplicates=len(found.duplicates),
        malformed=len(found.malformed),
        lines=lines,
    )


def _is_picture(message: Message) -> bool:
    return bool(message.photo or message.video or message.animation)
