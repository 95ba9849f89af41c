"""`sapa plan surge`: reports of more work for a while (lonjakan)."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

import click
from rich.table import Table

from bot.commands.officer import acting
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, refuse, say, show_json, text
from bot.house import House
from domain.plans.records import KeptSurge, Surge
from domain.plans.surges import SurgeDesk

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("surge", help=text("commands.plan.surge.help"))
def command() -> None:
    """Group."""


@command.command("report", help=text("commands.plan.surge.report.help"))
@click.argument("unit")
@click.argument("position")
@click.option("--task", required=True, help=text("commands.plan.surge.task"))
@click.option("--volume", required=True, help=text("commands.plan.surge.volume"))
@click.option("--minutes", required=True, help=text("commands.plan.surge.minutes"))
@click.option("--from", "first_day", required=True, type=_DAY, help=text("commands.plan.surge.from"))
@click.option("--to", "last_day", required=True, type=_DAY, help=text("commands.plan.surge.to"))
@click.option("--evidence", default="", help=text("commands.plan.surge.evidence"))
@click.option("--by", "officer", metavar="NIP", help=text("commands.plan.option.by"))
@json_option
def report(
    *,
    unit: str,
    position: str,
    task: str,
    volume: str,
    minutes: str,
    first_day: datetime,
    last_day: datetime,
    evidence: str,
    officer: str | None,
    as_json: bool,
) -> None:
    with opened() as house:
        surge = Surge(
            unit_id=_unit(house, unit),
            position=position,
            task=task,
            volume=_figure(volume),
            minutes=_figure(minutes),
            first_day=first_day.date(),
            last_day=last_day.date(),
            evidence=evidence,
        )
        number = SurgeDesk(house.store).report(surge, by=acting(house, officer), now=house.now())
    if as_json:
        show_json({"surge": number})
    else:
        say("commands.plan.surge.reported", number=number)


@command.command("list", help=text("commands.plan.surge.list.help"))
@json_option
def list_surges(*, as_json: bool) -> None:
    with opened() as house, house.store.read() as work:
        surges = work.planning.surges()
    if as_json:
        show_json([_json(one) for one in surges])
    elif surges:
        console.print(_table(surges))
    else:
        say("commands.plan.surge.none")


@command.command("withdraw", help=text("commands.plan.surge.withdraw.help"))
@click.argument("number", type=int)
@click.option("--by", "officer", metavar="NIP", help=text("commands.plan.option.by"))
@json_option
def withdraw(*, number: int, officer: str | None, as_json: bool) -> None:
    with opened() as house:
        SurgeDesk(house.store).withdraw(number, by=acting(house, officer), now=house.now())
    if as_json:
        show_json({"withdrawn": number})
    else:
        say("commands.plan.surge.withdrawn", number=number)


def _unit(house: House, name: str) -> int:
    with house.store.read() as work:
        unit = work.organisation.unit_named(name)
    if unit is None:
        refuse(text("refusal.not_found", subject=name))
    return unit.id


def _figure(said: str) -> Decimal:
    """As people write numbers here: a comma before the decimals."""
    try:
        return Decimal(said.replace(",", "."))
    except InvalidOperation:
        refuse(text("commands.plan.surge.no_number", value=said))


def _table(surges: list[KeptSurge]) -> Table:
    table = Table()
    for column in ("number", "unit", "position", "task", "from", "to", "evidence", "state"):
        table.add_column(text(f"commands.plan.column.{column}"))
    for one in surges:
        state = "withdrawn" if one.withdrawn_at else "counts"
        table.add_row(
            str(one.id),
            one.unit,
            one.surge.position,
            one.surge.task,
            f"{one.surge.first_day:%d-%m-%Y}",
            f"{one.surge.last_day:%d-%m-%Y}",
            one.surge.evidence,
            text(f"commands.plan.surge.state.{state}"),
        )
    return table


def _json(one: KeptSurge) -> dict[str, object]:
    return {
        "surge": one.id,
        "unit": one.unit,
        "position": one.surge.position,
        "task": one.surge.task,
        "volume": one.surge.volume,
        "minutes": one.surge.minutes,
        "from": one.surge.first_day,
        "to": one.surge.last_day,
        "evidence": one.surge.evidence,
        "counts": one.withdrawn_at is None,
    }
