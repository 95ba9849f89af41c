"""Sending a drawing: drawn once, then sent again by Telegram's own number of it.

A picture never carries what its text does not say, so where it cannot be drawn or sent the text alone goes.
"""

import hashlib
from functools import partial

from telegram.error import BadRequest

from domain.pictures import LoadDrawing
from handlers import incidents
from handlers.buttons import Rows, keyboard
from handlers.guard import ensure_own_chat
from handlers.office import Office
from handlers.visit import Visit
from locales.words import Markup


async def send_drawing(visit: Visit, drawing: LoadDrawing, caption: Markup, *, buttons: Rows) -> None:
    """Answer with a picture that cannot be forwarded; the caption says in words what it shows."""
    digest = hashlib.sha256(f"{visit.bot.id}\n{drawing!r}".encode()).hexdigest()
    known = await visit.call(_sent, visit.office, digest)
    if known is not None and await _send(visit, known, caption, buttons) is not None:
        return
    drawn = await _drawn(visit, drawing)
    sent = None if drawn is None else await _send(visit, drawn, caption, buttons)
    if sent is None:
        await visit.reply("benefits.picture.alone", buttons=buttons, protect=True, told=caption)
    else:
        await visit.call(partial(_keep, visit.office, digest, sent, visit=visit))


async def _drawn(visit: Visit, drawing: LoadDrawing) -> bytes | None:
    try:
        return await visit.office.run(lambda: visit.office.draw(drawing))
    except Exception as fault:  # noqa: BLE001 -- whatever it is, the words are there
        incidents.record(fault)
        return None


async def _send(visit: Visit, photo: str | bytes, caption: Markup, buttons: Rows) -> str | None:
    """Telegram's number of the picture; None where Telegram does not take it (any more)."""
    ensure_own_chat(visit.chat_id, visit.identity.account)
    markup = keyboard(visit.office.words, visit.language, buttons)
    try:
        message = await visit.bot.send_photo(
            visit.chat_id, photo, caption=caption, protect_content=True, reply_markup=markup
        )
    except BadRequest:
        return None
    return message.photo[-1].file_id if message.photo else None


def _sent(office: Office, digest: str) -> str | None:
    with office.store.read() as work:
        return work.pictures.sent(digest)


def _keep(office: Office, digest: str, file_id: str, *, visit: Visit) -> None:
    # Nothing that the answer depends on: a unit of its own.
    with office.store.aside() as work:
        work.pictures.keep(digest, file_id, now=visit.now)
        work.commit()
