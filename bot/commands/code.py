"""`sapa code`: codes on officers' own papers, and what any code stands for."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click
from rich.table import Table

from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, refuse, say, show_json, text
from bot.house import House
from domain.official.desk import OWN_KINDS, CodeDesk
from domain.official.digests import digest_of
from domain.official.records import Issued, Kind

_SHOWN = 50
_COLUMNS = ("code", "kind", "title", "day", "digests", "state")
_by = click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.code.by"))
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("code", help=text("commands.code.help"))
def command() -> None:
    """Hold the sub-commands together."""


@command.command("issue", help=text("commands.code.issue.help"))
@click.option("--title", required=True, help=text("commands.code.issue.title"))
@click.option(
    "--kind",
    type=click.Choice([one.value for one in OWN_KINDS]),
    default=Kind.LETTER.value,
    show_default=True,
    help=text("commands.code.kind"),
)
@click.option("--file", type=_FILE, help=text("commands.code.file"))
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help=text("commands.code.issue.day"))
@_by
@json_option
def issue(*, title: str, kind: str, file: Path | None, day: datetime | None, nip: str, as_json: bool) -> None:
    with opened() as house:
        today = house.now().astimezone(house.settings.zone).date()
        code = CodeDesk(house.store).issue(
            Kind(kind),
            title.strip(),
            None if file is None else _digest(file),
            issued_on=day.date() if day else today,
            by=officer(house, nip),
            now=house.now(),
        )
    if as_json:
        show_json({"code": code})
        return
    say("commands.code.issue.done", code=code)
    if file is None:
        say("commands.code.issue.then", code=code)


@command.command("attach", help=text("commands.code.attach.help"))
@click.argument("code")
@click.option("--file", required=True, type=_FILE, help=text("commands.code.file"))
@_by
def attach(*, code: str, file: Path, nip: str) -> None:
    digest = _digest(file)
    with opened() as house:
        issued = CodeDesk(house.store).attach(code, digest, by=officer(house, nip), now=house.now())
    say("commands.code.attach.done", code=issued.code, digest=digest.hex())


@command.command("list", help=text("commands.code.list.help"))
@click.option("--kind", type=click.Choice([one.value for one in Kind]), help=text("commands.code.kind"))
@json_option
def list_codes(*, kind: str | None, as_json: bool) -> None:
    kinds = OWN_KINDS if kind is None else (Kind(kind),)
    with opened() as house:
        found = CodeDesk(house.store).newest(kinds, _SHOWN)
        _show(house, found, as_json=as_json)
    if not found and not as_json:
        say("commands.code.list.none")


@command.command("show", help=text("commands.code.show.help"))
@click.argument("code")
@json_option
def show(*, code: str, as_json: bool) -> None:
    with opened() as house:
        _show(house, [CodeDesk(house.store).show(code)], as_json=as_json)


@command.command("withdraw", help=text("commands.code.withdraw.help"))
@click.argument("code")
@_by
def withdraw(*, code: str, nip: str) -> None:
    with opened() as house:
        issued = CodeDesk(house.store).withdraw(code, by=officer(house, nip), now=house.now())
    say("commands.code.withdraw.done", code=issued.code)


def _digest(file: Path) -> bytes:
    try:
        return digest_of(file.read_bytes())
    except OSError as fault:
        refuse(text("commands.file_fault", path=str(file), cause=fault.strerror or ""))


def _show(house: House, found: Sequence[Issued], *, as_json: bool) -> None:
    """To whom something was issued is not shown: a list of codes is no list of people."""
    if as_json:
        show_json([_report(house, one) for one in found])
    elif found:
        table = Table(*(text(f"commands.code.column.{name}") for name in _COLUMNS))
        for one in found:
            digests = "\n".join(digest.hex() for digest in one.digests) or "–"
            kind, state = text(f"official.kind.{one.kind}"), text(f"commands.code.state.{_state(one)}")
            table.add_row(one.code, kind, one.title, f"{_day(house, one):%d-%m-%Y}", digests, state)
        console.print(table)


def _report(house: House, one: Issued) -> dict[str, object]:
    return {
        "code": one.code,
        "kind": one.kind,
        "title": one.title,
        "issued_on": _day(house, one),
        "digests": [digest.hex() for digest in one.digests],
        "state": _state(one),
    }


def _day(house: House, one: Issued) -> date:
    return one.issued_on or one.issued_at.astimezone(house.settings.zone).date()


def _state(one: Issued) -> str:
    return "valid" if one.withdrawn_at is None else "withdrawn"
