"""`sapa checkin`: how people fare after their moves, by unit and never by person."""

import click
from babel.numbers import format_decimal
from rich.table import Table

from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, language, number, say, show_json, text
from domain.checkins.counting import CheckInReportDesk, UnitResult
from domain.checkins.records import Topic

_COLUMNS = ("unit", "days", "answered", *Topic)


@click.group("checkin", help=text("commands.checkin.help"))
def command() -> None:
    """Group."""


@command.command("report", help=text("commands.checkin.report.help"))
@click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.checkin.report.by"))
@json_option
def report(*, nip: str, as_json: bool) -> None:
    with opened() as house:
        found = CheckInReportDesk(house.store).read(by=officer(house, nip), now=house.now())
    if as_json:
        show_json({"results": [_json(one) for one in found.results], "missed": found.missed})
        return
    if found.results:
        table = Table(*(text(f"commands.checkin.column.{name}") for name in _COLUMNS))
        for one in found.results:
            means = (format_decimal(one.means[topic], locale=language()) for topic in Topic)
            table.add_row(one.unit, number(one.milestone), number(one.answered), *means)
        console.print(table)
    say("commands.checkin.report.groups" if found.results else "commands.checkin.report.none")
    if found.missed:
        say("commands.checkin.report.missed", count=found.missed)


def _json(one: UnitResult) -> dict[str, object]:
    means = {str(topic): float(mean) for topic, mean in one.means.items()}
    return {"unit": one.unit, "days": int(one.milestone), "answered": one.answered, "means": means}
