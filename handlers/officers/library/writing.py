"""Writing or changing an entry, field by field; what was typed is kept as a draft whenever one leaves.

What begins it carries: `n` (new), `e<entry>` (change it), `g<gap>` (a new one for a question that waits),
`f<gap>` (change the entry about which that question waits).
"""

import secrets
from datetime import date
from typing import Any

from domain.actors import Role
from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.knowledge.records import Reading
from domain.refusals import NotFound
from handlers.asking import answer_in, question_in, source_in
from handlers.buttons import Button
from handlers.concerns.places import arg_of
from handlers.forms import begin_form, go_to, open_form, take_up, text_in
from handlers.officers.library.fields import (
    ANSWER_EN,
    ANSWER_ID,
    AT_MOST,
    DATED,
    FIELDS,
    FLOW,
    GAP,
    GATHERED,
    ID,
    PHRASINGS,
    PREVIEW,
    QUESTION_EN,
    QUESTION_ID,
    SEEN,
    SOURCE,
    is_ready,
)
from handlers.officers.library.lists import GAPS, HOME
from handlers.officers.library.previewing import show_preview
from handlers.table import Route
from handlers.typed_days import read_day
from handlers.visit import Visit
from locales.words import full_date, moment

_FRESH = "fresh"
_NEW, _ENTRY, _GAP, _FIX, _RESUME = "n", "e", "g", "f", "resume"


async def begin(visit: Visit) -> None:
    """Offer the draft that was left, if any; its buttons remember what was to be begun."""
    about = arg_of(visit) or _NEW
    if about == _RESUME:
        await show_step(visit, await take_up(visit, FLOW))
        return
    draft = await visit.call(visit.office.forms.draft, visit.user_id, FLOW, now=visit.now)
    if draft is None:
        await begin_anew(visit)
        return
    buttons = [
        [
            Button("form.button.resume", "kb_new", _RESUME),
            Button("form.button.anew", "kb_begin", about),
        ],
        [HOME],
    ]
    kept_until = moment(visit.language, draft.kept_until or draft.expires_at, visit.office.zone)
    await visit.edit("form.draft", buttons=buttons, protect=True, kept_until=kept_until)


async def begin_anew(visit: Visit) -> None:
    """With the words that answer now, where an entry is changed."""
    kind, about = (arg_of(visit) or _NEW)[:1], arg_of(visit)[1:]
    gap = about if kind in {_GAP, _FIX} else ""
    try:
        if gap:
            waiting = await visit.call(visit.office.library.gap, gap, by=visit.actor)
            about = waiting.about if kind == _FIX else ""
        fields = await _fields_of(visit, about) if kind in {_ENTRY, _FIX} else _empty(visit)
    except NotFound:
        await visit.edit("library.gap.gone", buttons=[[GAPS, HOME]], protect=True)
        return
    if gap:
        fields[GAP] = gap
    await show_step(visit, await begin_form(visit, FLOW, FIELDS[0], is_fleeting=False, **fields))


async def answer_form(visit: Visit) -> None:
    """`next`, `back`, `clear`, `today`, or the name of a field."""
    form, what = open_form(visit, FLOW), arg_of(visit)
    step = form.step
    if what in FIELDS:
        await _go(visit, what)
    elif what == "next" and step in FIELDS and is_ready(form, step):
        await _go(visit, (*FIELDS, PREVIEW)[FIELDS.index(step) + 1])
    elif what == "back" and step in FIELDS[1:]:
        await _go(visit, FIELDS[FIELDS.index(step) - 1])
    elif what == "clear" and step in GATHERED:
        await _go(visit, step, **{step: ""})
    elif what == "today" and step == DATED:
        await _go(visit, PHRASINGS, dated=_today(visit))
    elif what == PREVIEW and all(is_ready(form, one) for one in FIELDS):
        await _go(visit, PREVIEW)
    else:
        raise FormMovedOn


