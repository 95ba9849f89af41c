"""Printing: one card or those of a whole unit, recorded as a file that leaves before it is handed over."""

from functools import partial

from domain.exports.records import ExportKind
from domain.liaison.papers import CardFacts
from domain.liaison.refusals import NotInYourUnits, ReachedInChat
from handlers.buttons import Button
from handlers.officers.liaison.places import ALL_UNITS, HOME, one, parts_of
from handlers.officers.progress import watched
from handlers.visit import Visit

_WORDED = "w"


async def print_card(visit: Visit) -> None:
    """`<person>`, or `<person>.w` with a word on the sealed part."""
    person_id, how = parts_of(visit)
    desk = visit.office.liaison
    make = partial(desk.cards, [person_id], with_words=how == _WORDED, by=visit.actor, now=visit.now)
    try:
        cards = await visit.office.run(make)
    except (NotInYourUnits, ReachedInChat) as refusal:
        await visit.refuse(refusal, buttons=[[HOME]])
        return
    await _hand_over(visit, cards, "kartu.pdf", back=one(person_id), is_worded=how == _WORDED)


async def print_unit(visit: Visit) -> None:
    """`<unit>`: which kind; `<unit>.p` and `<unit>.w` print."""
    unit_id, how = parts_of(visit)
    number, back = str(unit_id), Button("li.button.back", "li_unit", f"{unit_id}.1")
    if not how:
        plain = Button("li.button.card", "li_cards", f"{number}.p")
        worded = Button("li.button.card_word", "li_cards", f"{number}.{_WORDED}")
        listed = Button("li.button.list", "li_list", number)
        await visit.edit("li.cards", buttons=[[plain, worded], [listed], [back, HOME]], protect=True)
        return
    desk = visit.office.liaison
    make = partial(desk.unit_cards, unit_id, with_words=how == _WORDED, by=visit.actor, now=visit.now)
    cards = await visit.office.run(make)
    if not cards:
        await visit.edit("li.nobody", buttons=[[HOME]], protect=True)
        return
    await _hand_over(visit, cards, "kartu-unit.pdf", back=back, is_worded=how == _WORDED)


async def send_list(visit: Visit) -> None:
    """`<unit>`: its list as a spreadsheet; the unit 0 is all of them."""
    unit_id, _ = parts_of(visit)
    only = None if unit_id == ALL_UNITS else unit_id
    desk, language = visit.office.liaison, visit.language
    listed = await visit.office.run(partial(desk.listing, only, by=visit.actor, now=visit.now))
    if not listed:
        await visit.edit("li.nobody", buttons=[[HOME]], protect=True)
        return
    async with watched(visit, "li.listing", count=len(listed)) as shown:
        content = await shown.run(lambda _tell: visit.office.cards.listing(listed, language))
        await _release(visit, ExportKind.LIAISON_LIST, content, people=len(listed))
        caption = visit.say("li.list.caption", count=len(listed))
        await visit.give_file(content, "belum-terjangkau.xlsx", caption, to_keep=True)
        await shown.end("li.list.done", buttons=[[HOME]])


async def _hand_over(
    visit: Visit, cards: list[CardFacts], name: str, *, back: Button, is_worded: bool
) -> None:
    today = visit.now.astimezone(visit.office.zone).date()
    async with watched(visit, "li.printing", count=len(cards)) as shown:
        content = await shown.run(lambda _tell: visit.office.cards.cards(cards, dated_on=today))
        await _release(visit, ExportKind.LIAISON_CARDS, content, people=len(cards))
        caption = visit.say("li.printed.worded" if is_worded else "li.printed", count=len(cards))
        await visit.give_file(content, name, caption, to_keep=True)
        await shown.end("li.printed.next", buttons=[[back, HOME]])


async def _release(visit: Visit, kind: ExportKind, content: bytes, *, people: int) -> None:
    """Record that it leaves, before anybody holds it."""
    release = partial(
        visit.office.exports.release, kind, content, people=people, by=visit.actor, now=visit.now
    )
    await visit.office.run(release)
