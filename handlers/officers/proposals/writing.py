"""What officers write about a proposal: typed, looked at once more, then kept.

Kinds: a note to the other officers, an answer to a finding, the reason, the planned day, a step's note.
"""

from datetime import date, datetime

from domain.conversations import Conversation
from domain.dossiers.drafts import DayPast, DraftChanged, NotADraft
from domain.dossiers.words import WORDS_AT_MOST, WordsNeeded, WordsTooLong, written
from domain.forms import FormMovedOn
from domain.proposal_desk import NotNext
from domain.proposals import Status
from domain.refusals import ChangedMeanwhile, NotFound
from handlers.buttons import Button
from handlers.forms import begin_form, closed, go_to, open_form, text_in
from handlers.officers.proposals.card import opened, show_one
from handlers.officers.proposals.editing import show_changed
from handlers.officers.waves.places import READERS, number_in, parts, proposal_button, status_name
from handlers.table import Route
from handlers.visit import Visit

FLOW, TYPING, LOOK = "pr_write", "typing", "look"
COMMENT, ANSWER, REASON, DAY, STEP = "comment", "answer", "reason", "day", "step"
_KINDS = (COMMENT, ANSWER, REASON, DAY)
_DAY_FORMATS = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d")


async def begin(visit: Visit) -> None:
    """`<proposal>.<kind>.<rest>`: the rest is the finding's place in the list, or the draft's version."""
    number, kind, rest = parts(visit, 3)
    proposal_id = number_in(number)
    if kind not in _KINDS:
        raise FormMovedOn
    if kind == ANSWER:
        one = await opened(visit, proposal_id)
        place = number_in(rest)
        if not 1 <= place <= len(one.findings):
            raise NotFound(subject=rest)
        rest = one.findings[place - 1].finding.code
    await _begin(visit, kind, proposal_id, rest)


async def begin_note(visit: Visit) -> None:
    """`<proposal>.<to>.<seen>`: a step with a note."""
    number, to, seen = parts(visit, 3)
    if to not in set(Status) or seen not in set(Status):
        raise FormMovedOn
    await _begin(visit, STEP, number_in(number), f"{to}.{seen}")


async def take(visit: Visit) -> None:
    """What was typed; one that does not fit is kept as far as it goes, and asked for again."""
    form = open_form(visit, FLOW)
    proposal_id, kind = number_in(text_in(form, "proposal")), text_in(form, "kind")
    back = [[proposal_button(proposal_id)]]
    if kind == DAY and visit.text.strip():
        day = _day_in(visit.text)
        if day is None:
            await visit.reply("dossier.day.unread", buttons=back, protect=True)
            return
        typed = day.isoformat()
    else:
        try:
            typed = written(visit.text)
        except WordsNeeded:
            await visit.reply("dossier.find.words_only", buttons=back, protect=True)
            return
        except WordsTooLong as long:
            await go_to(visit, FLOW, TYPING, answer=visit.text.strip()[:WORDS_AT_MOST])
            await visit.refuse(long, buttons=back)
            return
    await _show_look(visit, await go_to(visit, FLOW, LOOK, answer=typed))


async def save(visit: Visit) -> None:
    """Nothing keeps what was looked at; a version keeps it on a draft that changed meanwhile."""
    form = open_form(visit, FLOW)
    if form.step != LOOK:
        raise FormMovedOn
    (version,) = parts(visit, 1)
    proposal_id = number_in(text_in(form, "proposal"))
    if version:
        form = await go_to(visit, FLOW, LOOK, rest=version)
    try:
        await _keep(visit, form, proposal_id)
    except DraftChanged:
        await show_changed(visit, proposal_id, is_typed=True)
        return
    except DayPast as past:
        await visit.refuse(past, buttons=[[proposal_button(proposal_id)]])
        return
    except (ChangedMeanwhile, NotNext, NotADraft):
        await show_one(visit, proposal_id, visit.say("dossier.moved_on"))
        return
    closed(visit)
    await show_one(visit, proposal_id, visit.say(f"dossier.saved.{text_in(form, 'kind')}"))


async def _begin(visit: Visit, kind: str, proposal_id: int, rest: str) -> None:
    one = await opened(visit, proposal_id)
    await begin_form(visit, FLOW, TYPING, kind=kind, proposal=proposal_id, rest=rest)
    to = rest.partition(".")[0] if kind == STEP else ""
    await visit.edit(
        f"dossier.write.{kind}",
        buttons=[[proposal_button(proposal_id)]],
        protect=True,
        name=one.person.full_name,
        most=WORDS_AT_MOST,
        **({"status": status_name(visit, to)} if to else {}),
    )


async def _show_look(visit: Visit, form: Conversation) -> None:
    kind, typed = text_in(form, "kind"), text_in(form, "answer")
    proposal_id = number_in(text_in(form, "proposal"))
    again = Button("dossier.button.rewrite", "pr_redo")
    await visit.reply(
        f"dossier.look.{kind}",
        buttons=[[Button("dossier.button.save", "pr_save"), again], [proposal_button(proposal_id)]],
        protect=True,
        answer=date.fromisoformat(typed) if kind == DAY else typed,
    )


async def redo(visit: Visit) -> None:
    """Type it anew."""
    form = await go_to(visit, FLOW, TYPING)
    proposal_id = number_in(text_in(form, "proposal"))
    await visit.edit("dossier.redo", buttons=[[proposal_button(proposal_id)]], protect=True)


async def _keep(visit: Visit, form: Conversation, proposal_id: int) -> None:
    kind, rest, typed = (text_in(form, name) for name in ("kind", "rest", "answer"))
    office, by, now, form_of = visit.office, visit.actor, visit.now, visit.user_id
    match kind:
        case "comment":
            await visit.call(office.dossiers.comment, proposal_id, typed, by=by, form_of=form_of, now=now)
        case "answer":
            await visit.call(
                office.wave_checks.answer, proposal_id, rest, typed, by=by, form_of=form_of, now=now
            )
        case "reason":
            await visit.call(
                office.drafts.set_reason, proposal_id, typed, seen=rest, by=by, form_of=form_of, now=now
            )
        case "day":
            await visit.call(
                office.drafts.set_day,
                proposal_id,
                date.fromisoformat(typed),
                today=now.astimezone(office.zone).date(),
                seen=rest,
                by=by,
                form_of=form_of,
                now=now,
            )
        case _:
            to, _, seen = rest.partition(".")
            await visit.call(
                office.proposals.move,
                proposal_id,
                Status(to),
                seen=Status(seen),
                note=typed,
                by=by,
                form_of=form_of,
                now=now,
            )


def _day_in(typed: str) -> date | None:
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None


ROUTES: tuple[Route, ...] = (
    Route(answer=begin, who=READERS, action="pr_write"),
    Route(answer=begin_note, who=READERS, action="pr_note"),
    Route(answer=take, who=READERS, flow=FLOW),
    Route(answer=save, who=READERS, action="pr_save"),
    Route(answer=redo, who=READERS, action="pr_redo"),
)
