"""Replies kept ready: picked into an answer, written in both languages, changed, withdrawn."""

from collections.abc import Mapping
from typing import Any

from domain.concerns.canned import PLACEHOLDERS, TEXT_AT_MOST, TITLE_AT_MOST, check_text, check_title, filled
from domain.concerns.desk_records import CannedReply
from domain.concerns.records import Case
from domain.concerns.refusals import ConcernTooLong
from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.refusals import Refusal
from handlers.buttons import Button
from handlers.concerns.places import in_pairs, page_in, turning
from handlers.forms import begin_form, closed, go_to, offered_draft, open_form, take_up, text_in
from handlers.officers.cases.places import CANNED, DESK, SAYING, parts_of, pieces
from handlers.officers.cases.saying import put_words
from handlers.visit import Visit
from locales.words import LANGUAGES, full_date

_AT_ONCE = 6
_SHOWN_UNITS = 3_200
TITLE, INDONESIAN, ENGLISH, CHECK = STEPS = ("title", "text_id", "text_en", "check")
_HOME = Button("case_desk.button.canned", "ti_canned")
_GO = "go."


async def pick(visit: Visit) -> None:
    """While an answer is written: the list, one of it filled with this case, and into the answer with it."""
    form = open_form(visit, SAYING)
    name, language, act = parts_of(visit)
    if not name or name.startswith("p"):
        await _list(visit, "ti_pick", page_in(name), back=Button("button.back", "ti_form", "write"))
        return
    desks, by = visit.office.cases, visit.actor
    reply = await visit.call(desks.canned.get, name, by=by)
    case = await visit.call(desks.handling.look, text_in(form, "number"), by=by)
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    text = filled(reply.text(chosen), facts_of(visit, case, chosen))
    if act == "use":
        try:
            await put_words(visit, text)
        except ConcernTooLong as refusal:
            await visit.refuse(refusal, buttons=[[Button("case_desk.button.review", "ti_form", "review")]])
        return
    other = next(one for one in LANGUAGES if one != chosen)
    rows = [
        [Button("case_desk.button.use", "ti_pick", f"{name}.{chosen}.use")],
        [
            Button(f"case_desk.button.in.{other}", "ti_pick", f"{name}.{other}"),
            Button("button.back", "ti_pick"),
        ],
    ]
    await visit.edit(
        "case_desk.canned.filled",
        buttons=rows,
        protect=True,
        number=case.number,
        title=reply.title,
        # Places that stand there often may fill a text beyond a screen; then its beginning is shown.
        answer=visit.office.words.whole(next(pieces(text, _SHOWN_UNITS))),
    )


def facts_of(visit: Visit, case: Case, language: str) -> Mapping[str, str]:
    """What a case puts into the places of a text."""
    words = visit.office.words
    values = (
        case.number,
        words.plain(language, f"concern.kind.{case.concern}"),
        full_date(language, case.answer_due_on),
        visit.office.hr_office,
        visit.office.hr_contact,
    )
    return dict(zip(PLACEHOLDERS, values, strict=True))


async def manage(visit: Visit) -> None:
    """The list; `<name>`: one of it; `<name>.drop`; `new`, `save`, and drafts of the form."""
    name, act, _ = parts_of(visit)
    if name in {"", "list"} or name.startswith("p"):
        new = Button("case_desk.button.canned_new", "ti_canned", "new")
        await _list(visit, "ti_canned", page_in(name), new, back=DESK)
    elif name in {"new", "anew"}:
        if name == "new" and await offered_draft(visit, CANNED, "ti_canned"):
            return
        await _ask(visit, await begin_form(visit, CANNED, TITLE))
    elif name == "resume":
        await _ask(visit, await take_up(visit, CANNED))
    elif name == "go" and act in STEPS:
        await _ask(visit, await go_to(visit, CANNED, act))
    elif name == "save":
        await _save(visit)
    elif act == "drop":
        await visit.call(visit.office.cases.canned.withdraw, name, by=visit.actor, now=visit.now)
        await visit.edit("case_desk.canned.dropped", buttons=[[_HOME, DESK]], protect=True)
    else:
        await _about(visit, name, act)


