"""The first screen: the region, its waves, and what waits on the desk."""

from functools import partial
from itertools import pairwise

from domain.standing.desk import AGES, Clocks
from handlers.buttons import Button, Rows
from handlers.concerns.places import arg_of, in_pairs, turning
from handlers.officers.standing.places import DESK, HOME, WHO, turned
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup


async def show_home(visit: Visit) -> None:
    """Anybody who holds one of the roles anywhere; of some units only, these alone are counted."""
    desk = visit.office.standing
    # Not on the loop: everybody in the region is counted.
    found = await visit.office.run(partial(desk.region, by=visit.actor, now=visit.now))
    waves, number, pages = turned(found.waves, arg_of(visit))
    buttons = [Button("st.button.wave", "st_wave", str(one.id), {"wave": one.name}) for one in waves]
    rows: Rows = [
        *[[one] for one in buttons],
        turning("st", number, pages),
        [Button("st.button.units", "st_region"), Button("st.button.wishes", "st_wishes")],
        [
            *([Button("st.button.clocks", "st_clocks")] if found.clocks else []),
            Button("st.button.means", "st_means"),
        ],
        [DESK],
    ]
    await visit.edit(
        "st.home",
        buttons=[row for row in rows if row],
        protect=True,
        people=found.people,
        linked=found.linked,
        percent=_percent(found.linked, found.people),
        units=found.units,
        waves=len(found.waves),
        clocks=visit.say("st.clocks.none") if found.clocks is None else _clocks(visit, found.clocks),
    )


async def show_region(visit: Visit) -> None:
    """`p<page>`: units by name, with how many are linked."""
    counts = await visit.office.run(partial(visit.office.standing.units, by=visit.actor))
    shown, number, pages = turned(counts, arg_of(visit))
    listed = [
        visit.say(
            "st.region.line",
            unit=one.unit,
            people=one.people,
            linked=one.linked,
            percent=_percent(one.linked, one.people),
        )
        for one in shown
    ]
    await visit.edit(
        "st.region",
        buttons=[row for row in (turning("st_region", number, pages), [HOME]) if row],
        protect=True,
        listed=visit.office.words.joined(*listed) or visit.say("st.empty"),
        page=number,
        pages=pages,
    )


async def show_clocks(visit: Visit) -> None:
    """Waiting cases by age, corrections, and who waits for a call."""
    desk = visit.office.standing
    clocks = await visit.office.run(partial(desk.clocks, by=visit.actor, now=visit.now))
    if clocks is None:
        await visit.edit("st.clocks.none", buttons=[[HOME]], protect=True)
        return
    edges = [f"1-{AGES[0]}", *(f"{first + 1}-{last}" for first, last in pairwise(AGES))]
    ages = [
        visit.say("st.clocks.age", days=days, count=count)
        for days, count in zip([*edges, f"> {AGES[-1]}"], clocks.ages, strict=True)
    ]
    await visit.edit(
        "st.clocks",
        buttons=in_pairs([Button("st.button.cases", "ti"), HOME]),
        protect=True,
        summary=_clocks(visit, clocks),
        ages=visit.office.words.joined(*ages),
    )


async def show_wishes(visit: Visit) -> None:
    """`p<page>`: units that five people or more wish for."""
    found = await visit.call(visit.office.standing.wishes, by=visit.actor)
    shown, number, pages = turned(found.wanted, arg_of(visit))
    listed = [visit.say("st.wishes.line", unit=one.unit, wanting=one.wanting) for one in shown]
    await visit.edit(
        "st.wishes",
        buttons=[row for row in (turning("st_wishes", number, pages), [HOME]) if row],
        protect=True,
        listed=visit.office.words.joined(*listed) or visit.say("st.wishes.none"),
        day=visit.say("st.never") if found.counted_on is None else found.counted_on,
        page=number,
        pages=pages,
    )


async def show_means(visit: Visit) -> None:
    """What each number means, and which of them add up."""
    await visit.edit("st.means", buttons=[[HOME]], protect=True)


def _clocks(visit: Visit, clocks: Clocks) -> Markup:
    return visit.say(
        "st.clocks.summary",
        cases=clocks.cases,
        cases_overdue=clocks.cases_overdue,
        corrections=clocks.corrections,
        corrections_overdue=clocks.corrections_overdue,
        callers=clocks.callers,
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


ROUTES: tuple[Route, ...] = (
    Route(answer=show_home, who=WHO, commands=("meja", "standing"), action="st", menu="command.standing"),
    Route(answer=show_region, who=WHO, action="st_region"),
    Route(answer=show_clocks, who=WHO, action="st_clocks"),
    Route(answer=show_wishes, who=WHO, action="st_wishes"),
    Route(answer=show_means, who=WHO, action="st_means"),
)
