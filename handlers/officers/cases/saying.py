"""Words to a case, as they come in several messages: kept as a draft, looked at, and only then sent.

An answer, a question, a closing, opening again, a note, a reason for forwarding, the number to merge with.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Message

from domain.concerns.desk import TEXT_AT_MOST
from domain.concerns.files import FILES_AT_MOST
from domain.concerns.records import Case
from domain.concerns.refusals import CaseMovedOn, CaseUnknown, ConcernTooLong
from domain.concerns.taxonomy import Desk
from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.refusals import NotFound, Refusal
from handlers.buttons import Button, Rows
from handlers.concerns.media import FILES, FileLost, as_field, attached_in, fetched, joined, offered
from handlers.concerns.places import arg_of, page_in, turning
from handlers.concerns.writing import unfit
from handlers.forms import begin_form, closed, go_to, open_form, take_up, text_in
from handlers.officers.cases.case import read
from handlers.officers.cases.places import DESK, SAYING, case_button, parts_of, pieces
from handlers.visit import Visit
from locales.words import Markup

TEXT, REVIEW, REWRITE = "text", "review", "rewrite"
WHATS = ("answer", "ask", "close", "reopen", "note", "forward", "merge")
# With these the sender may be given files.
_WITH_FILES = {"answer", "ask"}
_PREVIEW_UNITS = 2_400
_REVIEW = Button("case_desk.button.review", "ti_form", REVIEW)
_LEAVE = Button("case_desk.button.leave", "ti_form", "leave")


async def begin(visit: Visit) -> None:
    """Ask for the words; what was written before and not sent comes first."""
    number, what, desk = parts_of(visit)
    if what not in WHATS or (what == "forward" and desk not in set(Desk)):
        raise NotFound(subject=what)
    if await _offers_draft(visit, number):
        return
    case = await read(visit, number)
    kept: dict[str, Any] = {"desk": desk} if desk else {}
    await begin_form(visit, SAYING, TEXT, number=case.number, what=what, seen=case.last_line, **kept)
    await _ask(visit, open_form(visit, SAYING))


async def take(visit: Visit) -> None:
    """A message while the form is open; what is refused may come anew, and nothing of the draft is lost."""
    form, message = open_form(visit, SAYING), visit.message
    if message is None:
        raise FormMovedOn
    what = text_in(form, "what")
    try:
        changes = _changes(form, message, visit.text)
    except Refusal as refusal:
        cause = visit.say(refusal.key, **refusal.facts)
        await visit.reply("case_desk.not_taken", buttons=_ways_on(form), protect=True, cause=cause)
        return
    if not changes:
        key = unfit(message) if what in _WITH_FILES else "case_desk.words_only"
        await visit.reply(key, buttons=_ways_on(form), protect=True)
        return
    album = message.media_group_id or ""
    is_told = bool(album) and text_in(form, "album") == album
    form = await go_to(visit, SAYING, TEXT, album=album, **changes)
    if what == "merge":
        await _review(visit, form)
    elif not is_told:
        counts: dict[str, Any] = {
            "signs": len(text_in(form, TEXT)),
            "most": TEXT_AT_MOST,
            "files": len(attached_in(form)),
        }
        await visit.reply("case_desk.taken", buttons=_ways_on(form), protect=True, **counts)


async def answer_button(visit: Visit) -> None:
    """A button of the open form. One of a form that is over is told so (FormMovedOn)."""
    asked, _, page = arg_of(visit).partition(".")
    if asked == "resume":
        form = visit.identity.conversation
        is_open = form is not None and form.flow == SAYING
        await _resume(visit, open_form(visit, SAYING) if is_open else await take_up(visit, SAYING))
        return
    if asked == "drop":
        await _drop(visit)
        return
    form = open_form(visit, SAYING)
    step = _STEPS.get(asked)
    if step is None:
        raise FormMovedOn
    if asked == REVIEW:
        await _review(visit, form, page=page_in(page))
    else:
        await step(visit, form)


async def put_words(visit: Visit, text: str) -> None:
    """Words from elsewhere, as a reply that is kept ready: below what is there. Raise ConcernTooLong."""
    form = open_form(visit, SAYING)
    form = await go_to(visit, SAYING, TEXT, text=_below(form, text))
    await _review(visit, form)


async def _offers_draft(visit: Visit, number: str) -> bool:
    """Whether words to a case wait to be sent; then the officer has been asked what shall become of them."""
    form = visit.identity.conversation
    if form is None or form.flow != SAYING:
        form = await visit.call(visit.office.forms.draft, visit.user_id, SAYING, now=visit.now)
    if form is None or not (text_in(form, TEXT) or attached_in(form)):
        return False
    rows = [
        [Button("form.button.resume", "ti_form", "resume")],
        [Button("case_desk.button.drop", "ti_form", "drop")],
        [case_button(number)],
    ]
    await visit.edit(
        "case_desk.draft",
        buttons=rows,
        protect=True,
        number=text_in(form, "number"),
        what=visit.say(f"case_desk.what.{text_in(form, 'what')}"),
        signs=len(text_in(form, TEXT)),
        files=len(attached_in(form)),
    )
    return True


async def _resume(visit: Visit, form: Conversation) -> None:
    if text_in(form, TEXT) or attached_in(form):
        await _review(visit, form)
    else:
        await _ask(visit, form)


async def _drop(visit: Visit) -> None:
    """Throw the draft away, open or left."""
    form = visit.identity.conversation
    if form is None or form.flow != SAYING:
        form = await visit.call(visit.office.forms.draft, visit.user_id, SAYING, now=visit.now)
    await visit.call(visit.office.forms.discard, visit.user_id, SAYING)
    closed(visit)
    back = [case_button(text_in(form, "number"))] if form else []
    await visit.edit("case_desk.dropped", buttons=[[*back, DESK]], protect=True)


async def _leave(visit: Visit, form: Conversation) -> None:
    """What is written stays as a draft."""
    await visit.call(visit.office.forms.leave, visit.user_id, now=visit.now)
    closed(visit)
    has_some = bool(text_in(form, TEXT) or attached_in(form))
    key = "case_desk.left" if has_some else "case_desk.left_empty"
    await visit.edit(key, buttons=[[case_button(text_in(form, "number")), DESK]], protect=True)


async def _ask(visit: Visit, form: Conversation) -> None:
    what, number = text_in(form, "what"), text_in(form, "number")
    canned = [Button("case_desk.button.use_canned", "ti_pick")] if what in _WITH_FILES else []
    desk = text_in(form, "desk")
    await visit.edit(
        f"case_desk.ask.{what}",
        buttons=[canned, [_LEAVE]] if canned else [[_LEAVE]],
        protect=True,
        number=number,
        most=TEXT_AT_MOST,
        files=FILES_AT_MOST,
        desk=visit.say(f"case_desk.desk.{desk}") if desk else Markup(),
    )


async def _review(visit: Visit, form: Conversation, *, page: int = 1) -> None:
    """Everything that will be sent, letter by letter; a long text over several screens."""
    text, files, what = text_in(form, TEXT), len(attached_in(form)), text_in(form, "what")
    if not text:
        await visit.edit("case_desk.empty", buttons=_ways_on(form), protect=True)
        return
    form = await go_to(visit, SAYING, REVIEW)
    shown = list(pieces(text, _PREVIEW_UNITS))
    page = min(page, len(shown))
    drop = [Button("case_desk.button.no_files", "ti_form", "no_files")] if files else []
    rows = [
        [Button(f"case_desk.button.send.{what}", "ti_form", "send")],
        turning("ti_form", page, len(shown), about=REVIEW),
        [Button("case_desk.button.rewrite", "ti_form", REWRITE), *drop],
        [_LEAVE],
    ]
    desk = text_in(form, "desk")
    await visit.edit(
        f"case_desk.review.{what}",
        buttons=[row for row in rows if row],
        protect=True,
        number=text_in(form, "number"),
        answer=visit.office.words.whole(shown[page - 1]),
        files=files,
        page=page,
        pages=len(shown),
        desk=visit.say(f"case_desk.desk.{desk}") if desk else Markup(),
    )


async def _rewrite(visit: Visit, form: Conversation) -> None:
    """The next words take the place of these, which stay until then."""
    await go_to(visit, SAYING, REWRITE)
    await visit.edit("case_desk.rewrite", buttons=_ways_on(form), protect=True)


async def _without_files(visit: Visit, _form: Conversation) -> None:
    await _review(visit, await go_to(visit, SAYING, REVIEW, **{FILES: ""}))


async def _send(visit: Visit, form: Conversation) -> None:
    """Hand it to the desk; where somebody has written meanwhile, that is to be read first."""
    if form.step != REVIEW:
        raise FormMovedOn
    number, what = text_in(form, "number"), text_in(form, "what")
    try:
        files = await fetched(visit, attached_in(form))
        case = await visit.office.run(lambda: _say(visit, form, files))
    except FileLost as lost:
        await visit.reply("case_desk.file_lost", buttons=_ways_on(form), protect=True, number=lost.number)
        return
    except CaseMovedOn as moved:
        seen = await visit.call(visit.office.cases.handling.look, number, by=visit.actor)
        await go_to(visit, SAYING, REVIEW, seen=seen.last_line)
        await visit.refuse(moved, buttons=[[case_button(number)], [_REVIEW]])
        return
    except CaseUnknown as unknown:
        await visit.refuse(
            unknown, buttons=[[Button("case_desk.button.rewrite", "ti_form", REWRITE)], [_LEAVE]]
        )
        return
    closed(visit)
    rows = [[case_button(case.number), DESK]]
    await visit.edit(f"case_desk.sent.{what}", buttons=rows, protect=True, number=case.number)


def _say(visit: Visit, form: Conversation, files: tuple[bytes, ...]) -> Case:
    """Each is its own call of a desk, and none of them is made by anything but a press of the officer's."""
    number, text, seen = text_in(form, "number"), text_in(form, TEXT), text_in(form, "seen")
    handling, assigning = visit.office.cases.handling, visit.office.cases.assigning
    by: Any = {"form_of": visit.user_id, "by": visit.actor, "now": visit.now}
    calls: dict[str, Callable[[], Case]] = {
        "answer": lambda: handling.answer(number, text, files, seen=seen, **by),
        "ask": lambda: handling.ask(number, text, files, seen=seen, **by),
        "close": lambda: handling.close(number, text, seen=seen, **by),
        "reopen": lambda: assigning.reopen(number, text, seen=seen, **by),
        "forward": lambda: assigning.forward(number, Desk(text_in(form, "desk")), text, **by),
        "merge": lambda: assigning.merge(number, text, **by),
        "note": lambda: handling.note(number, text, **by),
    }
    return calls[text_in(form, "what")]()


