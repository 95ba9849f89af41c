"""What weighs on one: family care, the spouse's job, schooling, timing. Health has its own closed form."""

from domain.conversations import Conversation
from domain.linking.records import Purpose
from domain.preferences.desk import Own
from domain.preferences.documents import MEGABYTES_AT_MOST
from domain.preferences.records import NOTE_LENGTH, OF_FAMILY, Constraint, ConstraintKind
from domain.preferences.refusals import DocumentUnfit, NoteTooLong, SpecialDataNotConsented
from handlers.buttons import Button
from handlers.concerns.health import is_told_in
from handlers.forms import ANEW, RESUME, begin_form, closed, go_to, offered_draft, open_form, take_up, text_in
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.documents import fetched, offered
from handlers.wishes.home import HOME, ask_consent, own_of, show_home
from locales.words import Markup

FLOW, NOTE, CHECK, PAPER = "wish_constraint", "note", "check", "paper"
_KEPT_AT_MOST = 1_000
_BACK = Button("wishes.button.constraints", "constraint")
_HEALTH = Button("wishes.button.health", "concern")


async def answer(visit: Visit) -> None:
    """The list; `<kind>` one of it; `<kind>.<act>` an act on it; `save`, `again` and drafts for the form."""
    asked = visit.pressed.arg if visit.pressed else ""
    own = await own_of(visit)
    kind, _, act = asked.partition(".")
    if not own.has_consent:
        await show_home(visit)
    elif asked == "save":
        await _save(visit)
    elif asked == RESUME:
        await _resume(visit, await take_up(visit, FLOW))
    elif asked == ANEW:
        await visit.call(visit.office.forms.discard, visit.user_id, FLOW)
        await _show_all(visit, own)
    elif kind in set(ConstraintKind):
        await _about(visit, own, ConstraintKind(kind), act)
    else:
        await _show_all(visit, own)


async def take(visit: Visit) -> None:
    """Words or a paper for the open form; anything else is told what it takes."""
    form = open_form(visit, FLOW)
    kind = _kind_of(form)
    try:
        if form.step == PAPER:
            await _take_paper(visit, kind)
        elif not visit.text.strip():
            await visit.reply("wishes.words_only", buttons=[[_BACK]], protect=True)
        elif is_told_in(visit, visit.text):
            await visit.reply("wishes.constraint.health", buttons=[[_HEALTH, _BACK]], protect=True)
        else:
            await _take_note(visit)
    except SpecialDataNotConsented:
        await ask_consent(visit, Purpose.SPECIAL_DATA)


async def _take_note(visit: Visit) -> None:
    note = visit.text.strip()
    if len(note) > NOTE_LENGTH:
        await go_to(visit, FLOW, NOTE, answer=note[:_KEPT_AT_MOST])
        await visit.refuse(NoteTooLong(most=NOTE_LENGTH), buttons=[[_BACK]])
        return
    await _check(visit, await go_to(visit, FLOW, CHECK, answer=note))


async def _take_paper(visit: Visit, kind: ConstraintKind) -> None:
    try:
        paper = await fetched(visit, offered(visit.message))
        await visit.call(
            visit.office.preferences.constrain,
            visit.own.id,
            kind,
            document=paper,
            form_of=visit.user_id,
            now=visit.now,
        )
    except DocumentUnfit as unfit:
        await visit.refuse(unfit, buttons=[[_BACK]])
        return
    closed(visit)
    await _told(visit, kind)


async def _save(visit: Visit) -> None:
    form = open_form(visit, FLOW)
    kind, note = _kind_of(form), text_in(form, "answer")
    if form.step != CHECK:
        await _resume(visit, form)
        return
    try:
        await visit.call(
            visit.office.preferences.constrain,
            visit.own.id,
            kind,
            note=note,
            form_of=visit.user_id,
            now=visit.now,
        )
    except SpecialDataNotConsented:
        await ask_consent(visit, Purpose.SPECIAL_DATA)
        return
    closed(visit)
    await _told(visit, kind)


async def _resume(visit: Visit, form: Conversation) -> None:
    if form.step == CHECK:
        await _check(visit, form)
        return
    key = "wishes.constraint.paper" if form.step == PAPER else "wishes.constraint.note"
    await _ask(visit, key, _kind_of(form), left=text_in(form, "answer"))


