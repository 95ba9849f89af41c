"""Writing a report: words and files as they come, a look at the whole, and sending.

The form is fleeting: it is sealed with the key of the hour, and an unsent report leaves nothing. What is
written for a report without return is deleted from the chat as soon as the form has it.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Message

from domain.concerns.desk import TEXT_AT_MOST
from domain.concerns.files import FILES_AT_MOST
from domain.concerns.records import Mode
from domain.concerns.refusals import ConcernTooLong
from domain.concerns.taxonomy import HANDLING, Concern
from domain.concerns.telling import tells_of
from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.refusals import Refusal
from handlers.buttons import Button, Rows
from handlers.concerns import health, receipt
from handlers.concerns.choosing import concern_in, mode_in
from handlers.concerns.filing import LEAVE, concern_of, file_own, mode_of
from handlers.concerns.media import FILES, as_field, attached_in, joined, offered
from handlers.concerns.places import FLOW, HOME, MENU, arg_of
from handlers.concerns.unsent import holds_unsent
from handlers.forms import begin_form, closed, go_to, open_form, text_in
from handlers.visit import Visit
from locales.words import Markup

TEXT, REVIEW, REWRITE = "text", "review", "rewrite"
_REVIEW = Button("concern.button.review", "concern_form", REVIEW)
_GO_ON = Button("concern.button.go_on", "concern_form", "show")


async def begin(visit: Visit) -> None:
    """The mode is chosen: from here on words are taken."""
    about, _, chosen = arg_of(visit).partition(".")
    concern, mode = concern_in(about), mode_in(chosen)
    if not HANDLING[concern].may_be_typed:
        raise FormMovedOn
    if await holds_unsent(visit):
        return
    await begin_form(visit, FLOW, TEXT, is_fleeting=True, concern=concern, mode=mode)
    await visit.edit(
        f"concern.write.{mode}",
        buttons=[[LEAVE]],
        protect=True,
        kind=visit.say(f"concern.kind.{concern}"),
        most=TEXT_AT_MOST,
        files=FILES_AT_MOST,
    )


async def take(visit: Visit) -> None:
    """Whatever is sent while the form is open: words, a photo, a document, or what cannot be taken."""
    form, message = open_form(visit, FLOW), visit.message
    if message is None:
        raise FormMovedOn
    if form.step == receipt.STEP:
        await receipt.confirm(visit, form)
        return
    is_no_return = mode_of(form) is Mode.NO_RETURN
    try:
        changes = _changes(form, message, visit.text)
    except Refusal as refusal:
        # What was not taken is not deleted: it would be lost.
        key = "concern.not_taken.still_here" if is_no_return else "concern.not_taken"
        cause = visit.say(refusal.key, **refusal.facts)
        await visit.reply(key, buttons=_ways_on(form), protect=True, cause=cause)
        return
    if not changes:
        await visit.reply(unfit(message), buttons=_ways_on(form))
        return
    album = message.media_group_id or ""
    is_told = bool(album) and text_in(form, "album") == album
    form = await go_to(visit, FLOW, TEXT, album=album, **changes)
    erased = not is_no_return or await visit.erase(message.message_id)
    is_marked = concern_of(form) is Concern.HEALTH or "let" in form.data
    if not is_marked and health.is_told_in(visit, visit.text):
        erased = erased if is_no_return else await visit.erase(message.message_id)
        await health.tell(visit, form, erased=erased)
    elif not is_told:
        # The other pictures of an album come at once: one answer is enough for all of them.
        key = "concern.taken.album" if album else "concern.taken"
        stays = Markup() if erased else visit.say("concern.not_erased")
        await visit.reply(key, buttons=_ways_on(form), protect=True, stays=stays, **_counts(form))


async def answer_button(visit: Visit) -> None:
    """A button of the open form. One of a form that is over is told so (FormMovedOn)."""
    form, asked = open_form(visit, FLOW), arg_of(visit)
    if form.step == receipt.STEP and asked not in {"leave", "leave_yes", "no_files"}:
        await receipt.show(visit, form)
        return
    step = _STEPS.get(asked)
    if step is None:
        raise FormMovedOn
    await step(visit, form)


async def _review(visit: Visit, form: Conversation) -> None:
    """Everything that will be sent, and what it may give away."""
    counts, text = _counts(form), text_in(form, "text")
    if not text and not counts["files"]:
        await visit.edit("concern.empty", buttons=[[LEAVE]], protect=True)
        return
    await go_to(visit, FLOW, REVIEW)
    drop = [Button("concern.button.no_files", "concern_form", "no_files")] if counts["files"] else []
    rows = [
        [Button("concern.button.send", "concern_form", "send")],
        [Button("concern.button.rewrite", "concern_form", REWRITE), *drop],
        [LEAVE],
    ]
    await visit.edit(
        "concern.review",
        buttons=rows,
        protect=True,
        kind=visit.say(f"concern.kind.{concern_of(form)}"),
        answer=text or visit.say("concern.no_text"),
        readers=visit.say(f"concern.readers.{mode_of(form)}"),
        warning=await _warning(visit, text),
        **counts,
    )


async def _rewrite(visit: Visit, form: Conversation) -> None:
    """The next words take the place of the old ones, which stand here until then."""
    await go_to(visit, FLOW, REWRITE)
    answer = text_in(form, "text") or visit.say("concern.no_text")
    await visit.edit("concern.rewrite", buttons=_ways_on(form), protect=True, answer=answer)


async def _without_files(visit: Visit, _form: Conversation) -> None:
    await _review(visit, await go_to(visit, FLOW, REVIEW, **{FILES: ""}))


async def _let(visit: Visit, _form: Conversation) -> None:
    """It was not about health after all, or shall stay where it is."""
    await _review(visit, await go_to(visit, FLOW, TEXT, let=1))


async def _as_health(visit: Visit, _form: Conversation) -> None:
    await _review(visit, await go_to(visit, FLOW, TEXT, concern=Concern.HEALTH))


async def _ask_leave(visit: Visit, _form: Conversation) -> None:
    drop = Button("concern.button.drop", "concern_form", "leave_yes")
    await visit.edit("concern.leave", buttons=[[_GO_ON], [drop]], protect=True)


async def _leave(visit: Visit, _form: Conversation) -> None:
    await visit.call(visit.office.forms.leave, visit.user_id, now=visit.now)
    closed(visit)
    await visit.edit("concern.left", buttons=[[HOME, MENU]], protect=True)


async def _send(visit: Visit, form: Conversation) -> None:
    if form.step != REVIEW:
        raise FormMovedOn
    if mode_of(form) is Mode.NO_RETURN:
        await receipt.begin(visit)
    else:
        await file_own(visit, form)


_STEPS: Mapping[str, Callable[[Visit, Conversation], Awaitable[None]]] = {
    "show": _review,
    REVIEW: _review,
    REWRITE: _rewrite,
    "no_files": _without_files,
    "let": _let,
    "health": _as_health,
    "leave": _ask_leave,
    "leave_yes": _leave,
    "send": _send,
}


def unfit(message: Message) -> str:
    """The key of the words for what cannot be taken."""
    if message.voice or message.audio or message.video_note or message.video or message.animation:
        return "concern.unfit.recording"
    return "concern.unfit.sticker" if message.sticker or message.dice else "concern.unfit.other"


def _changes(form: Conversation, message: Message, text: str) -> dict[str, Any]:
    """What a message adds; nothing where it has neither words nor a file. Raise what sets limits."""
    file, said = offered(message), text.strip()
    changes: dict[str, Any] = {}
    if said:
        before = "" if form.step == REWRITE else text_in(form, "text")
        whole = f"{before}\n\n{said}" if before else said
        if len(whole) > TEXT_AT_MOST:
            raise ConcernTooLong(limit=TEXT_AT_MOST)
        changes["text"] = whole
    if file is not None:
        changes[FILES] = as_field(joined(attached_in(form), file))
    return changes


def _counts(form: Conversation) -> dict[str, Any]:
    return {"signs": len(text_in(form, "text")), "most": TEXT_AT_MOST, "files": len(attached_in(form))}


def _ways_on(form: Conversation) -> Rows:
    has_some = bool(text_in(form, "text") or attached_in(form))
    return [[_REVIEW], [LEAVE]] if has_some else [[LEAVE]]


async def _warning(visit: Visit, text: str) -> Markup:
    """What a seal cannot hide."""
    is_small = await visit.call(visit.office.concerns.is_small_unit, visit.own.id)
    tells = tells_of(text, visit.own, is_small_unit=is_small)
    if tells.name:
        return visit.say("concern.tells.name")
    if tells.place:
        return visit.say("concern.tells.place")
    return visit.say("concern.tells.small_unit") if is_small else Markup()
