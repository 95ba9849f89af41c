"""The list of colleagues whom no message reaches: by unit, by name, or by a pasted list of NIPs."""

from collections.abc import Sequence
from functools import partial

from domain.liaison.records import Colleague
from domain.people_lists import PeopleList, read_people_list
from handlers.buttons import Button, Rows
from handlers.forms import begin_form, go_to, open_form, text_in
from handlers.officers.liaison.places import ALL_UNITS, FIND, HOME, MENU, SEARCH, number_in, parts_of, short
from handlers.visit import Visit
from locales.words import Markup

_ASKED = "asked"
_NAME_AT_MOST = 60
_SHOWN_NIPS = 4


async def show_home(visit: Visit) -> None:
    """The units with their numbers; who serves one unit alone sees its people at once."""
    asked = parts_of(visit)[0] if visit.pressed else 1
    found = await visit.office.run(partial(visit.office.liaison.units, asked, by=visit.actor, now=visit.now))
    if not found.listed:
        await visit.edit("li.nobody", buttons=[[HOME, MENU]], protect=True)
        return
    if found.pages == 1 and len(found.listed) == 1:
        await _show_people(visit, found.listed[0][0].id, 1)
        return
    rows = [
        [Button("li.button.unit", "li_unit", f"{unit.id}.1", {"unit": short(unit.name), "count": count})]
        for unit, count in found.listed
    ]
    listed = Button("li.button.list", "li_list", str(ALL_UNITS))
    await visit.edit(
        "li.units",
        buttons=[*rows, *_turns("li", found.number, found.pages), [listed, SEARCH], [MENU]],
        protect=True,
        count=found.total,
        page=found.number,
        pages=found.pages,
    )


async def show_unit(visit: Visit) -> None:
    """`<unit>.<page>`; the unit 0 is all of them."""
    unit_id, rest = parts_of(visit)
    await _show_people(visit, unit_id, number_in(rest))


async def begin_search(visit: Visit) -> None:
    """A name or NIPs are asked for; with a page on the button, the next ones of the last name."""
    page, _ = parts_of(visit)
    if page > 0:
        form = open_form(visit, FIND)
        await _show_found(visit, text_in(form, "name"), page)
        return
    await begin_form(visit, FIND, _ASKED)
    await visit.edit("li.find", buttons=[[HOME]], protect=True)


async def take_search(visit: Visit) -> None:
    """The search stays open, so that one may type again."""
    typed = " ".join(visit.text.split())
    listed = read_people_list(visit.text)
    if listed.nips or listed.malformed:
        await _show_listed(visit, listed)
    elif not typed:
        await visit.reply("li.find.words_only", buttons=[[HOME]], protect=True)
    else:
        name = typed[:_NAME_AT_MOST]
        await go_to(visit, FIND, _ASKED, name=name)
        await _show_found(visit, name, 1)


async def _show_people(visit: Visit, unit_id: int, page: int) -> None:
    only = None if unit_id == ALL_UNITS else unit_id
    desk = visit.office.liaison
    found = await visit.office.run(partial(desk.people, page, unit_id=only, by=visit.actor, now=visit.now))
    if not found.listed:
        await visit.edit("li.nobody", buttons=[[HOME, MENU]], protect=True)
        return
    cards = [Button("li.button.cards", "li_cards", str(unit_id))] if only else []
    turns = _turns("li_unit", found.number, found.pages, about=str(unit_id))
    await visit.edit(
        "li.people",
        buttons=[*_people(found.listed), *turns, [*cards, SEARCH], [HOME]],
        protect=True,
        unit=found.listed[0].unit,
        listed=_lines(visit, found.listed),
        count=found.count,
        page=found.number,
        pages=found.pages,
    )


async def _show_found(visit: Visit, name: str, page: int) -> None:
    desk = visit.office.liaison
    found = await visit.office.run(partial(desk.people, page, name=name, by=visit.actor, now=visit.now))
    if not found.listed:
        await visit.edit("li.find.nothing", buttons=[[SEARCH, HOME]], protect=True, name=name)
        return
    await visit.edit(
        "li.found",
        buttons=[*_people(found.listed), *_turns("li_find", found.number, found.pages), [SEARCH, HOME]],
        protect=True,
        name=name,
        listed=_lines(visit, found.listed),
        count=found.count,
        page=found.number,
        pages=found.pages,
    )


async def _show_listed(visit: Visit, listed: PeopleList) -> None:
    """Of a pasted list: whom no message reaches, and what in it was no NIP."""
    desk = visit.office.liaison
    found = await visit.office.run(partial(desk.with_nips, listed.nips, by=visit.actor, now=visit.now))
    buttons = [
        [Button("li.button.person", "li_one", str(who.person.id), {"name": short(who.person.full_name)})]
        for who in found[:_SHOWN_NIPS]
    ]
    wrong = ", ".join(str(one.line) for one in listed.malformed) or "–"
    await visit.reply(
        "li.listed",
        buttons=[*buttons, [SEARCH, HOME]],
        protect=True,
        nips=len(listed.nips),
        found=len(found),
        shown=len(buttons),
        duplicates=len(listed.duplicates),
        malformed=len(listed.malformed),
        lines=wrong,
    )


def _people(listed: Sequence[Colleague]) -> list[list[Button]]:
    return [
        [Button("li.button.person", "li_one", str(who.person_id), {"name": short(who.full_name)})]
        for who in listed
    ]


def _lines(visit: Visit, listed: Sequence[Colleague]) -> Markup:
    lines = (
        visit.say(
            "li.person",
            name=who.full_name,
            position=who.position,
            why=visit.say(f"li.silence.{who.silence}"),
        )
        for who in listed
    )
    return visit.office.words.joined(*lines)


def _turns(action: str, page: int, pages: int, *, about: str = "") -> Rows:
    prefix = f"{about}." if about else ""
    before = [Button("li.button.before", action, f"{prefix}{page - 1}")] if page > 1 else []
    after = [Button("li.button.after", action, f"{prefix}{page + 1}")] if page < pages else []
    return [[*before, *after]] if before or after else []
