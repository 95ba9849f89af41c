"""`sapa preference`: what weighs on people, as they told it in the chat, and HR's answers to it."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table

from bot.commands.explained import say_renewed
from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, say, show_json, text
from bot.commands.viewing import note_views
from bot.house import House
from domain.actors import Actor
from domain.preferences.constraint_desk import ConstraintDesk, Weighed
from domain.views.records import Purpose
from files.letters_file import save_private

_COLUMNS = ("number", "kind", "unit", "told", "note", "document")

by_option = click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.preference.by"))
number_argument = click.argument("constraint", metavar="NUMBER")


@click.group("preference", help=text("commands.preference.help"))
def command() -> None:
    """Group."""


@command.command("list", help=text("commands.preference.list.help"))
@by_option
@json_option
def list_constraints(*, nip: str, as_json: bool) -> None:
    with opened() as house:
        found = _desk(house).waiting(by=officer(house, nip))
        # No name is shown, but in a small unit the kind alone may tell who it is.
        note_views(house, [one.person.id for one in found], Purpose.CONSTRAINT, viewer=nip)
    if as_json:
        show_json([_brief(one) for one in found])
    elif found:
        console.print(_table(found))
    else:
        say("commands.preference.list.none")


@command.command("show", help=text("commands.preference.show.help"))
@number_argument
@click.option(
    "--save-to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help=text("commands.preference.show.save_to"),
)
@by_option
@json_option
def show(*, constraint: str, folder: Path | None, nip: str, as_json: bool) -> None:
    with opened() as house:
        by = officer(house, nip)
        found = _desk(house).show(constraint, by=by, now=house.now())
        note_views(house, [found.person.id], Purpose.CONSTRAINT, viewer=nip)
        saved = _save(house, found, folder, by)
    if as_json:
        show_json(_whole(found) | {"saved": saved})
        return
    _tell(found)
    if saved is not None:
        say("commands.preference.show.saved", path=str(saved))


@command.command("acknowledge", help=text("commands.preference.acknowledge.help"))
@number_argument
@by_option
def acknowledge(*, constraint: str, nip: str) -> None:
    with opened() as house:
        _desk(house).acknowledge(constraint, by=officer(house, nip), now=house.now())
        say("commands.preference.acknowledge.done", number=constraint.upper())
        say_renewed(house)


@command.command("decline", help=text("commands.preference.decline.help"))
@number_argument
@click.option("--reason", required=True, metavar="TEXT", help=text("commands.preference.decline.reason"))
@by_option
def decline(*, constraint: str, reason: str, nip: str) -> None:
    with opened() as house:
        _desk(house).decline(constraint, reason, by=officer(house, nip), now=house.now())
        say("commands.preference.decline.done", number=constraint.upper())


def _desk(house: House) -> ConstraintDesk:
    return ConstraintDesk(house.store, zone=house.settings.zone)


def _save(house: House, found: Weighed, folder: Path | None, by: Actor) -> Path | None:
    """Readable by its owner only; None where no folder is named or no document came."""
    one = found.constraint
    if folder is None or not one.document:
        return None
    content = _desk(house).document(one.number, by=by, now=house.now())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{one.number}-{one.document}"
    save_private(path, content)
    return path


def _table(found: Sequence[Weighed]) -> Table:
    table = Table(*(text(f"commands.preference.column.{name}") for name in _COLUMNS))
    for one in found:
        kept = one.constraint
        table.add_row(
            kept.number,
            text(f"wishes.constraint.kind.{kept.kind}"),
            one.unit,
            f"{kept.told_on:%d-%m-%Y}",
            _yes(kept.note),
            _yes(kept.document),
        )
    return table


def _yes(kept: str) -> str:
    return text("commands.preference.yes" if kept else "commands.preference.no")


def _tell(one: Weighed) -> None:
    kept = one.constraint
    say("commands.preference.show.title", number=kept.number, name=one.person.full_name, unit=one.unit)
    say(
        "commands.preference.show.kind",
        kind=text(f"wishes.constraint.kind.{kept.kind}"),
        told=f"{kept.told_on:%d-%m-%Y}",
    )
    say(f"commands.preference.state.{kept.state}")
    if kept.reason:
        say("commands.preference.show.reason", reason=kept.reason)
    if kept.note:
        say("commands.preference.show.note", note=kept.note)
    if kept.document:
        say("commands.preference.show.document", name=kept.document)


def _brief(one: Weighed) -> dict[str, object]:
    kept = one.constraint
    return {
        "number": kept.number,
        "kind": kept.kind,
        "unit": one.unit,
        "told_on": kept.told_on,
        "has_note": bool(kept.note),
        "has_document": bool(kept.document),
    }


def _whole(one: Weighed) -> dict[str, object]:
    kept = one.constraint
    return _brief(one) | {
        "name": one.person.full_name,
        "state": kept.state,
        "answered_on": kept.answered_on,
        "note": kept.note,
        "document": kept.document,
        "reason": kept.reason,
    }
