"""The scenarios, newest first; one of them with its figures; and the way to drop one."""

from domain.actors import Role
from domain.plans.records import Scenario
from domain.refusals import NotFound
from handlers.buttons import Button
from handlers.concerns.places import arg_of
from handlers.officers.plans.figures import figure_lines
from handlers.officers.plans.places import HOME, NEW
from handlers.officers.pressing import turns
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import number_in, short
from locales.words import Markup, moment

A_PAGE = 4
_DROP, _SURE = "drop", "sure"


async def show_home(visit: Visit, note: Markup | None = None) -> None:
    """The list, and the way to a new one."""
    scenarios = await visit.office.run(lambda: visit.office.scenario_moves.all(by=visit.actor))
    compare = [Button("plans.button.compare", "pl_side")] if scenarios else []
    if not scenarios:
        await visit.edit("plans.none", buttons=[[NEW], [_MENU]], protect=True, note=note or Markup())
        return
    pages = -(-len(scenarios) // A_PAGE)
    page = min(max(1, number_in(arg_of(visit))), pages)
    shown = scenarios[(page - 1) * A_PAGE : page * A_PAGE]
    rows = [[Button("plans.button.named", "pl_one", str(one.id), {"name": short(one.name)})] for one in shown]
    await visit.edit(
        "plans.home",
        buttons=[*rows, *turns("pl", "", page, pages), [NEW, *compare], [_MENU]],
        protect=True,
        note=note or Markup(),
        listed=visit.office.words.joined(*(_line(visit, one) for one in shown)),
        page=page,
        pages=pages,
    )


async def answer_one(visit: Visit) -> None:
    """`<number>` opens one, `<number>.drop` asks, `<number>.sure` drops it."""
    said, _, act = arg_of(visit).partition(".")
    number = number_in(said)
    try:
        if act == _SURE:
            desk = visit.office.scenario_moves
            scenario = await visit.call(desk.one, number, by=visit.actor)
            await visit.call(desk.drop, number, by=visit.actor, now=visit.now)
            await show_home(visit, visit.say("plans.dropped", name=scenario.name))
        else:
            await _show_one(visit, number, asks=act == _DROP)
    except NotFound:
        await show_gone(visit)


async def show_gone(visit: Visit) -> None:
    """It was dropped, or worked out anew under another number: the list as it stands."""
    await show_home(visit, visit.say("plans.gone"))


async def _show_one(visit: Visit, number: int, *, asks: bool) -> None:
    scenario = await visit.call(visit.office.scenario_moves.one, number, by=visit.actor)
    if asks:
        sure = Button("plans.button.sure", "pl_one", f"{number}.{_SURE}")
        back = Button("plans.button.back", "pl_one", str(number))
        await visit.edit("plans.drop", buttons=[[sure, back]], protect=True, name=scenario.name)
        return
    is_draft = scenario.wave_id is None
    moves = [Button("plans.button.moves", "pl_moves", f"{number}.1")] if scenario.moves else []
    adopt = [Button("plans.button.adopt", "pl_adopt", str(number))] if is_draft and scenario.moves else []
    drop = [Button("plans.button.drop", "pl_one", f"{number}.{_DROP}")] if is_draft else []
    picture = Button("plans.button.picture", "pl_pic", str(number))
    await visit.edit(
        "plans.one",
        buttons=[row for row in ([*moves, *adopt], [picture, *drop], [HOME]) if row],
        protect=True,
        name=scenario.name,
        state=visit.say("plans.state.draft" if is_draft else "plans.state.adopted"),
        at=moment(visit.language, scenario.made_at, visit.office.zone),
        figures=figure_lines(visit, [scenario]),
        left_out=_left_out(visit, scenario),
    )


def _left_out(visit: Visit, scenario: Scenario) -> Markup:
    """What the plan could not do, and why."""
    told = [visit.say(f"plan.left_out.{code}", count=count) for code, count in scenario.figures["left_out"]]
    if not told:
        return Markup()
    items = (visit.say("plans.item", sentence=one) for one in told)
    return visit.say("plans.left_out", listed=visit.office.words.joined(*items))


def _line(visit: Visit, one: Scenario) -> Markup:
    figures = one.figures
    return visit.say(
        "plans.line.draft" if one.wave_id is None else "plans.line.adopted",
        name=one.name,
        count=figures["moves"],
        before=figures["shortage_before"],
        after=figures["shortage_after"],
    )


async def _open(visit: Visit) -> None:
    await show_home(visit)


_MENU = Button("button.menu", "menu")
ROUTES: tuple[Route, ...] = (
    Route(
        answer=_open,
        who=Role.PLANNER,
        commands=("rencana", "plans"),
        action="pl",
        menu="command.plans",
    ),
    Route(answer=answer_one, who=Role.PLANNER, action="pl_one"),
)
