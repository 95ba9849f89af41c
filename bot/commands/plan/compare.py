"""`sapa plan compare`: scenarios side by side, before one is adopted."""

from decimal import Decimal
from pathlib import Path

import click
from rich.table import Table

from bot.commands.opening import opened
from bot.commands.plan.figures import percent, ratio
from bot.commands.speaking import console, json_option, say, show_json, text
from domain.plans.records import Scenario
from domain.refusals import NotFound

_ROWS = (
    "moves",
    "shortage_before",
    "shortage_after",
    "surplus_after",
    "mean_fit",
    "wishes_met",
    "wishes_unmet",
    "wishes_waiting",
    "mean_travel",
    "travel_unknown",
    "points",
    "is_proven",
    "cost",
)


@click.command("compare", help=text("commands.plan.compare.help"))
@click.argument("names", nargs=-1)
@click.option("--picture", type=click.Path(path_type=Path), help=text("commands.plan.option.picture"))
@json_option
def command(*, names: tuple[str, ...], picture: Path | None, as_json: bool) -> None:
    with opened() as house, house.store.read() as work:
        scenarios = [
            _known(work.planning.scenario(name), name) for name in names
        ] or work.planning.scenarios()
    if as_json:
        show_json([{"name": one.name, "settings": one.settings, **one.figures} for one in scenarios])
    elif scenarios:
        _show(scenarios)
    else:
        say("commands.plan.compare.none")
    if picture is not None and scenarios:
        _draw(picture, scenarios)


def _known(scenario: Scenario | None, name: str) -> Scenario:
    if scenario is None:
        raise NotFound(subject=name)
    return scenario


def _show(scenarios: list[Scenario]) -> None:
    table = _table(scenarios)
    for row in _ROWS:
        table.add_row(text(f"commands.plan.compare.{row}"), *(_cell(row, one) for one in scenarios))
    console.print(table)
    differing = [
        name for name in scenarios[0].settings if len({str(one.settings.get(name)) for one in scenarios}) > 1
    ]
    if differing:
        settings = _table(scenarios)
        for name in differing:
            settings.add_row(
                text(f"commands.plan.meaning.{name}"), *(str(one.settings.get(name)) for one in scenarios)
            )
        console.print(settings)
    units = _table(scenarios, text("commands.plan.column.now"))
    for unit, before, after in _unit_rows(scenarios):
        units.add_row(unit, ratio(before), *(ratio(value) for value in after))
    console.print(units)


def _table(scenarios: list[Scenario], *more: str) -> Table:
    table = Table("", *more)
    for one in scenarios:
        table.add_column(one.name, justify="right")
    return table


def _cell(row: str, scenario: Scenario) -> str:
    if row == "cost":
        # No tariff is kept yet; a figure that nobody can stand for is not shown.
        return text("plan.unknown")
    value = scenario.figures[row]
    if row == "mean_fit":
        return percent(value)
    if row == "is_proven":
        return text("plan.yes" if value else "plan.no")
    if row == "wishes_met":
        return ", ".join(f"{rank}: {count}" for rank, count in value.items()) or "0"
    if row == "mean_travel":
        return ratio(_exact(value))
    return str(value)


def _unit_rows(scenarios: list[Scenario]) -> list[tuple[str, Decimal | None, list[Decimal | None]]]:
    """Units that any of them changes; one that leaves a unit alone leaves its load as it is."""
    known = [{unit: (before, after) for unit, before, after in one.figures["units"]} for one in scenarios]
    rows = []
    for unit in sorted({unit for units in known for unit in units}):
        before = next(units[unit][0] for units in known if unit in units)
        after = [units[unit][1] if unit in units else before for units in known]
        rows.append((unit, _exact(before), [_exact(value) for value in after]))
    return rows


def _exact(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _draw(path: Path, scenarios: list[Scenario]) -> None:
    """The first scenario's units before and after; more than two bars a unit cannot be read."""
    from files.pictures.loads import Bar, draw_loads

    bars = [Bar(name=unit, before=before, after=after[0]) for unit, before, after in _unit_rows(scenarios)]
    draw_loads(path, bars, say=text)
    say("commands.plan.written", path=str(path))
