"""`sapa retention`: what is kept how long, what is due to go, and letting it go now instead of tonight."""

import click
from rich.table import Table

from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, number, say, show_json, text
from domain.retention.rules import RULES, apply, due

_COLUMNS = ("kind", "keep", "from", "left", "due")


@click.command("retention", help=text("commands.retention.help"))
@click.option("--apply", "now_too", is_flag=True, help=text("commands.retention.apply"))
@json_option
def command(*, now_too: bool, as_json: bool) -> None:
    """Without --apply nothing is changed. Each night the clock does the same."""
    with opened() as house:
        now = house.now()
        with house.store.read() as work:
            waiting = due(work, now=now)
        gone = apply(house.store, now=now) if now_too else {}
    if as_json:
        show_json({"due": waiting, "gone": gone})
        return
    table = Table(*(text(f"commands.retention.column.{name}") for name in _COLUMNS))
    for rule in RULES:
        table.add_row(
            text(f"retention.kind.{rule.kind}"),
            text("commands.retention.days", days=number(rule.keep.days)),
            text(f"retention.from.{rule.counted_from}"),
            text(f"retention.left.{rule.left}"),
            number(waiting[rule.kind]),
        )
    console.print(table)
    if now_too:
        say("commands.retention.gone", count=number(sum(gone.values())))
    else:
        say("commands.retention.nothing_done")
