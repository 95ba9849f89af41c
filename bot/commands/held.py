"""`sapa outbox held` and `sapa outbox resolve`: messages that wait for a human's decision."""

from collections.abc import Sequence
from datetime import tzinfo

import click
from rich.table import Table

from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, minute, number, say, show_json, text
from domain.held.desk import HeldDesk
from domain.held.records import HeldMessage, Verdict

_SHOWN_AT_MOST = 100
_COLUMNS = ("message_number", "message", "kind", "cause", "since")
_VERDICTS = {verdict.replace("_", "-"): verdict for verdict in Verdict}


@click.command("held", help=text("commands.outbox.held.help"))
@json_option
def list_held(*, as_json: bool) -> None:
    with opened() as house:
        with house.store.read() as work:
            kinds, held = work.held.by_kind(), work.held.listed(_SHOWN_AT_MOST)
        if as_json:
            show_json({"kinds": kinds, "held": [_report(one) for one in held]})
        elif held:
            for kind, count in kinds.items():
                say("commands.outbox.held.kind", kind=kind, count=number(count))
            console.print(_table(held, house.settings.zone))
        else:
            say("commands.outbox.held.none")


@click.command("resolve", help=text("commands.outbox.resolve.help"))
@click.argument("verdict", type=click.Choice(list(_VERDICTS)))
@click.argument("message", type=int, required=False)
@click.option("--kind", help=text("commands.outbox.resolve.kind"))
@click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.outbox.resolve.by"))
@json_option
def resolve(*, verdict: str, message: int | None, kind: str | None, nip: str, as_json: bool) -> None:
    if (message is None) == (kind is None):
        raise click.UsageError(text("commands.outbox.resolve.which"))
    with opened() as house:
        desk, by, decided = HeldDesk(house.store), officer(house, nip), _VERDICTS[verdict]
        if message is not None:
            desk.resolve(message, decided, by=by, now=house.now())
        count = 1 if kind is None else desk.resolve_kind(kind, decided, by=by, now=house.now())
        if as_json:
            show_json({"verdict": verdict, "messages": count})
        else:
            say(f"commands.outbox.resolved.{decided}", count=number(count))


def _report(one: HeldMessage) -> dict[str, object]:
    return {
        "number": one.number,
        "message": one.unique,
        "kind": one.kind,
        "cause": one.cause,
        "held_since": one.held_since,
        "taken_back": one.is_taken_back,
    }


def _table(held: Sequence[HeldMessage], zone: tzinfo) -> Table:
    table = Table(*(text(f"commands.outbox.column.{name}") for name in _COLUMNS))
    for one in held:
        cause = text("commands.outbox.held.taken_back") if one.is_taken_back else one.cause
        table.add_row(str(one.number), one.unique, one.kind, cause, minute(one.held_since, zone))
    return table
