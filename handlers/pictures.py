"""Sending a drawing: drawn once, then sent again by Telegram's own number of it.

A picture never carries what its text does not say, so where it cannot be drawn or sent the text alone goes.
"""

import hashlib

from domain.pictures import Drawing
from handlers import incidents
from handlers.buttons import Rows
from handlers.visit import Visit
from locales.words import Markup


async def send_drawing(visit: Visit, drawing: Drawing, caption: Markup, *, buttons: Rows) -> None:
    """Answer with a picture that cannot be forwarded; the caption says in words what it shows."""
    desk = visit.office.pictures
    digest = hashlib.sha256(f"{visit.bot.id}\n{drawing!r}".encode()).hexdigest()
    known = await visit.call(desk.sent, digest)
    if known is not None and await visit.show_picture(known, caption, buttons=buttons) is not None:
        return
    drawn = await _drawn(visit, drawing)
    sent = None if drawn is None else await visit.show_picture(drawn, caption, buttons=buttons)
    if sent is None:
        await visit.reply("benefits.picture.alone", buttons=buttons, protect=True, told=caption)
    else:
        await visit.call(desk.keep, digest, sent, now=visit.now)


async def _drawn(visit: Visit, drawing: Drawing) -> bytes | None:
    try:
        return await visit.office.run(lambda: visit.office.draw(drawing))
    except Exception as fault:  # noqa: BLE001 -- whatever it is, the words are there
        incidents.record(fault)
        return None
