"""Sending a report that is written, and what its sender is told then."""

from domain.concerns.clock import ANSWER_WITHIN
from domain.concerns.records import Filed, Mode, NewCase
from domain.concerns.taxonomy import HANDLING, Concern
from domain.conversations import Conversation
from domain.refusals import Refusal
from handlers.buttons import Button
from handlers.concerns.media import FileLost, attached_in, fetched
from handlers.concerns.places import CONTACT, HOME
from handlers.forms import closed, text_in
from handlers.visit import Visit

LEAVE = Button("concern.button.leave", "concern_form", "leave")


def concern_of(form: Conversation) -> Concern:
    """What the open report is about."""
    return Concern(text_in(form, "concern"))


def mode_of(form: Conversation) -> Mode:
    """Who shall be able to know who wrote it."""
    return Mode(text_in(form, "mode"))


async def report_in(visit: Visit, form: Conversation) -> NewCase | None:
    """The report as it is filed; None where a file cannot be had any more, and the person has been told."""
    try:
        files = await fetched(visit, attached_in(form))
    except FileLost as lost:
        drop = Button("concern.button.no_files", "concern_form", "no_files")
        await visit.edit("concern.file_lost", buttons=[[drop], [LEAVE]], protect=True, number=lost.number)
        return None
    return NewCase(concern=concern_of(form), text=text_in(form, "text"), files=files)


async def file_own(visit: Visit, form: Conversation) -> None:
    """File a sealed or confidential report; where the desk refuses, the form stays open."""
    new = await report_in(visit, form)
    if new is None:
        return
    desk, mode, sender = visit.office.concerns, mode_of(form), visit.own.id
    try:
        filed = await visit.office.run(
            lambda: desk.open_case(new, mode, sender=sender, form_of=visit.user_id, now=visit.now)
        )
    except Refusal as refusal:
        await visit.refuse(
            refusal, buttons=[[Button("concern.button.review", "concern_form", "review")], [LEAVE]]
        )
        return
    closed(visit)
    await show_filed(visit, filed, mode, new.concern)


async def show_filed(visit: Visit, filed: Filed, mode: Mode, concern: Concern) -> None:
    """Number, fingerprint, who may read it, until when it is answered, and what it is not."""
    case = Button("concern.button.case", "concern_case", filed.number, {"number": filed.number})
    rows = [[CONTACT, HOME]] if mode is Mode.NO_RETURN else [[case], [Button("button.why", "why"), HOME]]
    await visit.edit(
        f"concern.filed.{mode}",
        buttons=rows,
        protect=True,
        number=filed.number,
        fingerprint=filed.fingerprint,
        due=filed.answer_due_on,
        days=ANSWER_WITHIN,
        desk=visit.say(f"concern.desk.{HANDLING[concern].desk}"),
    )
