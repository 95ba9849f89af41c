"""One colleague: why no message reaches them, what was recorded, and what can be done."""

from domain.actors import Role
from domain.liaison.desk import Sheet
from domain.liaison.recording import UNDOABLE_FOR
from domain.liaison.records import Act, Delivery
from domain.liaison.refusals import NotInYourUnits, ReachedInChat
from handlers.buttons import Button, Rows
from handlers.officers.liaison.places import HOME, parts_of
from handlers.visit import Visit
from locales.words import Markup, moment

_SHOWN = 3


async def show_person(visit: Visit) -> None:
    """The sheet of the person on the button."""
    await show_sheet(visit, parts_of(visit)[0])


async def show_sheet(visit: Visit, person_id: int, *, note: Markup | None = None) -> None:
    """Raise nothing for somebody who cannot be helped here: why is said."""
    try:
        sheet = await visit.call(visit.office.liaison.sheet, person_id, by=visit.actor, now=visit.now)
    except (NotInYourUnits, ReachedInChat) as refusal:
        await visit.refuse(refusal, buttons=[[HOME]])
        return
    person, proposal = sheet.beyond.person, sheet.beyond.proposal
    await visit.edit(
        "li.sheet",
        buttons=_buttons(visit, sheet),
        protect=True,
        note=note or Markup(),
        name=person.full_name,
        position=person.position,
        unit=person.unit,
        why=visit.say(f"li.silence.{sheet.beyond.silence}"),
        news=visit.say("li.news" if proposal else "li.no_news"),
        word=visit.say("li.has_word" if sheet.has_word else "li.no_word"),
        recorded=_recorded(visit, sheet),
    )


def said_record(visit: Visit, kept: Delivery) -> Markup:
    """One line of what was recorded."""
    at = moment(visit.language, kept.recorded_at, visit.office.zone)
    if kept.act is Act.UNREACHABLE:
        why = visit.say(f"li.hindrance.{kept.hindrance}")
        return visit.say("li.record.unreachable", why=why, at=at)
    if kept.acknowledgement is not None:
        return visit.say(f"li.record.{kept.acknowledgement}", at=at)
    if kept.act is Act.CONCERN or kept.told_on is None:
        return visit.say("li.record.concern")
    return visit.say("li.record.paper", day=kept.told_on)


def _recorded(visit: Visit, sheet: Sheet) -> Markup:
    lines = [said_record(visit, kept) for kept in sheet.recorded[:_SHOWN]]
    return visit.office.words.joined(*lines) if lines else visit.say("li.record.none")


def _buttons(visit: Visit, sheet: Sheet) -> Rows:
    """What can be recorded, where there is something to tell; what needs a word, where one counts."""
    number = str(sheet.beyond.person.id)
    card = Button("li.button.card", "li_card", number)
    is_officer = Role.OFFICER in visit.identity.roles
    worded = [Button("li.button.card_word", "li_card", f"{number}.w")] if is_officer else []
    told = [Button("li.button.told", "li_told", number), Button("li.button.away", "li_away", number)]
    speak = [Button("li.button.ack", "li_ack", number), Button("li.button.say", "li_say", number)]
    last = next(iter(sheet.recorded), None)
    is_fresh = last is not None and visit.now - last.recorded_at <= UNDOABLE_FOR
    undo = [Button("li.button.undo", "li_undo", str(last.id))] if last and is_fresh else []
    rows = [
        [card, *worded],
        told if sheet.beyond.proposal else [],
        speak if sheet.has_word else [],
        [*undo, HOME],
    ]
    return [row for row in rows if row]