async def take_text(visit: Visit) -> None:
    """What is typed for the field that is asked for; nothing of it is lost, even when it is too long."""
    form, typed = open_form(visit, FLOW), visit.text.strip()
    step = form.step
    if step not in FIELDS or not typed:
        await show_step(visit, form)
    elif step == DATED:
        day = read_day(typed)
        if day is None:
            await visit.reply("library.no_such_day", buttons=[[_button("today")], [HOME]], protect=True)
        else:
            await _go(visit, PHRASINGS, dated=day.isoformat())
    elif step in GATHERED:
        is_more = text_in(form, _FRESH) == step and bool(text_in(form, step))
        whole = f"{text_in(form, step)}\n{typed}" if is_more else typed
        await _go(visit, step, **{step: whole, _FRESH: step})
    else:
        kept = " ".join(typed.split())
        is_fit = len(kept) <= AT_MOST[step]
        await _go(visit, FIELDS[FIELDS.index(step) + 1] if is_fit else step, **{step: kept})


async def show_step(visit: Visit, form: Conversation) -> None:
    """What is asked for, what is there already, and how far one is."""
    if form.step not in FIELDS:
        await show_preview(visit, form)
        return
    at = FIELDS.index(form.step)
    said, most = text_in(form, form.step), AT_MOST.get(form.step, 0)
    on = [_button("next")] if is_ready(form, form.step) else []
    back = [_button("back")] if at else []
    more = [_button("today")] if form.step == DATED else []
    if form.step in GATHERED and said:
        more.append(_button("clear"))
    over = max(0, len(said) - most) if most else 0
    shown = full_date(visit.language, date.fromisoformat(said)) if form.step == DATED else said
    await visit.edit(
        f"library.field.{form.step}",
        buttons=[row for row in ([*back, *on], more, [HOME]) if row],
        protect=True,
        step=at + 1,
        steps=len(FIELDS),
        most=most,
        reason=shown or visit.say("library.field.empty"),
        over=visit.say("library.field.over", count=over) if over else visit.say("library.field.kept"),
    )


async def _go(visit: Visit, step: str, **changes: str) -> None:
    fresh = {} if _FRESH in changes else {_FRESH: ""}
    await show_step(visit, await go_to(visit, FLOW, step, at=None, **changes, **fresh))


def _empty(visit: Visit) -> dict[str, Any]:
    return {ID: f"hr_{secrets.token_hex(6)}", SEEN: 0, DATED: _today(visit)}


async def _fields_of(visit: Visit, entry_id: str) -> dict[str, Any]:
    """The words that answer now, in both languages."""
    opened = await visit.call(visit.office.library.entry, entry_id, by=visit.actor)
    reading: Reading = opened.reading
    fields: dict[str, Any] = {
        ID: entry_id,
        SEEN: opened.newest,
        QUESTION_ID: question_in(visit, reading, "id"),
        ANSWER_ID: answer_in(visit, reading, "id"),
        QUESTION_EN: question_in(visit, reading, "en"),
        ANSWER_EN: answer_in(visit, reading, "en"),
        SOURCE: source_in(visit, reading, "id"),
        DATED: reading.cited.dated_on.isoformat(),
    }
    if reading.written is not None and reading.written.phrasings:
        fields[PHRASINGS] = "\n".join(reading.written.phrasings)
    return fields


def _today(visit: Visit) -> str:
    return visit.now.astimezone(visit.office.zone).date().isoformat()


def _button(what: str) -> Button:
    return Button(f"library.form.button.{what}", "kb_form", what)


ROUTES: tuple[Route, ...] = (
    Route(answer=begin, who=Role.OFFICER, action="kb_new"),
    Route(answer=begin_anew, who=Role.OFFICER, action="kb_begin"),
    Route(answer=answer_form, who=Role.OFFICER, action="kb_form"),
    Route(answer=take_text, who=Role.OFFICER, flow=FLOW),
)
