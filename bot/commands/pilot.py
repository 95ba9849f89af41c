"""`sapa pilot`: a trial run on real people, with a list of guests, a limit a day and a switch to halt."""

from dataclasses import asdict
from pathlib import Path

import click

from bot.commands.officer import acting
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, number, say, show_json, text
from domain.pilot import PilotDesk, Standing

_by = click.option("--by", "nip", default=None, metavar="NIP", help=text("commands.pilot.by"))


@click.group("pilot", help=text("commands.pilot.help"))
def command() -> None:
    """Hold the sub-commands together."""


@command.command("status", help=text("commands.pilot.status.help"))
@json_option
def status(*, as_json: bool) -> None:
    with opened() as house:
        found = PilotDesk(house.store).standing(now=house.now())
    if as_json:
        show_json(asdict(found))
    else:
        console.print(told(found))


@command.command("limit", help=text("commands.pilot.limit.help"))
@click.option("--guests-only/--everybody", required=True, help=text("commands.pilot.guests_only"))
@click.option("--a-day", type=click.IntRange(1), default=None, help=text("commands.pilot.a_day"))
@_by
def limit(*, guests_only: bool, a_day: int | None, nip: str | None) -> None:
    with opened() as house:
        desk, by = PilotDesk(house.store), acting(house, nip)
        desk.limit(guests_only=guests_only, a_day=a_day, by=by, now=house.now())
        console.print(told(desk.standing(now=house.now())))


@command.command("guests", help=text("commands.pilot.guests.help"))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--remove", is_flag=True, help=text("commands.pilot.remove"))
@_by
def guests(*, file: Path, remove: bool, nip: str | None) -> None:
    """One NIP a line; numbers that are nobody's are named and left out."""
    nips = [
        "".join(line.split()) for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip()
    ]
    with opened() as house:
        desk, by = PilotDesk(house.store), acting(house, nip)
        change = desk.dismiss if remove else desk.invite
        changed, unknown = change(nips, by=by, now=house.now())
    say("commands.pilot.changed", count=number(changed))
    for one in unknown:
        say("commands.pilot.unknown", nip=one)


@command.command("halt", help=text("commands.pilot.halt.help"))
@_by
def halt(*, nip: str | None) -> None:
    _switch(nip, halted=True)


@command.command("resume", help=text("commands.pilot.resume.help"))
@_by
def resume(*, nip: str | None) -> None:
    _switch(nip, halted=False)


def told(found: Standing) -> str:
    """The trial run in one line."""
    pilot = found.pilot
    return text(
        "commands.pilot.standing",
        who=text("commands.pilot.only" if pilot.guests_only else "commands.pilot.all"),
        guests=number(found.guests),
        told=number(found.told),
        a_day="–" if pilot.a_day is None else number(pilot.a_day),
        sending=text("commands.pilot.halted" if pilot.halted else "commands.pilot.going"),
    )


def _switch(nip: str | None, *, halted: bool) -> None:
    with opened() as house:
        desk, by = PilotDesk(house.store), acting(house, nip)
        desk.halt(halted=halted, by=by, now=house.now())
        console.print(told(desk.standing(now=house.now())))
