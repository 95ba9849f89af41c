"""`sapa correction`: what people say is wrong in their data, and HR's answers within 3 x 24 hours."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table

from bot.commands.explained import say_renewed
from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, minute, refuse, say, show_json, text
from bot.commands.viewing import note_views
from bot.house import House
from domain.corrections.desk import CorrectionDesk, Request
from domain.corrections.records import CorrectionStatus
from domain.views.records import Purpose

_COLUMNS = ("number", "name", "fact", "filed", "due", "state")

by_option = click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.correction.by"))


@click.group("correction", help=text("commands.correction.help"))
def command() -> None:
    """Hold the sub-commands together."""


@command.command("list", help=text("commands.correction.list.help"))
@by_option
@json_option
def list_requests(*, nip: str, as_json: bool) -> None:
    with opened() as house:
        waiting = _desk(house).waiting(by=officer(house, nip), now=house.now())
        note_views(house, [one.person.id for one in waiting], Purpose.CORRECTION, viewer=nip)
        if as_json:
            show_json([_report(one) for one in waiting])
        elif waiting:
            console.print(_table(house, waiting))
            say("commands.correction.list.overdue", count=sum(one.is_overdue for one in waiting))
        else:
            say("commands.correction.list.none")


@command.command("show", help=text("commands.correction.show.help"))
@click.argument("number")
@by_option
@click.option("--paper", type=click.Path(path_type=Path), help=text("commands.correction.show.paper"))
@json_option
def show(*, number: str, nip: str, paper: Path | None, as_json: bool) -> None:
    with opened() as house:
        desk, by, now = _desk(house), officer(house, nip), house.now()
        request = desk.show(number.upper(), by=by, now=now)
        note_views(house, [request.person.id], Purpose.CORRECTION, viewer=nip)
        if paper is not None:
            paper.write_bytes(desk.paper(request.correction.number, by=by, now=now))
        if as_json:
            show_json(
                {**_report(request), "text": request.correction.text, "answer": request.correction.answer}
            )
        else:
            _say_request(house, request)


@command.command("answer", help=text("commands.correction.answer.help"))
@click.argument("number")
@click.option("--accept", is_flag=True, help=text("commands.correction.answer.accept"))
@click.option("--reject", is_flag=True, help=text("commands.correction.answer.reject"))
@click.option("--text", "said", required=True, metavar="TEXT", help=text("commands.correction.answer.text"))
@by_option
def answer(*, number: str, accept: bool, reject: bool, said: str, nip: str) -> None:
    if accept is reject:
        refuse(text("commands.correction.answer.which"))
    status = CorrectionStatus.ACCEPTED if accept else CorrectionStatus.REJECTED
    with opened() as house:
        answered = _desk(house).answer(number.upper(), status, said, by=officer(house, nip), now=house.now())
        say(f"commands.correction.answer.{status}", number=answered.number)
        if accept:
            say_renewed(house)


def _desk(house: House) -> CorrectionDesk:
    return CorrectionDesk(house.store, zone=house.settings.zone)


def _report(request: Request) -> dict[str, object]:
    one = request.correction
    return {
        "number": one.number,
        "name": request.person.full_name,
        "fact": one.fact,
        "status": one.status,
        "filed_at": one.filed_at,
        "due_at": one.due_at,
        "is_overdue": request.is_overdue,
        "paper": None if one.paper is None else {"kind": one.paper.kind, "bytes": one.paper.size},
    }


def _table(house: House, waiting: Sequence[Request]) -> Table:
    table = Table(*(text(f"commands.correction.column.{name}") for name in _COLUMNS))
    zone = house.settings.zone
    for request in waiting:
        one = request.correction
        table.add_row(
            one.number,
            request.person.full_name,
            text(f"correction.fact.{one.fact}"),
            minute(one.filed_at, zone),
            minute(one.due_at, zone),
            text("commands.correction.overdue" if request.is_overdue else "commands.correction.in_time"),
        )
    return table


def _say_request(house: House, request: Request) -> None:
    one, zone = request.correction, house.settings.zone
    say("commands.correction.show.title", number=one.number, name=request.person.full_name)
    say("commands.correction.show.fact", fact=text(f"correction.fact.{one.fact}"))
    say("commands.correction.show.due", filed=minute(one.filed_at, zone), due=minute(one.due_at, zone))
    console.print(one.text)
    if one.paper is not None:
        say("commands.correction.show.has_paper", kind=one.paper.kind.upper(), size=one.paper.size)
    if one.answer:
        say("commands.correction.show.answer", answer=one.answer)
