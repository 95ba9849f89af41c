"""`sapa case`: what people have told under seal: the queue, reading, answering, and opening a seal.

What officers write is read from the standard input: an argument would stay in the terminal's history.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table

from bot.commands.case_shown import report, show_case
from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.seal import desk_of, proof
from bot.commands.speaking import console, json_option, number, say, show_json, text
from bot.house import House
from domain.concerns.handling import HandlingDesk
from domain.concerns.records import Case
from domain.concerns.taxonomy import Desk

_COLUMNS = ("number", "about", "status", "opened", "due", "sender", "lines")

by_option = click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.case.by"))
number_argument = click.argument("case_number", metavar="NUMBER")


@click.group("case", help=text("commands.case.help"))
def command() -> None:
    """Hold the sub-commands together."""


@command.command("list", help=text("commands.case.list.help"))
@click.option("--desk", type=click.Choice([one.value for one in Desk]), help=text("commands.case.list.desk"))
@by_option
@json_option
def list_cases(*, desk: str | None, nip: str, as_json: bool) -> None:
    with opened() as house:
        chosen = None if desk is None else Desk(desk)
        cases = _desk(house).queue(chosen, by=officer(house, nip))
    if as_json:
        show_json([report(one) for one in cases])
    elif cases:
        console.print(_table(cases))
    else:
        say("commands.case.list.none")


@command.command("show", help=text("commands.case.show.help"))
@number_argument
@by_option
@json_option
def show(*, case_number: str, nip: str, as_json: bool) -> None:
    with opened() as house:
        case = _desk(house).read(case_number, by=officer(house, nip), now=house.now())
    if as_json:
        show_json(report(case, thread=True))
    else:
        show_case(case)


@command.command("file", help=text("commands.case.file.help"))
@number_argument
@click.argument("file_id", metavar="FILE")
@click.option("--out", required=True, type=click.Path(path_type=Path), help=text("commands.case.file.out"))
@by_option
def save_file(*, case_number: str, file_id: str, out: Path, nip: str) -> None:
    with opened() as house:
        _file, content = _desk(house).file(case_number, file_id, by=officer(house, nip))
        # Nobody else's eyes, and never over a file that is there.
        with open(out, "xb", opener=_private) as written:
            written.write(content)
    say("commands.case.file.done", path=str(out))


@command.command("answer", help=text("commands.case.answer.help"))
@number_argument
@by_option
def answer(*, case_number: str, nip: str) -> None:
    with opened() as house:
        _desk(house).answer(case_number, _typed(), by=officer(house, nip), now=house.now())
    say("commands.case.answer.done")


@command.command("ask", help=text("commands.case.ask.help"))
@number_argument
@by_option
def ask(*, case_number: str, nip: str) -> None:
    with opened() as house:
        _desk(house).ask(case_number, _typed(), by=officer(house, nip), now=house.now())
    say("commands.case.ask.done")


@command.command("note", help=text("commands.case.note.help"))
@number_argument
@by_option
def note(*, case_number: str, nip: str) -> None:
    with opened() as house:
        _desk(house).note(case_number, _typed(), by=officer(house, nip), now=house.now())
    say("commands.case.note.done")


@command.command("close", help=text("commands.case.close.help"))
@number_argument
@by_option
def close(*, case_number: str, nip: str) -> None:
    with opened() as house:
        _desk(house).close(case_number, _typed(), by=officer(house, nip), now=house.now())
    say("commands.case.close.done")


@command.group("unseal", help=text("commands.case.unseal.help"))
def unseal() -> None:
    """Two steps, by two officers."""


@unseal.command("request", help=text("commands.case.unseal.request.help"))
@number_argument
@by_option
def request(*, case_number: str, nip: str) -> None:
    with opened() as house:
        own = proof(house, nip)
        desk_of(house).request(case_number, _typed(), own, now=house.now())
    say("commands.case.unseal.requested")


@unseal.command("approve", help=text("commands.case.unseal.approve.help"))
@number_argument
@by_option
@click.option("--yes", is_flag=True, help=text("commands.case.unseal.yes"))
def approve(*, case_number: str, nip: str, yes: bool) -> None:
    with opened() as house:
        asked = desk_of(house).pending(case_number, by=officer(house, nip))
        if asked is not None and not yes:
            say("commands.case.unseal.reason", reason=asked.reason)
            click.confirm(text("commands.case.unseal.confirm"), abort=True, err=True)
        person = desk_of(house).approve(case_number, proof(house, nip), now=house.now())
    say("commands.case.unseal.opened", name=person.full_name, nip=person.nip, unit=person.unit)


def _desk(house: House) -> HandlingDesk:
    return HandlingDesk(house.store, zone=house.settings.zone)


def _typed() -> str:
    if sys.stdin.isatty():
        say("commands.case.typing")
    return sys.stdin.read()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _table(cases: Sequence[Case]) -> Table:
    table = Table(*(text(f"commands.case.column.{name}") for name in _COLUMNS))
    for one in cases:
        table.add_row(
            one.number,
            text(f"commands.case.concern.{one.concern}"),
            text(f"commands.case.status.{one.status}"),
            f"{one.opened_on:%d-%m-%Y}",
            f"{one.answer_due_on:%d-%m-%Y}" if one.waits_for_answer else "–",
            text("commands.case.alias", alias=one.alias),
            number(len(one.entries)),
        )
    return table