async def take(visit: Visit) -> None:
    """One message is one answer; one that is not fit is told so, and the form waits."""
    form = open_form(visit, CANNED)
    text = visit.text.strip()
    try:
        if form.step == TITLE:
            check_title(text)
        elif form.step in {INDONESIAN, ENGLISH}:
            check_text(text)
        else:
            raise FormMovedOn
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[_HOME, DESK]])
        return
    # Whoever changes one of them is not asked for the others again.
    later = STEPS[STEPS.index(form.step) + 1 :]
    following = next((one for one in later if not text_in(form, one)), CHECK)
    await _ask(visit, await go_to(visit, CANNED, following, **{form.step: text}))


async def _list(visit: Visit, action: str, page: int, *first: Button, back: Button) -> None:
    replies = await visit.call(visit.office.cases.canned.listed, by=visit.actor)
    pages = max(1, -(-len(replies) // _AT_ONCE))
    page = min(page, pages)
    shown = replies[(page - 1) * _AT_ONCE : page * _AT_ONCE]
    buttons = [Button("case_desk.button.titled", action, one.name, {"title": one.title}) for one in shown]
    rows = [*in_pairs(buttons), turning(action, page, pages), [*first, back]]
    key = "case_desk.canned" if replies else "case_desk.canned.none"
    await visit.edit(key, buttons=[row for row in rows if row], protect=True, total=len(replies))


async def _about(visit: Visit, name: str, act: str) -> None:
    """One reply in one language; `change`: write its next version."""
    reply = await visit.call(visit.office.cases.canned.get, name, by=visit.actor)
    if act == "change":
        if await offered_draft(visit, CANNED, "ti_canned"):
            return
        form = await begin_form(visit, CANNED, CHECK, **_as_fields(reply))
        await _ask(visit, form)
        return
    chosen = act if act in LANGUAGES else LANGUAGES[0]
    other = next(one for one in LANGUAGES if one != chosen)
    rows = [
        [
            Button(f"case_desk.button.in.{other}", "ti_canned", f"{name}.{other}"),
            Button("case_desk.button.change", "ti_canned", f"{name}.change"),
        ],
        [Button("case_desk.button.canned_drop", "ti_canned", f"{name}.drop"), _HOME],
    ]
    await visit.edit(
        "case_desk.canned.one",
        buttons=rows,
        protect=True,
        title=reply.title,
        version=reply.version,
        answer=visit.office.words.whole(reply.text(chosen)),
    )


async def _ask(visit: Visit, form: Conversation) -> None:
    place = STEPS.index(form.step) + 1
    if form.step != CHECK:
        await visit.edit(
            f"case_desk.canned.{form.step}",
            buttons=[[_HOME, DESK]],
            protect=True,
            place=place,
            most=TITLE_AT_MOST if form.step == TITLE else TEXT_AT_MOST,
            names=", ".join(f"{{{one}}}" for one in PLACEHOLDERS),
        )
        return
    changes = [
        Button(f"case_desk.button.canned.{one}", "ti_canned", f"{_GO}{one}")
        for one in (TITLE, INDONESIAN, ENGLISH)
    ]
    rows = [[Button("case_desk.button.save", "ti_canned", "save")], changes, [_HOME]]
    await visit.edit(
        "case_desk.canned.check",
        buttons=rows,
        protect=True,
        place=place,
        title=text_in(form, TITLE),
        answer=text_in(form, INDONESIAN),
        reason=text_in(form, ENGLISH),
    )


async def _save(visit: Visit) -> None:
    form = open_form(visit, CANNED)
    reply = CannedReply(
        name=text_in(form, "name"),
        version=int(text_in(form, "version") or 0),
        title=text_in(form, TITLE),
        indonesian=text_in(form, INDONESIAN),
        english=text_in(form, ENGLISH),
    )
    try:
        kept = await visit.call(
            visit.office.cases.canned.write, reply, form_of=visit.user_id, by=visit.actor, now=visit.now
        )
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[_HOME, DESK]])
        return
    closed(visit)
    await visit.edit(
        "case_desk.canned.kept",
        buttons=[[_HOME, DESK]],
        protect=True,
        title=kept.title,
        version=kept.version,
    )


def _as_fields(reply: CannedReply) -> dict[str, Any]:
    return {
        "name": reply.name,
        "version": reply.version,
        TITLE: reply.title,
        INDONESIAN: reply.indonesian,
        ENGLISH: reply.english,
    }
