"""`/impor`: what to send, templates, past imports, and undoing the last one."""

from domain.imports.desk import NothingToUndo, TooLateToUndo
from domain.imports.ledger import PastImport
from domain.imports.reading import TEMPLATES as KINDS
from domain.refusals import AlreadyDone, ChangedMeanwhile
from handlers.buttons import Button, Rows
from handlers.forms import begin_form, take_up
from handlers.officers.imports.places import (
    DROP,
    FILES,
    FLOW,
    HOME,
    MEGABYTES_AT_MOST,
    MENU,
    PAST,
    TEMPLATES,
    UNDO,
    arg_of,
    waiting_in,
)
from handlers.visit import Visit
from locales.words import Markup, moment

_DIGITS_AT_MOST = 9
_OPERATOR = "operator"


async def show_home(visit: Visit) -> None:
    """Files that wait are offered first: they are lost neither by an hour's silence nor by a restart."""
    form = visit.identity.conversation
    if form is None or form.flow != FLOW:
        draft = await visit.call(visit.office.forms.draft, visit.user_id, FLOW, now=visit.now)
        if draft is not None and waiting_in(draft):
            form = await take_up(visit, FLOW)
        else:
            form = await begin_form(visit, FLOW, FILES)
    files = waiting_in(form)
    if files:
        again = Button("im.button.check", "im_full", "some")
        listed = visit.office.words.joined(*(visit.say("im.file", name=one.name) for one in files))
        await visit.edit("im.waiting", buttons=[[again, DROP], [PAST, MENU]], protect=True, files=listed)
        return
    await visit.edit("im.home", buttons=_DOORS, protect=True, most=MEGABYTES_AT_MOST)


async def drop(visit: Visit) -> None:
    """Forget what waits; nothing had been taken in."""
    await visit.call(visit.office.forms.discard, visit.user_id, FLOW)
    await begin_form(visit, FLOW, FILES)
    await visit.edit("im.home", buttons=_DOORS, protect=True, most=MEGABYTES_AT_MOST)


async def show_templates(visit: Visit) -> None:
    """The kinds; with a kind on the button, its spreadsheet."""
    kind = arg_of(visit)
    if kind not in KINDS:
        buttons = [Button(f"im.template.{one}", "im_tpl", one) for one in KINDS]
        rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
        await visit.edit("im.templates", buttons=[*rows, [HOME]], protect=True)
        return
    spreadsheets, language = visit.office.spreadsheets, visit.language
    content = await visit.office.run(lambda: spreadsheets.template(kind, language))
    caption = visit.say("im.template.sent", kind=visit.say(f"im.template.{kind}"))
    await visit.give_file(content, f"{kind}.xlsx", caption, buttons=[[TEMPLATES, HOME]], to_keep=True)


async def show_past(visit: Visit, *, note: Markup | None = None) -> None:
    """Past imports, newest first."""
    page = await visit.call(visit.office.imports.page, _number(arg_of(visit)), by=visit.actor)
    if not page.listed:
        await visit.edit("im.past.none", buttons=[[HOME, MENU]], protect=True)
        return
    newer = [Button("button.newer", "im_past", str(page.number - 1))] if page.number > 1 else []
    older = [Button("button.older", "im_past", str(page.number + 1))] if page.number < page.pages else []
    lines = [await _past(visit, one) for one in page.listed]
    await visit.edit(
        "im.past",
        buttons=[row for row in ([*newer, *older], [UNDO, HOME]) if row],
        protect=True,
        note=note or Markup(),
        listed=visit.office.words.joined(*lines, by="\n\n"),
        page=page.number,
        pages=page.pages,
    )


async def undo(visit: Visit) -> None:
    """First what it would put back; `<number>.yes` does it, if that import is still the last one."""
    number, _, act = arg_of(visit).partition(".")
    desk, by = visit.office.imports, visit.actor
    try:
        if act != "yes":
            await _ask_undo(visit, number)
            return
        past, restored = await visit.office.run(lambda: desk.undo(_number(number), by=by, now=visit.now))
    except (AlreadyDone, NothingToUndo, TooLateToUndo, ChangedMeanwhile) as refusal:
        await visit.refuse(refusal, buttons=[[PAST, HOME]])
        return
    rows = sum(restored.values())
    await visit.edit("im.undone", buttons=[[PAST, HOME]], protect=True, number=str(past.id), rows=rows)


async def _ask_undo(visit: Visit, number: str) -> None:
    desk, by = visit.office.imports, visit.actor
    undoing = await visit.office.run(lambda: desk.undoing(by=by, now=visit.now))
    past = undoing.past
    if number and number != str(past.id):
        raise ChangedMeanwhile(subject=f"import {past.id}")
    tables = [
        visit.say("im.undo.rows", table=visit.say(f"im.table.{table}"), rows=rows)
        for table, rows in undoing.rows.items()
    ]
    await visit.edit(
        "im.undo",
        buttons=[[Button("im.button.undo_yes", "im_undo", f"{past.id}.yes")], [PAST, HOME]],
        protect=True,
        past=await _past(visit, past),
        listed=visit.office.words.joined(*tables),
        until=moment(visit.language, undoing.until, visit.office.zone),
    )


async def _past(visit: Visit, past: PastImport) -> Markup:
    counts = past.summary.values()
    return visit.say(
        "im.past.undone" if past.undone_at else "im.past.line",
        number=str(past.id),
        at=moment(visit.language, past.applied_at, visit.office.zone),
        by=await _who(visit, past.applied_by),
        new=sum(one["new"] for one in counts),
        changed=sum(one["changed"] for one in counts),
    )


async def _who(visit: Visit, label: str) -> Markup | str:
    if label == _OPERATOR:
        return visit.say("im.by.operator")
    if label == visit.actor.label:
        return visit.say("im.by.you")
    return visit.say("im.by.officer")


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _DIGITS_AT_MOST else 1


_DOORS: Rows = ((TEMPLATES, PAST), (UNDO, MENU))
