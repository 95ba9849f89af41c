"""Recording: the envelope handed over, or why not; what its reader says; and taking a record back."""

from datetime import timedelta
from functools import partial

from domain.acknowledgements import Acknowledgement
from domain.liaison.records import Act, Hindrance
from domain.liaison.refusals import (
    DayUnfit,
    NothingToTell,
    NotInYourUnits,
    OwnCard,
    ReachedInChat,
    TooLateToTakeBack,
    WordUnfit,
    WordUsedUp,
)
from domain.refusals import AlreadyDone, NotFound, NotPermitted, Refusal
from handlers.buttons import Button
from handlers.forms import begin_form, closed, open_form, text_in
from handlers.officers.liaison.person import said_record, show_sheet
from handlers.officers.liaison.places import BACK, HOME, WORD, number_in, one, parts_of
from handlers.visit import Visit

_DAYS = (0, 1, 2)
SAID = (Acknowledgement.UNDERSTOOD, Acknowledgement.NOT_UNDERSTOOD)
EXPECTED = (
    AlreadyDone,
    DayUnfit,
    NothingToTell,
    NotInYourUnits,
    OwnCard,
    ReachedInChat,
    TooLateToTakeBack,
    WordUsedUp,
)


async def record_told(visit: Visit) -> None:
    """`<person>` asks for the day, `<person>.<days ago>` records."""
    person_id, ago = parts_of(visit)
    if not ago:
        days = [Button(f"li.day.{each}", "li_told", f"{person_id}.{each}") for each in _DAYS]
        await visit.edit("li.told", buttons=[days[:2], [days[2], one(person_id)]], protect=True)
        return
    today = visit.now.astimezone(visit.office.zone).date()
    try:
        on = today - timedelta(days=max(number_in(ago), 0))
        await visit.call(visit.office.recording.told, person_id, on, by=visit.actor, now=visit.now)
    except EXPECTED as refusal:
        await _refuse(visit, refusal, person_id)
        return
    await show_sheet(visit, person_id, note=visit.say("li.recorded"))


async def record_away(visit: Visit) -> None:
    """`<person>` asks for the reason, `<person>.<hindrance>` records."""
    person_id, why = parts_of(visit)
    if why not in set(Hindrance):
        reasons = [Button(f"li.hindrance.{each}", "li_away", f"{person_id}.{each}") for each in Hindrance]
        rows = [reasons[:2], reasons[2:4], [*reasons[4:], one(person_id)]]
        await visit.edit("li.away", buttons=rows, protect=True)
        return
    desk = visit.office.recording
    try:
        await visit.call(desk.unreachable, person_id, Hindrance(why), by=visit.actor, now=visit.now)
    except EXPECTED as refusal:
        await _refuse(visit, refusal, person_id)
        return
    await show_sheet(visit, person_id, note=visit.say("li.recorded"))


async def ask_answer(visit: Visit) -> None:
    """`<person>` asks what they say, `<person>.<word>` then asks for the word on their card."""
    person_id, said = parts_of(visit)
    if said not in set(SAID):
        answers = [Button(f"li.said.{each}", "li_ack", f"{person_id}.{each}") for each in SAID]
        await visit.edit("li.ack", buttons=[answers, [one(person_id)]], protect=True)
        return
    await begin_form(visit, WORD, "word", person=person_id, said=said)
    await visit.edit(
        "li.ack.word", buttons=[[one(person_id)]], protect=True, said=visit.say(f"li.said.{said}")
    )


async def take_word(visit: Visit) -> None:
    """The word completes the answer; it is taken out of the chat."""
    form = open_form(visit, WORD)
    person_id, said = int(form.data["person"]), Acknowledgement(text_in(form, "said"))
    if not visit.text.strip():
        await visit.reply("li.word.words_only", buttons=[[one(person_id)]], protect=True)
        return
    await erase_word(visit)
    act = partial(
        visit.office.recording.acknowledge,
        person_id,
        visit.text,
        said,
        by=visit.actor,
        form_of=visit.user_id,
        now=visit.now,
    )
    try:
        await visit.office.run(act)
    except (*EXPECTED, WordUnfit) as refusal:
        await _refuse(visit, refusal, person_id)
        return
    closed(visit)
    await show_sheet(visit, person_id, note=visit.say("li.recorded"))


async def undo(visit: Visit) -> None:
    """`<record>` says what it would undo, `<record>.yes` does; a concern needs its receipt."""
    delivery_id, act = parts_of(visit)
    desk = visit.office.recording
    try:
        kept = await visit.call(desk.undoable, delivery_id, by=visit.actor, now=visit.now)
        if kept.act is Act.CONCERN:
            await begin_form(visit, BACK, "receipt", is_fleeting=True, delivery=delivery_id)
            await visit.edit("li.undo.concern", buttons=[[one(kept.person_id)]], protect=True)
            return
        if act != "yes":
            yes = Button("li.button.undo_yes", "li_undo", f"{delivery_id}.yes")
            record = said_record(visit, kept)
            await visit.edit("li.undo", buttons=[[yes], [one(kept.person_id)]], protect=True, record=record)
            return
        await visit.call(desk.take_back, delivery_id, by=visit.actor, now=visit.now)
    except (*EXPECTED, NotFound, NotPermitted) as refusal:
        await visit.refuse(refusal, buttons=[[HOME]])
        return
    await show_sheet(visit, kept.person_id, note=visit.say("li.undone"))


async def take_receipt(visit: Visit) -> None:
    """The receipt withdraws the concern that was sent, as long as nobody has read it."""
    form = open_form(visit, BACK)
    delivery_id = int(form.data["delivery"])
    await erase_word(visit)
    desk = visit.office.recording
    take = partial(
        desk.take_back_concern,
        delivery_id,
        visit.text,
        by=visit.actor,
        asked_by=visit.user_id,
        now=visit.now,
    )
    try:
        await visit.office.run(take)
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[HOME]])
        return
    await visit.call(visit.office.forms.discard, visit.user_id, BACK)
    closed(visit)
    await visit.reply("li.undone.concern", buttons=[[HOME]], protect=True)


async def erase_word(visit: Visit) -> None:
    """What was typed proves something once: it need not stand in the chat."""
    if visit.message is not None:
        await visit.erase(visit.message.message_id)


async def _refuse(visit: Visit, refusal: Refusal, person_id: int) -> None:
    await visit.refuse(refusal, buttons=[[one(person_id), HOME]])
