"""`sapa proposal`: where each proposal stands, its history and limits, and the next step on its route."""

from datetime import date

import click
from rich.table import Table

from bot.calendar_source import estimated_off_days
from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, minute, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from bot.commands.waves import wave_called
from bot.house import House
from domain.calendar.records import working_days
from domain.calendar.working_days import WorkingDays
from domain.deadlines import Limit, limits_of
from domain.people import Person
from domain.proposal_desk import ProposalDesk
from domain.proposals import Proposal, Status
from domain.route import next_steps
from domain.views.records import Purpose


@click.group("proposal", help=text("commands.proposal.help"))
def command() -> None:
    """Group."""


@command.command("list", help=text("commands.proposal.list.help"))
@click.argument("wave")
@click.option(
    "--status", type=click.Choice([one.value for one in Status]), help=text("commands.proposal.list.status")
)
@viewer_option
@json_option
def list_proposals(*, wave: str, status: str | None, viewer: str | None, as_json: bool) -> None:
    with opened() as house:
        chosen = wave_called(house, wave)
        with house.store.read() as work:
            found = [one for one in work.proposals.of_wave(chosen.id) if status in (None, one.status)]
            people = {one.person_id: work.people.get(one.person_id) for one in found}
        note_views(house, people, Purpose.PROPOSAL, viewer=viewer)
    if as_json:
        show_json([_json(one, people[one.person_id]) for one in found])
    elif found:
        console.print(_list(found, people))
    else:
        say("commands.proposal.none")


@command.command("show", help=text("commands.proposal.show.help"))
@click.argument("number", type=int)
@viewer_option
@json_option
def show(*, number: int, viewer: str | None, as_json: bool) -> None:
    with opened() as house:
        with house.store.read() as work:
            proposal = work.proposals.get(number)
            person = work.people.get(proposal.person_id)
            limits = limits_of(proposal, _calendar(house, proposal), zone=house.settings.zone)
        note_views(house, [person.id], Purpose.PROPOSAL, viewer=viewer)
        if as_json:
            show_json(_json(proposal, person) | {"limits": {one.code: one.last_day for one in limits}})
            return
        say("commands.proposal.title", number=number, name=person.full_name)
        say("commands.proposal.from", position=proposal.origin.position, unit=proposal.origin.unit)
        say("commands.proposal.to", position=proposal.target.position, unit=proposal.target.unit)
        console.print(_history(house, proposal))
        for one in limits:
            _say_limit(one)
        _say_next(proposal)


@command.command("move", help=text("commands.proposal.move.help"))
@click.argument("number", type=int)
@click.argument("status", type=click.Choice([one.value for one in Status]))
@click.option("--by", "mover", required=True, metavar="NIP", help=text("commands.proposal.move.by"))
@click.option("--note", default="", help=text("commands.proposal.move.note"))
@json_option
def move(*, number: int, status: str, mover: str, note: str, as_json: bool) -> None:
    with opened() as house:
        moved = ProposalDesk(house.store).move(
            number, Status(status), note=note, by=officer(house, mover), now=house.now()
        )
    if as_json:
        show_json({"proposal": moved.id, "status": moved.status})
    else:
        say("commands.proposal.moved", number=moved.id, status=_named(moved.status))
        _say_next(moved)


def _calendar(house: House, proposal: Proposal) -> WorkingDays:
    """The years that a limit begun at any of its stages can reach into."""
    years = {entry.entered_at.year for entry in proposal.stages} or {house.now().year}
    with house.store.read() as work:
        return working_days(
            work.calendar, estimated_off_days, first_year=min(years), last_year=max(years) + 1
        )


def _say_limit(limit: Limit) -> None:
    standing = "decreed" if limit.is_official else "estimated"
    say(
        "commands.proposal.limit",
        what=text(f"commands.proposal.limit.{limit.code}"),
        day=f"{limit.last_day:%d-%m-%Y}",
        standing=text(f"commands.proposal.limit.{standing}"),
    )


def _say_next(proposal: Proposal) -> None:
    steps = next_steps(proposal.status)
    if steps:
        listed = ", ".join(
            f"{status} ({text(f'commands.role.name.{role}')})" for status, role in steps.items()
        )
        say("commands.proposal.next", steps=listed)


def _named(status: Status) -> str:
    return text(f"commands.proposal.status.{status}")


def _list(found: list[Proposal], people: dict[int, Person]) -> Table:
    table = Table()
    for column in ("number", "name", "from_unit", "to_unit", "status"):
        table.add_column(text(f"commands.proposal.column.{column}"))
    for one in found:
        table.add_row(
            str(one.id),
            people[one.person_id].full_name,
            one.origin.unit,
            one.target.unit,
            _named(one.status),
        )
    return table


def _history(house: House, proposal: Proposal) -> Table:
    table = Table()
    for column in ("status", "since", "by", "note"):
        table.add_column(text(f"commands.proposal.column.{column}"))
    for entry in proposal.stages:
        table.add_row(
            _named(entry.status), minute(entry.entered_at, house.settings.zone), entry.moved_by, entry.note
        )
    return table


def _json(one: Proposal, person: Person) -> dict[str, object]:
    planned: date | None = one.planned_effective_on
    return {
        "proposal": one.id,
        "name": person.full_name,
        "from": {"unit": one.origin.unit, "position": one.origin.position},
        "to": {"unit": one.target.unit, "position": one.target.position},
        "status": one.status,
        "planned_effective_on": planned,
        "history": [
            {"status": entry.status, "at": entry.entered_at, "by": entry.moved_by, "note": entry.note}
            for entry in one.stages
        ],
        "next": list(next_steps(one.status)),
    }
