"""The clock first, then where the objection stands, then what can be done about it."""

from domain.deadlines import ObjectionClock
from domain.objections.own import OwnObjection
from domain.objections.records import Objection, State
from domain.official.digests import short
from handlers.buttons import Button, Rows
from handlers.objection.places import ACTION, BACK, CARD, CONTACT, LANES, left
from handlers.visit import Visit
from locales.words import Markup, moment

_CONCERN = Button("objection.button.concern", "concern")
_LETTER = Button("objection.button.letter", ACTION, "letter")
_DAYS = Button("objection.button.days", ACTION, "days")
_WITHDRAW = Button("objection.button.withdraw", ACTION, "withdraw")


async def show_home(visit: Visit) -> None:
    """Counted anew at every press."""
    own = await visit.call(visit.office.objections.own, visit.own.id, now=visit.now)
    await show(visit, own)


async def show(visit: Visit, own: OwnObjection) -> None:
    """The same for what a desk has just returned."""
    if own.clock is None:
        key = "objection.not_yet" if own.has_proposal else "objection.nothing"
        await visit.edit(key, buttons=[[_CONCERN, LANES], [CONTACT, CARD]], protect=True)
        return
    kept = own.objection
    counts = kept is None or kept.state in {State.DRAFTED, State.WITHDRAWN}
    clock = _clock(visit, own, own.clock) if counts else Markup()
    state = visit.office.words.joined(clock, _state(visit, own, kept), by="\n\n")
    await visit.edit("objection.home", buttons=_buttons(own), protect=True, state=state)


async def show_lanes(visit: Visit) -> None:
    """Two lanes side by side: what each is for, and what it is not."""
    await visit.edit("objection.lanes", buttons=[[_CONCERN, BACK]], protect=True)


async def set_reminding(visit: Visit, *, wanted: bool) -> None:
    """Only who asks is reminded, or who has begun a letter."""
    own = await visit.call(visit.office.objections.remind, visit.own.id, wanted=wanted, now=visit.now)
    await show(visit, own)


async def withdraw(visit: Visit, *, confirmed: bool) -> None:
    """Asked once more, because it cannot be undone."""
    if confirmed:
        await show(visit, await visit.call(visit.office.objections.withdraw, visit.own.id, now=visit.now))
        return
    yes = Button("objection.button.withdraw_yes", ACTION, "withdraw_yes")
    await visit.edit("objection.withdraw", buttons=[[yes], [BACK]], protect=True)


def digests(visit: Visit, own: OwnObjection) -> Markup:
    """Each file with the beginning of its SHA-256; the receipt has it in full."""
    lines = (
        visit.say("objection.file", number=number, name=one.name, digest=short(one.digest))
        for number, one in enumerate(own.files, start=1)
    )
    return visit.office.words.joined(*lines)


def _clock(visit: Visit, own: OwnObjection, clock: ObjectionClock) -> Markup:
    by_receipt = (
        visit.say("objection.clock.by_receipt", day=clock.by_receipt.last_day, received=clock.received_on)
        if clock.by_receipt is not None and clock.received_on is not None
        else visit.say("objection.clock.no_receipt")
    )
    lines = visit.say(
        "objection.clock",
        safe=clock.safe.last_day,
        left=left(visit, own.safe_days_left),
        decree=clock.decree_on,
        by_decree=clock.by_decree.last_day,
        by_receipt=by_receipt,
    )
    estimate = "" if clock.is_official else visit.say("objection.clock.estimate")
    standing = visit.say(f"objection.standing.{own.standing}", last=clock.last_day)
    return visit.office.words.joined(lines, Markup(estimate), standing)


def _state(visit: Visit, own: OwnObjection, kept: Objection | None) -> Markup:
    if kept is None:
        return visit.say("objection.state.none")
    if kept.state is State.DRAFTED:
        return visit.say("objection.state.drafted", count=len(own.files))
    if kept.state is State.WITHDRAWN:
        return visit.say("objection.state.withdrawn")
    if kept.answer is not None:
        return visit.say(
            f"objection.state.{kept.answer.verdict}",
            number=kept.number or "",
            day=kept.answer.at.astimezone(visit.office.zone).date(),
            letter=kept.answer.letter or visit.say("objection.no_letter"),
            reason=kept.answer.reason,
        )
    return _submitted(visit, own, kept)


def _submitted(visit: Visit, own: OwnObjection, kept: Objection) -> Markup:
    if own.answer_due is None or kept.submitted_at is None:
        raise LookupError("what was handed in has a clock")
    due = own.answer_due
    text = visit.say(
        "objection.state.submitted",
        number=kept.number or "",
        at=moment(visit.language, kept.submitted_at, visit.office.zone),
        way=visit.say("objection.way.paper" if kept.on_paper else "objection.way.chat"),
        due=due.last_day,
        left=left(visit, (due.last_day - visit.now.astimezone(visit.office.zone).date()).days),
    )
    estimate = "" if due.is_official else visit.say("objection.clock.estimate")
    return visit.office.words.joined(text, Markup(estimate), digests(visit, own))


def _buttons(own: OwnObjection) -> Rows:
    kept = own.objection
    if kept is None or kept.state is State.WITHDRAWN:
        reminding = "unremind" if own.is_reminded else "remind"
        return [
            [Button("objection.button.write", ACTION, "write")],
            [Button(f"objection.button.{reminding}", ACTION, reminding), _DAYS],
            [LANES, CONTACT],
            [CARD],
        ]
    if kept.state is State.DRAFTED:
        return [
            [_LETTER, Button("objection.button.hand_in", ACTION, "hand_in")],
            [Button("objection.button.rewrite", ACTION, "write"), _DAYS],
            [_WITHDRAW, CARD],
        ]
    receipt = Button("objection.button.receipt", ACTION, "receipt")
    taking_back = [_WITHDRAW] if kept.state is State.SUBMITTED else []
    return [[receipt, _LETTER], [*taking_back, CONTACT], [LANES, CARD]]
