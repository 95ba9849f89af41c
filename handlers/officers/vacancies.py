"""`/formasi`: five years of retirements against the need, unit by unit; whose tenure is due; a file of it."""

from collections.abc import Sequence

from babel.numbers import format_decimal

from domain.exports.records import ExportKind
from domain.pictures import CountBar, CountDrawing, CountGroup
from domain.planning.arithmetic.projection import YearAhead
from domain.vacancies.desk import MAY_READ, Named
from domain.vacancies.outlook import UnitAhead, YearTotal, lacking_at_end
from handlers.buttons import Button, Rows
from handlers.concerns.places import arg_of
from handlers.forms import begin_form
from handlers.officers.pressing import turns
from handlers.pictures import send_drawing
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import number_in, short
from locales.words import Markup

FLOW, STEP = "va_find", "name"
HOME = Button("vacancies.button.home", "va")
UNITS = Button("vacancies.button.units", "va_units", "1")
_MENU = Button("button.menu", "menu")
_SERIES = ("retirements", "contract_ends", "lacking")


async def show_home(visit: Visit) -> None:
    """All units together, and what is not in the data."""
    desk = visit.office.vacancies
    seen = await visit.office.run(lambda: desk.overview(by=visit.actor, now=visit.now))
    if not seen.units:
        await visit.edit("vacancies.none", buttons=[[_MENU]], protect=True)
        return
    picture = Button("vacancies.button.picture", "va_pic")
    export = [Button("vacancies.button.file", "va_file")] if seen.may_export else []
    await visit.edit(
        "vacancies.home",
        buttons=[
            [UNITS, Button("vacancies.button.find", "va_find")],
            [Button("vacancies.button.due", "va_due", "1"), picture],
            [*export, _MENU],
        ],
        protect=True,
        day=seen.as_of,
        units=seen.units,
        listed=visit.office.words.joined(*(_total_line(visit, one) for one in seen.years)),
        due=seen.tenure_due,
        unknown=_unknown(visit, seen.contracts_unknown, seen.retirement_unknown, seen.need_unknown),
    )


async def show_units(visit: Visit) -> None:
    """Those that will lack most come first."""
    desk = visit.office.vacancies
    page = await visit.office.run(lambda: desk.page(number_in(arg_of(visit)), by=visit.actor, now=visit.now))
    await visit.edit(
        "vacancies.units",
        buttons=[
            *_units(page.lines),
            *turns("va_units", "", page.number, page.pages),
            [Button("vacancies.button.find", "va_find"), HOME],
        ],
        protect=True,
        page=page.number,
        pages=page.pages,
        listed=visit.office.words.joined(*(_unit_line(visit, one) for one in page.lines)),
    )


async def look(visit: Visit) -> None:
    """Begin a search, which stays open so that one may type again."""
    await begin_form(visit, FLOW, STEP)
    await visit.edit("vacancies.search", buttons=[[UNITS, HOME]], protect=True)


async def take_name(visit: Visit) -> None:
    """A unit's name, however it is typed."""
    typed, desk = " ".join(visit.text.split()), visit.office.vacancies
    if not typed:
        await visit.reply("vacancies.search", buttons=[[UNITS, HOME]], protect=True)
        return
    found = await visit.office.run(lambda: desk.find(typed, by=visit.actor, now=visit.now))
    key = "vacancies.found" if found else "vacancies.not_found"
    await visit.reply(key, buttons=[*_units(found), [UNITS, HOME]], protect=True, typed=typed)


async def show_unit(visit: Visit) -> None:
    """One unit, year by year."""
    desk = visit.office.vacancies
    one = await visit.office.run(lambda: desk.unit(number_in(arg_of(visit)), by=visit.actor, now=visit.now))
    leave = [Button("vacancies.button.leaving", "va_leave", f"{one.unit_id}.1")] if one.leaving else []
    ahead = one.projection
    await visit.edit(
        "vacancies.unit",
        buttons=[
            [*leave, Button("vacancies.button.picture", "va_pic", str(one.unit_id))],
            [UNITS, HOME],
        ],
        protect=True,
        unit=one.unit,
        actual=ahead.staff_actual,
        need=_or_unknown(visit, ahead.staff_need),
        listed=visit.office.words.joined(*(_year_line(visit, year) for year in ahead.years)),
        unknown=_unknown(visit, one.contracts_unknown, one.retirement_unknown, 0),
    )


