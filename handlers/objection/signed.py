"""Handing in: the signed letter as a file or on paper, and the receipt."""

from functools import partial

from telegram import Message
from telegram.error import BadRequest

from domain.objections.own import OwnObjection
from domain.objections.refusals import NoObjectionOpen, ObjectionSubmitted, SignedFileMissing
from domain.objections.signed_files import FILES_AT_MOST, MEGABYTE, SIZE_AT_MOST, check_size
from domain.refusals import Refusal
from handlers.buttons import Button, Rows
from handlers.forms import begin_form, closed, open_form
from handlers.objection.home import digests, show
from handlers.objection.places import ACTION, BACK, SIGNED
from handlers.visit import Visit

_STEP = "files"
_SUBMIT = Button("objection.button.submit", ACTION, "submit")
_PAPER = Button("objection.button.paper", ACTION, "paper")


async def begin(visit: Visit) -> None:
    """From here on files are taken; those that came before are still there."""
    own = await _own(visit)
    _ensure_drafted(own)
    await begin_form(visit, SIGNED, _STEP)
    await visit.edit(
        "objection.signed.ask",
        buttons=_buttons(own),
        protect=True,
        listed=digests(visit, own) if own.files else visit.say("objection.signed.none"),
        most=FILES_AT_MOST,
        megabytes=SIZE_AT_MOST // MEGABYTE,
    )


async def take_file(visit: Visit) -> None:
    """A photo or a document; anything else is answered, and the files that came stay."""
    open_form(visit, SIGNED)
    desk, person_id = visit.office.objections, visit.own.id
    try:
        offered = _offered(visit.message) if visit.message else None
        if offered is None:
            await visit.reply("objection.signed.unfit", buttons=_buttons(await _own(visit)), protect=True)
            return
        file_id, name = offered
        content = await visit.fetch(file_id)
        own = await visit.office.run(partial(desk.add_file, person_id, name, content, now=visit.now))
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=_buttons(await _own(visit)))
        return
    except BadRequest:
        # Telegram hands out no file that is too large for bots, nor one that is gone.
        await visit.reply("objection.signed.lost", buttons=_buttons(await _own(visit)), protect=True)
        return
    await visit.reply(
        "objection.signed.taken",
        buttons=_buttons(own),
        protect=True,
        count=len(own.files),
        listed=digests(visit, own),
    )


async def drop_files(visit: Visit) -> None:
    own = await visit.call(visit.office.objections.drop_files, visit.own.id, now=visit.now)
    await visit.edit("objection.signed.dropped", buttons=_buttons(own), protect=True)


async def confirm(visit: Visit, *, on_paper: bool) -> None:
    """Once more, with what it does and what it does not do."""
    own = await _own(visit)
    _ensure_drafted(own)
    if not on_paper and not own.files:
        raise SignedFileMissing
    way = "paper_yes" if on_paper else "submit_yes"
    await visit.edit(
        "objection.confirm.paper" if on_paper else "objection.confirm.chat",
        buttons=[[Button(f"objection.button.{way}", ACTION, way)], [BACK]],
        protect=True,
        listed=digests(visit, own),
    )


async def submit(visit: Visit, *, on_paper: bool) -> None:
    """The number is the receipt; a second press is told that it was handed in already."""
    form = visit.identity.conversation
    form_of = visit.user_id if form is not None and form.flow == SIGNED else None
    own = await visit.call(
        visit.office.objections.submit, visit.own.id, on_paper=on_paper, form_of=form_of, now=visit.now
    )
    if form_of is not None:
        closed(visit)
    await show(visit, own)


def _offered(message: Message) -> tuple[str, str] | None:
    """Telegram's number of the file, and its name. Raise SignedFileTooLarge before anything is fetched."""
    if message.photo:
        largest = message.photo[-1]
        return largest.file_id, "foto.jpg"
    if message.document is None:
        return None
    if message.document.file_size is not None:
        check_size(message.document.file_size)
    return message.document.file_id, message.document.file_name or ""


def _buttons(own: OwnObjection) -> Rows:
    if not own.files:
        return [[_PAPER], [BACK]]
    return [[_SUBMIT], [Button("objection.button.drop_files", ACTION, "drop_files"), _PAPER], [BACK]]


def _ensure_drafted(own: OwnObjection) -> None:
    if own.objection is not None and own.objection.number is not None and own.objection.is_open:
        raise ObjectionSubmitted
    if not own.is_drafted:
        raise NoObjectionOpen


async def _own(visit: Visit) -> OwnObjection:
    return await visit.call(visit.office.objections.own, visit.own.id, now=visit.now)
