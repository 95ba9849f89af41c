"""Looking for a unit: its name as one types it, the nearest ones, or a list by district."""

from collections.abc import Sequence

from domain.organisation import Unit
from domain.preferences.refusals import NothingFound
from handlers.buttons import Button
from handlers.forms import begin_form
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import LIST, number_in, short
from handlers.wishes.home import own_of, show_home
from locales.words import Markup

FLOW, STEP = "wish_search", "name"
PAGE = 4
_AREAS = Button("wishes.button.areas", "wish_find", "1.areas")
_NEAR = Button("wishes.button.near", "wish_find", "1.near")
_AGAIN = Button("wishes.button.search", "wish_find")


async def look(visit: Visit) -> None:
    """Begin a search, or show a page: `<page>.near`, `<page>.areas`, `<page>.<number>.area`."""
    if not (await own_of(visit)).has_consent:
        await show_home(visit)
        return
    *numbers, kind = (visit.pressed.arg if visit.pressed else "").split(".")
    said = [number_in(one) for one in numbers]
    if kind == "near":
        await _show_near(visit, said)
    elif kind == "areas":
        await _show_areas(visit, said)
    elif kind == "area":
        await _show_area(visit, said)
    else:
        await begin_form(visit, FLOW, STEP)
        await visit.edit("wishes.search", buttons=[[_NEAR, _AREAS], [LIST]], protect=True)


async def take_name(visit: Visit) -> None:
    """Whatever is sent while a search is open; the search stays open, so that one may type again."""
    if not visit.text.strip():
        await visit.reply("wishes.search.words_only", buttons=[[_NEAR, _AREAS], [LIST]], protect=True)
        return
    typed = " ".join(visit.text.split())
    try:
        found = await visit.office.run(lambda: visit.office.places.find(typed))
    except NothingFound as nothing:
        said = visit.say(nothing.key)
        await visit.reply(
            "wishes.search.nothing", buttons=[[_NEAR, _AREAS], [LIST]], protect=True, said=said, typed=typed
        )
        return
    await visit.reply(
        "wishes.search.found",
        buttons=[*_units(found[:PAGE]), [_AREAS, LIST]],
        protect=True,
        typed=typed,
        listed=_lines(visit, found[:PAGE]),
    )


async def show_unit(visit: Visit) -> None:
    """One unit: in the own post or in any."""
    arg = visit.pressed.arg if visit.pressed else ""
    own = await own_of(visit)
    if not own.has_consent:
        await show_home(visit)
        return
    unit = await visit.call(visit.office.places.unit, number_in(arg))
    version = own.sheet.version
    is_present = unit.id == visit.own.unit_id
    same = [] if is_present else [Button("wishes.button.own_post", "wish_add", f"{unit.id}.own.{version}")]
    every = [Button("wishes.button.any_post", "wish_add", f"{unit.id}.any.{version}")]
    await visit.edit(
        "wishes.unit",
        buttons=[row for row in (same, every, [_AGAIN, LIST]) if row],
        protect=True,
        unit=unit.name,
        location=unit.location or visit.say("wishes.location.unknown"),
        position=visit.own.position,
    )


async def _show_near(visit: Visit, said: list[int]) -> None:
    near = await visit.office.run(lambda: visit.office.places.nearest(visit.own.id))
    if not near:
        await visit.edit("wishes.near.unknown", buttons=[[_AGAIN, _AREAS], [LIST]], protect=True)
        return
    page, pages = _page(said[:1], len(near))
    shown = near[(page - 1) * PAGE : page * PAGE]
    lines = [
        visit.say("wishes.near.same", unit=one.unit.name)
        if one.minutes == 0
        else visit.say("wishes.near.line", unit=one.unit.name, count=one.minutes)
        for one in shown
    ]
    await visit.edit(
        "wishes.near",
        buttons=[*_units([one.unit for one in shown]), *_turns("near", page, pages), [_AGAIN, LIST]],
        protect=True,
        page=page,
        pages=pages,
        listed=visit.office.words.joined(*lines),
    )


async def _show_areas(visit: Visit, said: list[int]) -> None:
    areas = await visit.office.run(visit.office.places.districts)
    if not areas:
        await visit.edit("wishes.areas.none", buttons=[[_AGAIN, LIST]], protect=True)
        return
    page, pages = _page(said[:1], len(areas))
    first = (page - 1) * PAGE
    rows = [
        [Button("wishes.button.named", "wish_find", f"1.{number}.area", {"name": short(area)})]
        for number, area in enumerate(areas[first : first + PAGE], start=first)
    ]
    await visit.edit(
        "wishes.areas",
        buttons=[*rows, *_turns("areas", page, pages), [_AGAIN, LIST]],
        protect=True,
        page=page,
        pages=pages,
    )


async def _show_area(visit: Visit, said: list[int]) -> None:
    areas = await visit.office.run(visit.office.places.districts)
    number = said[1] if len(said) > 1 else -1
    if not 0 <= number < len(areas):
        await _show_areas(visit, [])
        return
    units = await visit.office.run(lambda: visit.office.places.in_district(areas[number]))
    page, pages = _page(said[:1], len(units))
    shown = units[(page - 1) * PAGE : page * PAGE]
    await visit.edit(
        "wishes.area",
        buttons=[*_units(shown), *_turns(f"{number}.area", page, pages), [_AREAS, LIST]],
        protect=True,
        area=areas[number],
        page=page,
        pages=pages,
        listed=_lines(visit, shown),
    )


def _page(asked: list[int], length: int) -> tuple[int, int]:
    pages = max(-(-length // PAGE), 1)
    return min(max(asked[0] if asked else 1, 1), pages), pages


def _turns(what: str, page: int, pages: int) -> list[list[Button]]:
    before = [Button("wishes.button.before", "wish_find", f"{page - 1}.{what}")] if page > 1 else []
    after = [Button("wishes.button.after", "wish_find", f"{page + 1}.{what}")] if page < pages else []
    return [[*before, *after]] if before or after else []


def _units(units: Sequence[Unit]) -> list[list[Button]]:
    return [
        [Button("wishes.button.named", "wish_unit", str(one.id), {"name": short(one.name)})] for one in units
    ]


def _lines(visit: Visit, units: Sequence[Unit]) -> Markup:
    lines = (
        visit.say("wishes.found.line", unit=one.name, location=one.location)
        if one.location
        else visit.say("wishes.found.nowhere", unit=one.name)
        for one in units
    )
    return visit.office.words.joined(*lines)


ROUTES: tuple[Route, ...] = (
    Route(answer=look, who="linked", action="wish_find"),
    Route(answer=show_unit, who="linked", action="wish_unit"),
    Route(answer=take_name, who="linked", flow=FLOW),
)
