"""`sapa wave`: the lists of proposals, and showing one to the people in it."""

import click
from rich.table import Table

from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, say, show_json, text
from bot.house import House
from domain.publication import PublicationDesk
from domain.refusals import NotFound
from domain.waves import Wave


@click.group("wave", help=text("commands.wave.help"))
def command() -> None:
    """Group."""


@command.command("list", help=text("commands.wave.list.help"))
@json_option
def list_waves(*, as_json: bool) -> None:
    with opened() as house:
        with house.store.read() as work:
            waves = [(wave, len(work.proposals.of_wave(wave.id))) for wave in work.waves.all()]
        if as_json:
            show_json(
                [
                    {"id": wave.id, "name": wave.name, "proposals": count, "published_at": wave.published_at}
                    for wave, count in waves
                ]
            )
        elif waves:
            console.print(_table(waves))
        else:
            say("commands.wave.none")


@command.command("publish", help=text("commands.wave.publish.help"))
@click.argument("wave")
@click.option("--by", "maker", required=True, metavar="NIP", help=text("commands.wave.publish.by"))
@click.option("--second", "checker", required=True, metavar="NIP", help=text("commands.wave.publish.second"))
@json_option
def publish(*, wave: str, maker: str, checker: str, as_json: bool) -> None:
    with opened() as house:
        desk = PublicationDesk(house.store)
        chosen = _wave(house, wave)
        first, second = officer(house, maker), officer(house, checker)
        desk.request(chosen.id, by=first, now=house.now())
        shown = desk.approve(chosen.id, by=second, now=house.now())
        if as_json:
            show_json({"wave": chosen.name, "proposals": shown})
        else:
            say("commands.wave.published", wave=chosen.name, count=shown)


def _wave(house: House, said: str) -> Wave:
    """By its number or its name."""
    with house.store.read() as work:
        named = work.waves.named(said)
        if named is not None:
            return named
        if not said.isdigit():
            raise NotFound(subject=said)
        return work.waves.get(int(said))


def _table(waves: list[tuple[Wave, int]]) -> Table:
    table = Table()
    for name in ("number", "name", "proposals", "state"):
        table.add_column(text(f"commands.wave.column.{name}"))
    for wave, count in waves:
        state = "published" if wave.published_at else "draft"
        table.add_row(str(wave.id), wave.name, str(count), text(f"commands.wave.state.{state}"))
    return table