async def show_leaving(visit: Visit) -> None:
    """`<unit>.<page>`: by name, which those who are named can see noted."""
    unit, _, page = arg_of(visit).partition(".")
    desk = visit.office.vacancies
    seen = await visit.office.run(
        lambda: desk.leaving(number_in(unit), number_in(page), by=visit.actor, now=visit.now)
    )
    back = Button("vacancies.button.unit", "va_unit", str(seen.unit.unit_id))
    if not seen.lines:
        await visit.edit("vacancies.nobody", buttons=[[back, HOME]], protect=True, unit=seen.unit.unit)
        return
    await visit.edit(
        "vacancies.leaving",
        buttons=[*turns("va_leave", f"{seen.unit.unit_id}.", seen.number, seen.pages), [back, HOME]],
        protect=True,
        unit=seen.unit.unit,
        page=seen.number,
        pages=seen.pages,
        listed=visit.office.words.joined(*(_named_line(visit, one) for one in seen.lines), by="\n\n"),
    )


async def show_due(visit: Visit) -> None:
    """Who passes the limit of rotation and when, the longest in post first."""
    desk = visit.office.vacancies
    seen = await visit.office.run(lambda: desk.due(number_in(arg_of(visit)), by=visit.actor, now=visit.now))
    lines = (
        visit.say(
            "vacancies.due.past" if one.is_past else "vacancies.due.ahead",
            name=one.name,
            position=one.position,
            unit=one.unit,
            day=one.day,
        )
        for one in seen.lines
    )
    unknown = visit.say("vacancies.due.unknown", count=seen.since_unknown)
    await visit.edit(
        "vacancies.due",
        buttons=[*turns("va_due", "", seen.number, seen.pages), [HOME]],
        protect=True,
        page=seen.number,
        pages=seen.pages,
        months=seen.months,
        people=seen.count,
        listed=visit.office.words.joined(*lines, by="\n\n") or visit.say("vacancies.due.none"),
        unknown=unknown if seen.since_unknown else Markup(),
    )


async def show_picture(visit: Visit) -> None:
    """Of all units, or of one; its caption says the same."""
    desk, said = visit.office.vacancies, arg_of(visit)
    plain = visit.office.words.plain
    if said:
        one = await visit.office.run(lambda: desk.unit(number_in(said), by=visit.actor, now=visit.now))
        title, rows = one.unit, [_counts(year) for year in one.projection.years]
        back = Button("vacancies.button.unit", "va_unit", said)
    else:
        seen = await visit.office.run(lambda: desk.overview(by=visit.actor, now=visit.now))
        title, rows = (
            plain(visit.language, "vacancies.picture.all"),
            [_total_counts(one) for one in seen.years],
        )
        back = HOME
    caption = visit.say(
        "vacancies.picture",
        title=title,
        listed=visit.office.words.joined(*(_picture_line(visit, year, counts) for year, counts in rows)),
    )
    await send_drawing(visit, _drawing(visit, title, rows), caption, buttons=[[back]])


async def give_file(visit: Visit) -> None:
    """The spreadsheet; that it left is on record before it does."""
    desk, office = visit.office.vacancies, visit.office
    as_of, units = await office.run(lambda: desk.for_file(by=visit.actor, now=visit.now))
    content = await office.run(lambda: office.vacancy_file(units, as_of, visit.language))
    await visit.call(
        office.exports.release, ExportKind.VACANCIES, content, people=0, by=visit.actor, now=visit.now
    )
    name = office.words.plain(visit.language, "vacancies.file.name", day=as_of.isoformat())
    caption = visit.say("vacancies.file.caption", units=len(units), day=as_of)
    await visit.give_file(content, name, caption, buttons=[[HOME]], to_keep=True)