async def _about(visit: Visit, own: Own, kind: ConstraintKind, act: str) -> None:
    if kind in OF_FAMILY and not own.has_special_consent:
        await ask_consent(visit, Purpose.SPECIAL_DATA)
        return
    match act:
        case "tell":
            await visit.call(visit.office.preferences.constrain, visit.own.id, kind, now=visit.now)
        case "drop":
            await visit.call(visit.office.preferences.release, visit.own.id, kind, now=visit.now)
        case "note" | "anew":
            if act == "note" and await offered_draft(visit, FLOW, "constraint"):
                return
            await begin_form(visit, FLOW, NOTE, kind=kind)
            await _ask(visit, "wishes.constraint.note", kind)
            return
        case "paper":
            await begin_form(visit, FLOW, PAPER, kind=kind)
            await _ask(visit, "wishes.constraint.paper", kind)
            return
    await _show_one(visit, kind)


async def _show_all(visit: Visit, own: Own) -> None:
    states = {one.kind: one.state for one in own.constraints}
    lines = [
        visit.say(
            "wishes.constraint.line",
            kind=visit.say(f"wishes.constraint.kind.{kind}"),
            state=visit.say(
                f"wishes.constraint.state.{states[kind]}" if kind in states else "wishes.constraint.untold"
            ),
        )
        for kind in ConstraintKind
    ]
    kinds = [Button(f"wishes.button.{kind}", "constraint", kind) for kind in ConstraintKind]
    await visit.edit(
        "wishes.constraints",
        buttons=[kinds[:2], kinds[2:], [_HEALTH, HOME]],
        protect=True,
        listed=visit.office.words.joined(*lines),
    )


async def _show_one(visit: Visit, kind: ConstraintKind) -> None:
    own = await own_of(visit)
    told = next((one for one in own.constraints if one.kind is kind), None)
    note = Button("wishes.button.note", "constraint", f"{kind}.note")
    paper = Button("wishes.button.paper", "constraint", f"{kind}.paper")
    if told is None:
        tell = Button("wishes.button.tell", "constraint", f"{kind}.tell")
        rows = [[note, paper], [tell, _BACK]]
    else:
        rows = [[note, paper], [Button("wishes.button.release", "constraint", f"{kind}.drop"), _BACK]]
    await visit.edit(
        "wishes.constraint",
        buttons=rows,
        protect=True,
        kind=visit.say(f"wishes.constraint.kind.{kind}"),
        state=_state(visit, told),
    )


def _state(visit: Visit, told: Constraint | None) -> Markup:
    if told is None:
        return visit.say("wishes.constraint.untold")
    lines = [visit.say("wishes.constraint.since", day=told.told_on)]
    if told.note:
        lines.append(visit.say("wishes.constraint.noted", answer=told.note))
    if told.document:
        lines.append(visit.say("wishes.constraint.document", name=told.document))
    return visit.office.words.joined(visit.office.words.joined(*lines), _answer_of(visit, told), by="\n\n")


def _answer_of(visit: Visit, told: Constraint) -> Markup:
    """What HR has said of it, and whether it counts."""
    if told.answered_on is None:
        return visit.say("wishes.constraint.answer.open")
    return visit.say(f"wishes.constraint.answer.{told.state}", day=told.answered_on, reason=told.reason)


async def _ask(visit: Visit, key: str, kind: ConstraintKind, *, left: str = "") -> None:
    await visit.edit(
        key,
        buttons=[[_HEALTH, _BACK]],
        protect=True,
        kind=visit.say(f"wishes.constraint.kind.{kind}"),
        most=NOTE_LENGTH,
        megabytes=MEGABYTES_AT_MOST,
        left=visit.say("wishes.constraint.left", answer=left) if left else Markup(),
    )


async def _check(visit: Visit, form: Conversation) -> None:
    kind = _kind_of(form)
    buttons = [
        [Button("wishes.button.save", "constraint", "save")],
        [Button("wishes.button.rewrite", "constraint", f"{kind}.{ANEW}"), _BACK],
    ]
    await visit.edit(
        "wishes.constraint.check",
        buttons=buttons,
        protect=True,
        kind=visit.say(f"wishes.constraint.kind.{kind}"),
        answer=text_in(form, "answer"),
    )


async def _told(visit: Visit, kind: ConstraintKind) -> None:
    kind_said = visit.say(f"wishes.constraint.kind.{kind}")
    await visit.edit("wishes.constraint.kept", buttons=[[_BACK, HOME]], protect=True, kind=kind_said)


def _kind_of(form: Conversation) -> ConstraintKind:
    return ConstraintKind(text_in(form, "kind"))


ROUTES: tuple[Route, ...] = (
    Route(answer=answer, who="linked", action="constraint"),
    Route(answer=take, who="linked", flow=FLOW),
)
