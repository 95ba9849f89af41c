"""`sapa plan settings`: what the region has chosen for planning, and on what it rests."""

import click
from rich.table import Table

from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, refuse, say, show_json, text
from domain.actors import OPERATOR
from domain.plans.settings import NAMES, Choice, SettingsDesk


@click.command("settings", help=text("commands.plan.settings.help"))
@click.argument("name", required=False, type=click.Choice(NAMES))
@click.argument("value", required=False)
@click.option("--source", default="", help=text("commands.plan.settings.source"))
@json_option
def command(*, name: str | None, value: str | None, source: str, as_json: bool) -> None:
    with opened() as house:
        desk = SettingsDesk(house.store)
        if name is not None:
            if value is None:
                refuse(text("commands.plan.settings.value_missing", name=name))
            desk.choose(name, value, source=source, by=OPERATOR, now=house.now())
        choices = desk.all()
    if as_json:
        show_json([{"name": one.name, "value": one.value, "source": one.source} for one in choices])
    elif name is not None:
        say("commands.plan.settings.chosen", name=name, value=value or "")
    else:
        console.print(_table(choices))


def _table(choices: list[Choice]) -> Table:
    table = Table()
    for column in ("setting", "value", "meaning", "source"):
        table.add_column(text(f"commands.plan.column.{column}"))
    for one in choices:
        source = one.source or text(f"commands.plan.source.{one.name}")
        table.add_row(one.name, one.value, text(f"commands.plan.meaning.{one.name}"), source)
    return table
