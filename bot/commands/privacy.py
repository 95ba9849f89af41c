"""`sapa privacy`: requests by which people use their rights, each with its clock, and HR's answers."""

from collections.abc import Sequence

import click
from rich.table import Table

from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, minute, say, show_json, text
from bot.commands.viewing import note_views
from bot.house import House
from domain.privacy.officers import RightsOffice, Waiting
from domain.privacy.records import State
from domain.views.records import Purpose

_COLUMNS = ("number", "right", "person", "asked", "due", "state")

by_option = click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.privacy.by"))


@click.group("privacy", help=text("commands.privacy.help"))
def command() -> None:
    """Hold the sub-commands together."""


@command.command("list", help=text("commands.privacy.list.help"))
@by_option
@json_option
def list_waiting(*, nip: str, as_json: bool) -> None:
    with opened() as house:
        found = RightsOffice(house.store).waiting(by=officer(house, nip), now=house.now())
        note_views(house, [one.person.id for one in found], Purpose.RIGHTS, viewer=nip)
        _show(house, found, as_json=as_json)


@command.command("show", help=text("commands.privacy.show.help"))
@click.argument("number")
@by_option
@json_option
def show(*, number: str, nip: str, as_json: bool) -> None:
    with opened() as house:
        found = RightsOffice(house.store).show(number.upper(), by=officer(house, nip), now=house.now())
        note_views(house, [found.person.id], Purpose.RIGHTS, viewer=nip)
        _show(house, [found], as_json=as_json)
    if not as_json and found.request.answer:
        say("commands.privacy.answered", answer=found.request.answer)


@command.command("done", help=text("commands.privacy.done.help"))
@click.argument("number")
@click.option("--answer", default="", help=text("commands.privacy.answer"))
@by_option
def done(*, number: str, answer: str, nip: str) -> None:
    _answer(number, State.DONE, answer, nip)


@command.command("refuse", help=text("commands.privacy.refuse.help"))
@click.argument("number")
@click.option("--reason", required=True, help=text("commands.privacy.reason"))
@by_option
def refuse(*, number: str, reason: str, nip: str) -> None:
    _answer(number, State.REFUSED, reason, nip)


def _answer(number: str, state: State, words: str, nip: str) -> None:
    with opened() as house:
        office = RightsOffice(house.store)
        answered = office.answer(number.upper(), state, words, by=officer(house, nip), now=house.now())
    if answered.can_be_told:
        say("commands.privacy.told", number=answered.request.id)
    else:
        say("commands.privacy.not_told", number=answered.request.id, name=answered.person.full_name)


def _show(house: House, found: Sequence[Waiting], *, as_json: bool) -> None:
    if as_json:
        show_json([_report(house, one) for one in found])
    elif found:
        console.print(_table(house, found))
    else:
        say("commands.privacy.none")


def _report(house: House, one: Waiting) -> dict[str, object]:
    request = one.request
    return {
        "number": request.id,
        "right": request.right,
        "state": request.state,
        "person": one.person.full_name,
        "unit": one.person.unit,
        "asked_at": request.asked_at,
        "due_at": request.due_at,
        "is_late": request.is_late(house.now()),
        "answered_at": request.answered_at,
        "answer": request.answer,
        "can_be_told": one.can_be_told,
    }


def _table(house: House, found: Sequence[Waiting]) -> Table:
    table = Table(*(text(f"commands.privacy.column.{name}") for name in _COLUMNS))
    for one in found:
        request = one.request
        state = "late" if request.is_late(house.now()) else request.state
        table.add_row(
            request.id,
            text(f"privacy.right.{request.right}"),
            one.person.full_name,
            minute(request.asked_at, house.settings.zone),
            minute(request.due_at, house.settings.zone),
            text(f"commands.privacy.state.{state}"),
        )
    return table
