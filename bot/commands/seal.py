"""`sapa seal`: the officers who, two together, can open the sender of a sealed case."""

import click
from rich.table import Table

from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, refuse, say, show_json, text
from bot.house import House
from domain.concerns.sealing import Proof, SealDesk

_COLUMNS = ("officer", "since")

by_option = click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.seal.by"))
second_option = click.option(
    "--second", "second_nip", required=True, metavar="NIP", help=text("commands.seal.second")
)


@click.group("seal", help=text("commands.seal.help"))
def command() -> None:
    """Hold the sub-commands together."""


@command.command("setup", help=text("commands.seal.setup.help"))
@by_option
@second_option
def set_up(*, nip: str, second_nip: str) -> None:
    with opened() as house:
        first, second = new_proof(house, nip), new_proof(house, second_nip)
        desk_of(house).set_up(first, second, now=house.now())
    say("commands.seal.setup.done")


@command.command("enrol", help=text("commands.seal.enrol.help"))
@click.argument("new_nip", metavar="NIP")
@by_option
@second_option
def enrol(*, new_nip: str, nip: str, second_nip: str) -> None:
    with opened() as house:
        first, second = proof(house, nip), proof(house, second_nip)
        new = new_proof(house, new_nip)
        desk_of(house).enrol(new, first=first, second=second, now=house.now())
    say("commands.seal.enrol.done")


@command.command("status", help=text("commands.seal.status.help"))
@json_option
def status(*, as_json: bool) -> None:
    with opened() as house:
        enrolled = desk_of(house).officers()
    if as_json:
        show_json(
            [
                {"officer": person.full_name, "since": one.enrolled_on, "in_service": person.is_active}
                for person, one in enrolled
            ]
        )
        return
    table = Table(*(text(f"commands.seal.column.{name}") for name in _COLUMNS))
    for person, one in enrolled:
        table.add_row(person.full_name, f"{one.enrolled_on:%d-%m-%Y}")
    if enrolled:
        console.print(table)
    say("commands.seal.status.ready" if enrolled else "commands.seal.status.none", count=len(enrolled))


def desk_of(house: House) -> SealDesk:
    return SealDesk(house.store, zone=house.settings.zone)


def proof(house: House, nip: str) -> Proof:
    """Let an officer type the passphrase of their key; it is neither shown nor kept."""
    asked = text("commands.seal.passphrase", nip=nip)
    return Proof(officer(house, nip), click.prompt(asked, hide_input=True, err=True))


def new_proof(house: House, nip: str) -> Proof:
    """Let an officer choose a passphrase, typed twice."""
    chosen = proof(house, nip)
    again = click.prompt(text("commands.seal.again"), hide_input=True, err=True)
    if again != chosen.passphrase:
        refuse(text("commands.seal.differ"))
    return chosen
