"""A wave: its sums, a picture of them, its units one by one, and their load now and after."""

from decimal import Decimal
from functools import partial

from babel.numbers import format_decimal

from domain.pictures import CountBar, CountDrawing, CountGroup, LoadBar, LoadDrawing, UnitBars
from domain.standing.desk import UnitLine, WaveStanding, line_of
from domain.standing.hiding import Cells
from domain.standing.records import ANSWERS, LoadCount, WaveCount
from handlers.buttons import Button, Rows
from handlers.concerns.places import in_pairs, turning
from handlers.officers.standing.places import HOME, WHO, answers_said, parts_of, turned
from handlers.pictures import send_drawing
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup, Value

_REACH = ("people", "linked", "told", "beyond_reach", "untold")


async def show_wave(visit: Visit) -> None:
    """`<wave>`."""
    wave_id, _ = parts_of(visit)
    found = await _found(visit, wave_id)
    number = str(wave_id)
    rows: Rows = [
        [Button("st.button.by_unit", "st_units", number), Button("st.button.picture", "st_pic", number)],
        [Button("st.button.loads", "st_loads", number), Button("st.button.report", "rp_wave", number)],
        [Button("st.button.means", "st_means"), HOME],
    ]
    await visit.edit("st.wave", buttons=rows, protect=True, **_facts(visit, found))


async def show_picture(visit: Visit) -> None:
    """`<wave>`: the same numbers as bars; what is hidden has none."""
    wave_id, _ = parts_of(visit)
    found = await _found(visit, wave_id)
    say = visit.office.words.plain
    counts: list[tuple[str, int | None]] = [
        *((name, getattr(found.total, name)) for name in _REACH),
        *zip(ANSWERS, found.answers, strict=True),
    ]
    groups = tuple(
        CountGroup(
            name=say(visit.language, f"report.column.{name}"),
            bars=(
                CountBar(
                    count=count,
                    said=say(visit.language, "st.hidden")
                    if count is None
                    else say(visit.language, "st.number", number=count),
                ),
            ),
        )
        for name, count in counts
    )
    drawing = CountDrawing(
        title=say(visit.language, "st.picture", wave=found.wave.name),
        series=(say(visit.language, "st.picture.series"),),
        groups=groups,
    )
    caption = visit.say("st.wave.short", **_facts(visit, found))
    await send_drawing(visit, drawing, caption, buttons=[[Button("st.button.back", "st_wave", str(wave_id))]])


async def show_units(visit: Visit) -> None:
    """`<wave>.p<page>`."""
    wave_id, asked = parts_of(visit)
    found = await _found(visit, wave_id)
    shown, number, pages = turned(found.lines, asked)
    listed = [visit.say("st.units.line", **_line(visit, one.count, one.answers)) for one in shown]
    buttons = [
        Button("st.button.unit", "st_unit", f"{wave_id}.{one.count.unit_id}", {"unit": one.count.unit})
        for one in shown
    ]
    rows = [
        *in_pairs(buttons),
        turning("st_units", number, pages, about=str(wave_id)),
        [Button("st.button.back", "st_wave", str(wave_id)), HOME],
    ]
    await visit.edit(
        "st.units",
        buttons=[row for row in rows if row],
        protect=True,
        wave=found.wave.name,
        listed=visit.office.words.joined(*listed) or visit.say("st.empty"),
        page=number,
        pages=pages,
    )


async def show_unit(visit: Visit) -> None:
    """`<wave>.<unit>`: everything of one unit."""
    wave_id, asked = parts_of(visit)
    found = await _found(visit, wave_id)
    line: UnitLine = line_of(found, int(asked) if asked.isdecimal() else 0)
    loads = await visit.call(visit.office.standing.loads, wave_id, by=visit.actor)
    load = next((one for one in loads if one.unit_id == line.count.unit_id), None)
    await visit.edit(
        "st.unit",
        buttons=[[Button("st.button.back_units", "st_units", str(wave_id)), HOME]],
        protect=True,
        wave=found.wave.name,
        load=visit.say("st.loads.none") if load is None else _load(visit, load),
        **_line(visit, line.count, line.answers),
    )


