"""`sapa plan ahead`: five years of retirements and contract ends against each unit's need."""

from collections import defaultdict

import click
from rich.table import Table

from bot.commands.opening import opened
from bot.commands.plan.figures import people, signed
from bot.commands.plan.reading import read_region
from bot.commands.speaking import console, json_option, say, show_json, text
from domain.planning.arithmetic.projection import Member, Projection, project
from domain.planning.region.unit_loads import workload_report
from domain.vacancies.outlook import member_of


@click.command("ahead", help=text("commands.plan.ahead.help"))
@json_option
def command(*, as_json: bool) -> None:
    with opened() as house:
        given = read_region(house)
        with house.store.read() as work:
            serving = work.planning.serving(today=given.snapshot.as_of)
    members: dict[int, list[Member]] = defaultdict(list)
    for one in serving:
        members[one.unit_id].append(member_of(one))
    projected = [
        (unit.unit, project(members[unit.unit_id], staff_need=unit.staff_need, as_of=given.snapshot.as_of))
        for unit in workload_report(given.snapshot, given.settings)
    ]
    if as_json:
        show_json([_json(*one) for one in projected])
        return
    console.print(_table(projected))
    unknown = sum(len(one.unknown) for _, one in projected)
    if unknown:
        say("commands.plan.ahead.unknown", count=unknown)


def _table(projected: list[tuple[str, Projection]]) -> Table:
    years = [year.year for year in projected[0][1].years]
    table = Table()
    for column in ("unit", "actual", "need"):
        table.add_column(text(f"commands.plan.column.{column}"))
    for year in years:
        table.add_column(text("commands.plan.ahead.year", year=str(year)), justify="right")
    for unit, one in projected:
        leaving = (
            f"{signed(year.net)} (−{year.retirements + year.contract_ends})"
            if year.retirements or year.contract_ends
            else signed(year.net)
            for year in one.years
        )
        table.add_row(unit, people(one.staff_actual), people(one.staff_need), *leaving)
    return table


def _json(unit: str, one: Projection) -> dict[str, object]:
    return {
        "unit": unit,
        "actual": one.staff_actual,
        "need": one.staff_need,
        "years": [
            {
                "year": year.year,
                "retirements": year.retirements,
                "contract_ends": year.contract_ends,
                "net": year.net,
            }
            for year in one.years
        ],
        "unknown": len(one.unknown),
        "overdue": len(one.overdue),
    }
