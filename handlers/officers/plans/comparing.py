"""Two or three scenarios side by side, in numbers and as a picture."""

from collections.abc import Sequence

from domain.actors import Role
from domain.pictures import CountBar, CountDrawing, CountGroup
from domain.plans.records import Scenario
from domain.refusals import NotFound
from handlers.buttons import Button
from handlers.concerns.places import arg_of
from handlers.officers.plans.figures import LETTERS, differing, figure_lines
from handlers.officers.plans.home import show_gone
from handlers.officers.plans.places import HOME
from handlers.officers.pressing import turns
from handlers.pictures import send_drawing
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import number_in, short
from locales.words import Markup

AT_MOST = len(LETTERS)
A_PAGE = 4
_PICK = "pick"
_SERIES = ("shortage", "surplus", "moves")


async def show_side_by_side(visit: Visit) -> None:
    """`<numbers>` shows them, nothing the newest; `pick.<page>.<numbers>` chooses others."""
    said = arg_of(visit).split(".")
    try:
        if said[0] == _PICK:
            await _choose(visit, number_in(said[1] if len(said) > 1 else ""), _numbers(said[2:]))
        else:
            await _show(visit, await _named(visit, _numbers(said)))
    except NotFound:
        await show_gone(visit)


async def show_picture(visit: Visit) -> None:
    """What stands in the picture stands in its caption, too."""
    try:
        scenarios = await _named(visit, _numbers(arg_of(visit).split(".")))
    except NotFound:
        await show_gone(visit)
        return
    if not scenarios:
        await show_gone(visit)
        return
    caption = visit.say("plans.picture", listed=visit.office.words.joined(*_told(visit, scenarios)))
    back = Button("plans.button.back", "pl_side", _joined(scenarios))
    await send_drawing(visit, _drawing(visit, scenarios), caption, buttons=[[back, HOME]])


async def _show(visit: Visit, scenarios: Sequence[Scenario]) -> None:
    if not scenarios:
        await show_gone(visit)
        return
    words, numbers = visit.office.words, _joined(scenarios)
    names = [
        visit.say("plans.side.name", letter=letter, name=one.name)
        for letter, one in zip(LETTERS, scenarios, strict=False)
    ]
    open_one = [
        Button("plans.button.open", "pl_one", str(one.id), {"letter": letter})
        for letter, one in zip(LETTERS, scenarios, strict=False)
    ]
    differences = differing(visit, scenarios)
    await visit.edit(
        "plans.side",
        buttons=[
            open_one,
            [Button("plans.button.picture", "pl_pic", numbers), _other(numbers)],
            [HOME],
        ],
        protect=True,
        names=words.joined(*names),
        figures=figure_lines(visit, scenarios),
        settings=visit.say("plans.side.settings", listed=differences) if differences else Markup(),
    )


async def _choose(visit: Visit, page: int, chosen: tuple[int, ...]) -> None:
    every = await _all(visit)
    kept = [one for one in chosen if any(one == scenario.id for scenario in every)][:AT_MOST]
    pages = max(1, -(-len(every) // A_PAGE))
    page = min(max(1, page), pages)
    rows = []
    for one in every[(page - 1) * A_PAGE : page * A_PAGE]:
        is_chosen = one.id in kept
        after = [number for number in kept if number != one.id] if is_chosen else [*kept, one.id]
        key = "plans.button.chosen" if is_chosen else "plans.button.named"
        rows.append([Button(key, "pl_side", _picking(page, after), {"name": short(one.name)})])
    listed = ".".join(map(str, kept))
    show = [Button("plans.button.show", "pl_side", listed)] if kept else []
    await visit.edit(
        "plans.pick",
        buttons=[
            *rows,
            *turns("pl_side", f"{_PICK}.", page, pages, f".{listed}" if listed else ""),
            [*show, HOME],
        ],
        protect=True,
        most=AT_MOST,
        count=len(kept),
    )


def _picking(page: int, numbers: Sequence[int]) -> str:
    return ".".join((_PICK, str(page), *map(str, numbers[-AT_MOST:])))


def _other(numbers: str) -> Button:
    return Button("plans.button.pick", "pl_side", f"{_PICK}.1.{numbers}")


def _joined(scenarios: Sequence[Scenario]) -> str:
    return ".".join(str(one.id) for one in scenarios)


def _numbers(said: Sequence[str]) -> tuple[int, ...]:
    return tuple(number_in(one) for one in said if one)


async def _all(visit: Visit) -> list[Scenario]:
    return await visit.office.run(lambda: visit.office.scenario_moves.all(by=visit.actor))


async def _named(visit: Visit, numbers: Sequence[int]) -> list[Scenario]:
    every = await _all(visit)
    if not numbers:
        return every[:AT_MOST]
    by_number = {one.id: one for one in every}
    if any(one not in by_number for one in numbers):
        raise NotFound(subject="")
    return [by_number[one] for one in dict.fromkeys(numbers)][:AT_MOST]


def _told(visit: Visit, scenarios: Sequence[Scenario]) -> list[Markup]:
    first = scenarios[0].figures
    now = visit.say("plans.picture.now", shortage=first["shortage_before"], surplus=first["surplus_before"])
    return [
        now,
        *(
            visit.say(
                "plans.picture.line",
                name=one.name,
                shortage=one.figures["shortage_after"],
                surplus=one.figures["surplus_after"],
                moves=one.figures["moves"],
            )
            for one in scenarios
        ),
    ]


def _drawing(visit: Visit, scenarios: Sequence[Scenario]) -> CountDrawing:
    plain, language = visit.office.words.plain, visit.language
    first = scenarios[0].figures
    before = (first["shortage_before"], first["surplus_before"], 0)
    groups = [(plain(language, "plans.picture.today"), before)]
    groups += [
        (one.name, (one.figures["shortage_after"], one.figures["surplus_after"], one.figures["moves"]))
        for one in scenarios
    ]
    return CountDrawing(
        title=plain(language, "plans.picture.title"),
        series=tuple(plain(language, f"plans.series.{one}") for one in _SERIES),
        groups=tuple(
            CountGroup(name=name, bars=tuple(CountBar(count=one, said=str(one)) for one in counts))
            for name, counts in groups
        ),
    )


ROUTES: tuple[Route, ...] = (
    Route(answer=show_side_by_side, who=Role.PLANNER, action="pl_side"),
    Route(answer=show_picture, who=Role.PLANNER, action="pl_pic"),
)