def _units(units: Sequence[UnitAhead]) -> Rows:
    return [
        [Button("vacancies.button.named", "va_unit", str(one.unit_id), {"name": short(one.unit)})]
        for one in units
    ]


def _total_line(visit: Visit, one: YearTotal) -> Markup:
    leaving = one.retirements + one.contract_ends
    return visit.say("vacancies.year.all", year=str(one.year), leaving=leaving, lacking=one.lacking)


def _unit_line(visit: Visit, one: UnitAhead) -> Markup:
    if one.projection.staff_need is None:
        return visit.say("vacancies.line.unknown", unit=one.unit, leaving=len(one.leaving))
    return visit.say("vacancies.line", unit=one.unit, leaving=len(one.leaving), lacking=lacking_at_end(one))


def _year_line(visit: Visit, year: YearAhead) -> Markup:
    leaving = year.retirements + year.contract_ends
    return visit.say("vacancies.year", year=str(year.year), leaving=leaving, gap=_gap(visit, year.net))


def _gap(visit: Visit, net: int | None) -> Markup:
    if net is None:
        return visit.say("vacancies.gap.unknown")
    if net == 0:
        return visit.say("vacancies.gap.even")
    return visit.say("vacancies.gap.lacking" if net < 0 else "vacancies.gap.spare", people=abs(net))


def _named_line(visit: Visit, one: Named) -> Markup:
    return visit.say(f"vacancies.leaves.{one.cause}", name=one.name, position=one.position, day=one.day)


def _unknown(visit: Visit, contracts: int, retirements: int, needs: int) -> Markup:
    """What is not in the data, or nothing where all is."""
    told = [
        visit.say(f"vacancies.unknown.{name}", count=count)
        for name, count in (("contracts", contracts), ("retirements", retirements), ("needs", needs))
        if count
    ]
    if not told:
        return Markup()
    return visit.say("vacancies.unknown", listed=visit.office.words.joined(*told))


def _or_unknown(visit: Visit, value: int | None) -> Markup | int:
    return visit.say("plan.unknown") if value is None else value


_Row = tuple[str, tuple[int, int, int | None]]
"""A year; who retires, whose contract ends, and how many are lacking at its end."""


def _counts(year: YearAhead) -> _Row:
    lacking = None if year.net is None else max(0, -year.net)
    return str(year.year), (year.retirements, year.contract_ends, lacking)


def _total_counts(one: YearTotal) -> _Row:
    return str(one.year), (one.retirements, one.contract_ends, one.lacking)


def _picture_line(visit: Visit, year: str, counts: tuple[int, int, int | None]) -> Markup:
    retirements, ends, lacking = counts
    return visit.say(
        "vacancies.picture.line",
        year=year,
        retirements=retirements,
        ends=ends,
        lacking=_or_unknown(visit, lacking),
    )


def _drawing(visit: Visit, title: str, rows: Sequence[_Row]) -> CountDrawing:
    plain, language = visit.office.words.plain, visit.language

    def said(count: int | None) -> str:
        return plain(language, "plan.unknown") if count is None else format_decimal(count, locale=language)

    return CountDrawing(
        title=title,
        series=tuple(plain(language, f"vacancies.series.{one}") for one in _SERIES),
        groups=tuple(
            CountGroup(name=year, bars=tuple(CountBar(count=one, said=said(one)) for one in counts))
            for year, counts in rows
        ),
    )


ROUTES: tuple[Route, ...] = (
    Route(
        answer=show_home,
        who=MAY_READ,
        commands=("formasi", "vacancies"),
        action="va",
        menu="command.vacancies",
    ),
    Route(answer=show_units, who=MAY_READ, action="va_units"),
    Route(answer=show_unit, who=MAY_READ, action="va_unit"),
    Route(answer=show_leaving, who=MAY_READ, action="va_leave"),
    Route(answer=show_due, who=MAY_READ, action="va_due"),
    Route(answer=show_picture, who=MAY_READ, action="va_pic"),
    Route(answer=give_file, who=MAY_READ, action="va_file"),
    Route(answer=look, who=MAY_READ, action="va_find"),
    Route(answer=take_name, who=MAY_READ, flow=FLOW),
)