_STEPS: Mapping[str, Callable[[Visit, Conversation], Awaitable[None]]] = {
    REVIEW: _review,
    REWRITE: _rewrite,
    "no_files": _without_files,
    "leave": _leave,
    "send": _send,
    "write": _ask,
}


def _changes(form: Conversation, message: Message, text: str) -> dict[str, Any]:
    """What a message adds; nothing where there is nothing to take. Raise what sets limits."""
    file = offered(message) if text_in(form, "what") in _WITH_FILES else None
    said = text.strip()
    changes: dict[str, Any] = {}
    if said:
        changes[TEXT] = said if text_in(form, "what") == "merge" else _below(form, said)
    if file is not None:
        changes[FILES] = as_field(joined(attached_in(form), file))
    return changes


def _below(form: Conversation, said: str) -> str:
    """With what was there before. Raise ConcernTooLong."""
    before = "" if form.step == REWRITE else text_in(form, TEXT)
    whole = f"{before}\n\n{said}" if before else said
    if len(whole) > TEXT_AT_MOST:
        raise ConcernTooLong(limit=TEXT_AT_MOST)
    return whole


def _ways_on(form: Conversation) -> Rows:
    has_some = bool(text_in(form, TEXT) or attached_in(form))
    return [[_REVIEW], [_LEAVE]] if has_some else [[_LEAVE]]
