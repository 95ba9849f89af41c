"""`sapa plan propose`: the best wave within the rules, kept as a scenario."""

from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click
from rich.table import Table

from bot.commands.opening import opened
from bot.commands.plan.apart import with_progress
from bot.commands.plan.figures import percent
from bot.commands.plan.pictures import draw_changes
from bot.commands.plan.reading import read_region
from bot.commands.speaking import console, json_option, refuse, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from bot.house import House
from domain.actors import OPERATOR
from domain.planning.scenarios import WorkedOut, work_out
from domain.planning.snapshot import Snapshot
from domain.plans.adoption import ScenarioDesk
from domain.plans.settings import with_choices
from domain.plans.worked_out import scenario_of
from domain.views.records import Purpose

_SHOWN = 20


@click.command("propose", help=text("commands.plan.propose.help"))
@click.option("--name", required=True, help=text("commands.plan.propose.name"))
@click.option("--set", "chosen", multiple=True, metavar="NAME=VALUE", help=text("commands.plan.propose.set"))
@click.option("--picture", type=click.Path(path_type=Path), help=text("commands.plan.option.picture"))
@viewer_option
@json_option
def command(
    *, name: str, chosen: tuple[str, ...], picture: Path | None, viewer: str | None, as_json: bool
) -> None:
    with opened() as house:
        given = read_region(house)
        settings = with_choices(given.settings, _typed(chosen))
        worked = with_progress(partial(work_out, given.snapshot, settings))
        new = scenario_of(name, worked, settings)
        ScenarioDesk(house.store).keep(new, by=OPERATOR, now=house.now())
        people = _names(house, worked)
        note_views(house, people, Purpose.PLAN, viewer=viewer)
    if picture is not None:
        draw_changes(picture, worked.figures.units)
    if as_json:
        show_json({"scenario": name, **new.figures, "settings": new.settings})
    else:
        _show(_Shown(name=name, worked=worked, snapshot=given.snapshot, people=people))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What the terminal is told of."""

    name: str
    worked: WorkedOut
    snapshot: Snapshot
    people: dict[int, str]


def _typed(chosen: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.partition("=") for one in chosen]
    if any(not equals for _, equals, _ in pairs):
        refuse(text("commands.plan.propose.set_form"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _names(house: House, worked: WorkedOut) -> dict[int, str]:
    with house.store.read() as work:
        shown = worked.plan.moves[:_SHOWN]
        return {one.person_id: work.people.get(one.person_id).full_name for one in shown}


def _show(shown: _Shown) -> None:
    plan, figures = shown.worked.plan, shown.worked.figures
    if plan.moves:
        console.print(_moves_table(shown))
        rest = len(plan.moves) - _SHOWN
        if rest > 0:
            say("commands.plan.propose.more", count=rest)
    say(
        "commands.plan.propose.balance",
        moves=figures.moves,
        short_before=figures.before.shortage,
        short_after=figures.after.shortage,
        over_before=figures.before.surplus,
        over_after=figures.after.surplus,
    )
    say(
        "commands.plan.propose.proven" if plan.is_proven else "commands.plan.propose.bound",
        points=plan.points,
        moves_most=plan.most_moves,
        points_most=plan.most_points,
        pairs=plan.pairs,
    )
    weights = ", ".join(
        text(f"commands.plan.weight.{name}", points=points)
        for name, points in asdict(plan.settings.weights).items()
    )
    say("commands.plan.propose.weights", listed=weights)
    if plan.circles:
        say("commands.plan.propose.circles", count=len(plan.circles))
    for one in plan.left_out:
        console.print("  " + text(f"plan.left_out.{one.code}", count=one.count))
    say("commands.plan.propose.kept", name=shown.name)


def _moves_table(shown: _Shown) -> Table:
    posts = {post.id: post for post in shown.snapshot.posts}
    fits = {
        one.person_id: next((r.facts["jpm"] for r in one.reasons if "jpm" in r.facts), None)
        for one in shown.worked.explanations
    }
    table = Table()
    for column in ("name", "from_unit", "to_unit", "position", "fit", "wish", "points"):
        table.add_column(text(f"commands.plan.column.{column}"))
    for move in shown.worked.plan.moves[:_SHOWN]:
        table.add_row(
            shown.people[move.person_id],
            posts[move.origin_post].unit,
            posts[move.target_post].unit,
            posts[move.target_post].name,
            percent(fits[move.person_id]),
            "–" if move.wish_rank is None else str(move.wish_rank),
            str(move.points.total),
        )
    return table
