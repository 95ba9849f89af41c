"""`sapa role`: who of the region's people is an officer; it makes the first one."""

import click
from rich.table import Table

from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from domain.actors import OPERATOR, Role
from domain.linking.roles import RoleDesk
from domain.people import Person
from domain.views.records import Purpose

_role = click.argument("role", type=click.Choice([role.value for role in Role]))


@click.group("role", help=text("commands.role.help"))
def command() -> None:
    """Group."""


@command.command("grant", help=text("commands.role.grant.help"))
@click.argument("nip")
@_role
@json_option
def grant(*, nip: str, role: str, as_json: bool) -> None:
    with opened() as house:
        person = RoleDesk(house.store).grant(nip, Role(role), by=OPERATOR, now=house.now())
        _report("granted", person, role, as_json=as_json)


@command.command("revoke", help=text("commands.role.revoke.help"))
@click.argument("nip")
@_role
@json_option
def revoke(*, nip: str, role: str, as_json: bool) -> None:
    with opened() as house:
        person = RoleDesk(house.store).revoke(nip, Role(role), by=OPERATOR, now=house.now())
        _report("revoked", person, role, as_json=as_json)


@command.command("list", help=text("commands.role.list.help"))
@viewer_option
@json_option
def list_roles(*, viewer: str | None, as_json: bool) -> None:
    with opened() as house:
        holders = RoleDesk(house.store).holders()
        note_views(house, [one.id for one, _ in holders], Purpose.ROLES, viewer=viewer)
        if as_json:
            show_json([{"nip": one.nip, "name": one.full_name, "role": role} for one, role in holders])
        elif holders:
            console.print(_table(holders))
        else:
            say("commands.role.none")


def _report(what: str, person: Person, role: str, *, as_json: bool) -> None:
    if as_json:
        show_json({"nip": person.nip, "name": person.full_name, "role": role, "state": what})
    else:
        say(f"commands.role.{what}", name=person.full_name, role=text(f"commands.role.name.{role}"))


def _table(holders: list[tuple[Person, Role]]) -> Table:
    table = Table(*(text(f"commands.role.column.{name}") for name in ("person", "role")))
    for person, role in holders:
        table.add_row(person.full_name, text(f"commands.role.name.{role}"))
    return table
