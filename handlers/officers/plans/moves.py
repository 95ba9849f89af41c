"""A scenario's moves page by page, and one of them explained: for, against, the rules, what lost."""

from domain.actors import Role
from domain.explanations import Explanation
from domain.plans.records import PostName
from domain.plans.scenario_moves import A_PAGE, MoveLine, MoveOpened
from domain.refusals import NotFound
from handlers.buttons import Button
from handlers.concerns.places import arg_of
from handlers.explained import rival_words
from handlers.officers.plans.home import show_gone
from handlers.officers.pressing import turns
from handlers.reasons import changing, in_sentence, numbered, ruled
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import number_in
from locales.words import Markup

_RULES, _LOST = "rules", "lost"
_PARTS = 3


async def show_moves(visit: Visit) -> None:
    """`<scenario>.<page>`."""
    said, _, page = arg_of(visit).partition(".")
    desk = visit.office.scenario_moves
    try:
        shown = await visit.call(desk.page, number_in(said), number_in(page), by=visit.actor, now=visit.now)
    except NotFound:
        await show_gone(visit)
        return
    scenario = shown.scenario
    rows = [
        [Button("plans.button.move", "pl_move", f"{scenario.id}.{one.place}", {"number": one.place + 1})]
        for one in shown.lines
    ]
    await visit.edit(
        "plans.moves",
        buttons=[
            [button for row in rows for button in row],
            *turns("pl_moves", f"{scenario.id}.", shown.number, shown.pages),
            [Button("plans.button.scenario", "pl_one", str(scenario.id))],
        ],
        protect=True,
        name=scenario.name,
        page=shown.number,
        pages=shown.pages,
        listed=visit.office.words.joined(*(_line(visit, one) for one in shown.lines), by="\n\n"),
    )


async def show_move(visit: Visit) -> None:
    """`<scenario>.<place>`, and which part of its explanation."""
    scenario, place, part = (arg_of(visit) + "..").split(".")[:_PARTS]
    desk = visit.office.scenario_moves
    try:
        opened = await visit.call(
            desk.move, number_in(scenario), number_in(place), by=visit.actor, now=visit.now
        )
    except NotFound:
        await show_gone(visit)
        return
    if opened.explanation is None:
        await visit.edit("plans.move.unexplained", buttons=[[_back(opened)]], protect=True, **_who(opened))
    elif part == _RULES:
        told = ruled(visit, opened.explanation.rules)
        await _show_part(visit, opened, "plans.move.rules", told, other=_LOST)
    elif part == _LOST:
        told = _lost(visit, opened.explanation)
        await _show_part(visit, opened, "plans.move.lost", told, other=_RULES)
    else:
        await _show_sides(visit, opened, opened.explanation)


async def _show_sides(visit: Visit, opened: MoveOpened, explained: Explanation) -> None:
    nothing = visit.say("reasons.nothing")
    sides = {
        side: numbered(visit, [one for one in explained.reasons if one.speaks_for is speaks_for]) or nothing
        for side, speaks_for in (("speaks_for", True), ("against", False))
    }
    missing = [visit.say(f"plan.missing.{one}") for one in explained.missing]
    gaps = visit.say("plans.move.missing", listed=visit.office.words.joined(*missing, by=", "))
    await visit.edit(
        "plans.move.sides",
        buttons=[[_part(opened, _RULES), _part(opened, _LOST)], [_back(opened)]],
        protect=True,
        missing=gaps if missing else Markup(),
        **_who(opened),
        **_posts(visit, opened.line),
        **sides,
    )


async def _show_part(visit: Visit, opened: MoveOpened, key: str, told: Markup, *, other: str) -> None:
    buttons = [[_part(opened, ""), _part(opened, other)], [_back(opened)]]
    await visit.edit(
        key, buttons=buttons, protect=True, told=told or visit.say("reasons.nothing"), **_who(opened)
    )


def _lost(visit: Visit, explained: Explanation) -> Markup:
    """The best other seats and what would change it, and for HR's eyes the best other people, unnamed."""
    rivals = (
        visit.say("reasons.item", sentence=in_sentence(visit, rival_words(one))) for one in explained.rivals
    )
    return visit.office.words.joined(*rivals, changing(visit, explained))


def _part(opened: MoveOpened, part: str) -> Button:
    place = f"{opened.scenario.id}.{opened.line.place}"
    return Button(f"plans.button.part.{part or 'sides'}", "pl_move", f"{place}.{part}" if part else place)


def _back(opened: MoveOpened) -> Button:
    page = opened.line.place // A_PAGE + 1
    return Button("plans.button.moves", "pl_moves", f"{opened.scenario.id}.{page}")


def _who(opened: MoveOpened) -> dict[str, str]:
    return {"name": opened.line.name}


def _posts(visit: Visit, line: MoveLine) -> dict[str, Markup]:
    return {"origin": _post(visit, line.origin), "target": _post(visit, line.target)}


def _post(visit: Visit, post: PostName | None) -> Markup:
    if post is None:
        return visit.say("plans.post.gone")
    return visit.say("plans.post", position=post.position, unit=post.unit)


def _line(visit: Visit, one: MoveLine) -> Markup:
    return visit.say("plans.move.line", number=one.place + 1, name=one.name, **_posts(visit, one))


ROUTES: tuple[Route, ...] = (
    Route(answer=show_moves, who=Role.PLANNER, action="pl_moves"),
    Route(answer=show_move, who=Role.PLANNER, action="pl_move"),
)
