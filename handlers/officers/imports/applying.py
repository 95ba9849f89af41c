"""Confirming exactly what was seen: read again, compare again, and only what is the same is taken in."""

from functools import partial

from domain.forms import FormMovedOn
from domain.imports.desk import ConfirmationNeeded, Preview
from domain.imports.ledger import Tally
from domain.imports.reading import ReadingStopped, Sent
from domain.imports.rows import SheetKind
from domain.plans.runs import PlannerStopped
from domain.refusals import ChangedMeanwhile
from handlers.buttons import Button
from handlers.forms import closed, go_to, open_form, text_in
from handlers.officers.imports.checking import check, compared, is_complete_in, sent_in, show
from handlers.officers.imports.home import show_past
from handlers.officers.imports.places import DROP, FLOW, HOME, PAST, TYPED, arg_of, seen_part
from handlers.officers.progress import Shown, Tell, watched
from handlers.visit import Visit
from locales.words import Markup

_CHECKING = 0.5  # of the whole, the rest is writing
_DIGITS_AT_MOST = 9


async def go(visit: Visit) -> None:
    """The button under a preview. An older one than the last that was shown confirms nothing."""
    try:
        form = open_form(visit, FLOW)
    except FormMovedOn:
        # Confirmed before, perhaps by the same press: what became of it stands in the list.
        await show_past(visit, note=visit.say("im.note.moved_on"))
        return
    if not arg_of(visit) or arg_of(visit) != text_in(form, "seen"):
        await check(visit, form, is_complete=is_complete_in(form), note=visit.say("im.note.older"))
        return
    await _apply(visit, typed=None)


async def take_number(visit: Visit) -> None:
    """The typed number of those who would be ended."""
    await _apply(visit, typed=visit.text.strip()[:_DIGITS_AT_MOST])


async def _apply(visit: Visit, *, typed: str | None) -> None:
    form = open_form(visit, FLOW)
    seen, is_complete = text_in(form, "seen"), is_complete_in(form)
    async with watched(visit, "im.applying") as shown:
        sent = await sent_in(visit, form, shown)
        if sent is None:
            return
        try:
            preview, number = await shown.run(
                partial(_taken_in, visit, sent, seen, is_complete=is_complete, typed=typed)
            )
        except ConfirmationNeeded as needed:
            await _ask_number(visit, shown, needed, is_repeated=typed is not None)
            return
        except ChangedMeanwhile:
            preview = await shown.run(partial(compared, visit, sent, is_complete=is_complete))
            await show(visit, shown, preview, note=visit.say("im.note.changed"))
            return
        except ReadingStopped as stopped:
            await shown.end(stopped.key, buttons=[[DROP, HOME]])
            return
        if number is None:
            await show(visit, shown, preview, note=visit.say("im.note.changed"))
            return
        closed(visit)
        await _conclude(visit, shown, preview, number)


def _taken_in(
    visit: Visit, sent: list[Sent], seen: str, tell: Tell, *, is_complete: bool, typed: str | None
) -> tuple[Preview, int | None]:
    """The number of the import; None where it is not what was seen any more. For a thread."""
    preview = compared(
        visit, sent, lambda share, name: tell(_CHECKING * share, name), is_complete=is_complete
    )
    if seen_part(preview.fingerprint) != seen or preview.refused or not preview.changes_anything:
        return preview, None
    staged = sum(tally.new + tally.changed for tally in preview.comparison.tallies.values()) or 1
    number = visit.office.imports.apply(
        preview,
        by=visit.actor,
        now=visit.now,
        typed=typed,
        form_of=visit.user_id,
        progress=lambda done: tell(_CHECKING + (1 - _CHECKING) * done / staged, ""),
    )
    return preview, number


async def _ask_number(visit: Visit, shown: Shown, needed: ConfirmationNeeded, *, is_repeated: bool) -> None:
    await go_to(visit, FLOW, TYPED)
    note = visit.say("im.note.other_number") if is_repeated else Markup()
    await shown.end("im.type_number", buttons=[[DROP, HOME]], note=note, **needed.facts)


async def _conclude(visit: Visit, shown: Shown, preview: Preview, number: int) -> None:
    """What changed, and who hears of it: some at once, some only when a wave is published."""
    tallies = preview.comparison.tallies
    new = sum(one.new for one in tallies.values())
    changed = sum(one.changed for one in tallies.values())
    ended = len(preview.comparison.leavers) if preview.is_complete else 0
    drafts = tallies.get(SheetKind.PROPOSALS, Tally())
    told = [
        visit.say("im.told.drafts", count=drafts.new + drafts.changed)
        if drafts.new or drafts.changed
        else Markup(),
        await _renewed(visit, shown),
    ]
    undo = Button("im.button.undo_this", "im_undo", str(number))
    await shown.end(
        "im.done",
        buttons=[[undo, PAST], [HOME]],
        number=str(number),
        new=new,
        changed=changed,
        ended=ended,
        told=visit.office.words.joined(*told) or visit.say("im.told.nobody"),
    )


async def _renewed(visit: Visit, shown: Shown) -> Markup:
    """People who were shown a proposal are told where their explanation says something else by now."""
    renewals = visit.office.renewals
    if not await visit.office.run(renewals.is_due):
        return Markup()
    try:
        renewed = await shown.run(
            lambda tell: renewals.run(progress=lambda _stage, done, of: tell(done / max(of, 1), ""))
        )
    except (PlannerStopped, ChangedMeanwhile):
        return visit.say("im.told.later")
    return visit.say("im.told.renewed", count=renewed.changed, mend=renewed.to_mend)
