"""`sapa outbox`: what is to be sent, what is doubtful, and whether sending is held."""

from datetime import datetime

import click
from rich.table import Table

from bot.commands.held import list_held, resolve
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, minute, number, say, show_json, text
from bot.house import House

_DOUBTFUL_AT_MOST = 100

Hold = tuple[datetime, str] | None


@click.group("outbox", help=text("commands.outbox.help"))
def command() -> None:
    """Group."""


command.add_command(list_held)
command.add_command(resolve)


@command.command("list", help=text("commands.outbox.list.help"))
@click.option("--prefix", default="", help=text("commands.outbox.prefix"))
@json_option
def list_messages(*, prefix: str, as_json: bool) -> None:
    with opened() as house:
        with house.store.read() as work:
            tally = work.outbox.tally(prefix)
            doubtful = work.outbox.doubtful(prefix, _DOUBTFUL_AT_MOST)
            held = work.outbox.holding(now=house.now())
        if as_json:
            rows = [{"message": unique, "state": state} for unique, state in doubtful]
            show_json({"states": tally, "doubtful": rows, "held": _hold_report(held)})
            return
        _say_hold(held, house)
        console.print(_tally_table(tally) if tally else text("commands.outbox.none"))
        if doubtful:
            console.print(_doubtful_table(doubtful))


@command.command("release", help=text("commands.outbox.release.help"))
@json_option
def release(*, as_json: bool) -> None:
    with opened() as house:
        with house.store.aside() as work:
            held = work.outbox.holding(now=house.now())
            if held is not None:
                work.outbox.release()
                work.audit.add("outbox.released", by="operator", subject=held[1], now=house.now())
                work.commit()
        if as_json:
            show_json({"released": held is not None, "held": _hold_report(held)})
        else:
            say("commands.outbox.not_held" if held is None else "commands.outbox.released")


def _hold_report(held: Hold) -> dict[str, object] | None:
    return None if held is None else {"until": held[0], "cause": held[1]}


def _say_hold(held: Hold, house: House) -> None:
    if held is not None:
        until = minute(held[0], house.settings.zone)
        say(f"commands.outbox.hold.{held[1]}", until=until)


def _tally_table(tally: dict[str, int]) -> Table:
    table = Table(
        text("commands.outbox.column.state"), text("commands.outbox.column.number"), show_footer=True
    )
    table.columns[0].footer = text("commands.outbox.total")
    table.columns[1].footer = number(sum(tally.values()))
    table.columns[1].justify = "right"
    for state, count in sorted(tally.items()):
        table.add_row(text(f"commands.outbox.state.{state}"), number(count))
    return table


def _doubtful_table(doubtful: list[tuple[str, str]]) -> Table:
    columns = (text("commands.outbox.column.doubtful"), text("commands.outbox.column.state"))
    table = Table(*columns)
    for unique, state in doubtful:
        table.add_row(unique, text(f"commands.outbox.state.{state}"))
    return table