async def show_loads(visit: Visit) -> None:
    """`<wave>.p<page>`: need, people and load of the units that moves leave or join."""
    wave_id, asked = parts_of(visit)
    loads = await visit.call(visit.office.standing.loads, wave_id, by=visit.actor)
    shown, number, pages = turned(loads, asked)
    rows = [
        turning("st_loads", number, pages, about=str(wave_id)),
        [Button("st.button.picture", "st_pload", f"{wave_id}.p{number}")] if shown else [],
        [Button("st.button.back", "st_wave", str(wave_id)), HOME],
    ]
    await visit.edit(
        "st.loads",
        buttons=[row for row in rows if row],
        protect=True,
        listed=visit.office.words.joined(*(_load(visit, one) for one in shown)) or visit.say("st.empty"),
        page=number,
        pages=pages,
    )


async def show_load_picture(visit: Visit) -> None:
    """`<wave>.p<page>`: the same page as bars."""
    wave_id, asked = parts_of(visit)
    loads = await visit.call(visit.office.standing.loads, wave_id, by=visit.actor)
    shown, number, _ = turned(loads, asked)
    say = visit.office.words.plain
    drawing = LoadDrawing(
        title=say(visit.language, "st.loads.picture"),
        before=say(visit.language, "report.column.load_before"),
        after=say(visit.language, "report.column.load_after"),
        even=say(visit.language, "st.loads.even"),
        units=tuple(
            UnitBars(
                unit=one.unit,
                before=LoadBar(share=one.share(one.before), said=_ratio(visit, one.share(one.before))),
                after=LoadBar(share=one.share(one.after), said=_ratio(visit, one.share(one.after))),
            )
            for one in shown
        ),
    )
    caption = visit.office.words.joined(*(_load_short(visit, one) for one in shown)) or visit.say("st.empty")
    back = Button("st.button.back", "st_loads", f"{wave_id}.p{number}")
    if not shown:
        await visit.edit("st.empty", buttons=[[back]], protect=True)
        return
    await send_drawing(visit, drawing, caption, buttons=[[back]])


async def _found(visit: Visit, wave_id: int) -> WaveStanding:
    desk = visit.office.standing
    return await visit.office.run(partial(desk.wave, wave_id, by=visit.actor, now=visit.now))


def _facts(visit: Visit, found: WaveStanding) -> dict[str, Value]:
    more: Markup = visit.say("st.wave.part")
    if found.corrections is not None:
        more = visit.say(
            "st.wave.more",
            callers=found.callers or 0,
            objections=found.objections or 0,
            corrections=sum(one.waiting for one in found.corrections),
        )
    return {"wave": found.wave.name, "more": more, **_line(visit, found.total, found.answers)}


def _line(visit: Visit, count: WaveCount, answers: Cells) -> dict[str, Value]:
    reach: dict[str, Value] = {name: getattr(count, name) for name in _REACH}
    return {"unit": count.unit, **reach, **answers_said(visit, answers)}


def _load(visit: Visit, one: LoadCount) -> Markup:
    return visit.say(
        "st.loads.line",
        unit=one.unit,
        need=visit.say("report.unknown") if one.need is None else one.need,
        now=one.now,
        after=one.after,
        load_before=_ratio(visit, one.share(one.before)),
        load_now=_ratio(visit, one.share(one.now)),
        load_after=_ratio(visit, one.share(one.after)),
    )


def _load_short(visit: Visit, one: LoadCount) -> Markup:
    before, after = _ratio(visit, one.share(one.before)), _ratio(visit, one.share(one.after))
    return visit.say("st.loads.short", unit=one.unit[:60], before=before, after=after)


def _ratio(visit: Visit, share: Decimal | None) -> str:
    if share is None:
        return visit.office.words.plain(visit.language, "report.unknown")
    return format_decimal(share, "0.00", locale=visit.language)


ROUTES: tuple[Route, ...] = (
    Route(answer=show_wave, who=WHO, action="st_wave"),
    Route(answer=show_picture, who=WHO, action="st_pic"),
    Route(answer=show_units, who=WHO, action="st_units"),
    Route(answer=show_unit, who=WHO, action="st_unit"),
    Route(answer=show_loads, who=WHO, action="st_loads"),
    Route(answer=show_load_picture, who=WHO, action="st_pload"),
)
