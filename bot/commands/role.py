"""`sapa role`: who of the region's people is an officer, and for which units; it makes the first one."""

import click
from rich.table import Table

from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from bot.house import House
from domain.actors import OPERATOR, Role
from domain.linking.roles import Holder, RoleDesk
from domain.people import Person
from domain.refusals import NotFound
from domain.second_factor.desk import SecondFactorDesk
from domain.views.records import Purpose

_role = click.argument("role", type=click.Choice([role.value for role in Role]))
_unit = click.option("--unit", help=text("commands.role.unit.help"))


@click.group("role", help=text("commands.role.help"))
def command() -> None:
    """Group."""


@command.command("grant", help=text("commands.role.grant.help"))
@click.argument("nip")
@_role
@_unit
@json_option
def grant(*, nip: str, role: str, unit: str | None, as_json: bool) -> None:
    with opened() as house:
        unit_id = _unit_id(house, unit)
        person = RoleDesk(house.store).grant(nip, Role(role), unit_id=unit_id, by=OPERATOR, now=house.now())
        _report("granted", person, role, unit, as_json=as_json)


@command.command("revoke", help=text("commands.role.revoke.help"))
@click.argument("nip")
@_role
@_unit
@json_option
def revoke(*, nip: str, role: str, unit: str | None, as_json: bool) -> None:
    with opened() as house:
        unit_id = _unit_id(house, unit)
        person = RoleDesk(house.store).revoke(nip, Role(role), unit_id=unit_id, by=OPERATOR, now=house.now())
        _report("revoked", person, role, unit, as_json=as_json)


@command.command("list", help=text("commands.role.list.help"))
@viewer_option
@json_option
def list_roles(*, viewer: str | None, as_json: bool) -> None:
    with opened() as house:
        holders = RoleDesk(house.store).holders(by=OPERATOR)
        note_views(house, [one.person.id for one in holders], Purpose.ROLES, viewer=viewer)
        if as_json:
            show_json([_plain(one) for one in holders])
        elif holders:
            console.print(_table(holders))
        else:
            say("commands.role.none")


@command.command("reset-pin", help=text("commands.role.reset.help"))
@click.argument("nip")
@json_option
def reset_pin(*, nip: str, as_json: bool) -> None:
    with opened() as house:
        person = SecondFactorDesk(house.store).reset(nip, by=OPERATOR, now=house.now())
        if as_json:
            show_json({"nip": person.nip, "name": person.full_name, "state": "reset"})
        else:
            say("commands.role.reset", name=person.full_name)


def _unit_id(house: House, name: str | None) -> int | None:
    if name is None:
        return None
    with house.store.read() as work:
        found = work.organisation.unit_named(name)
    if found is None:
        raise NotFound(subject=name)
    return found.id


def _report(what: str, person: Person, role: str, unit: str | None, *, as_json: bool) -> None:
    if as_json:
        show_json({"nip": person.nip, "name": person.full_name, "role": role, "unit": unit, "state": what})
        return
    held = text(f"commands.role.name.{role}")
    say(f"commands.role.{what}", name=person.full_name, role=held if unit is None else f"{held}, {unit}")


def _plain(one: Holder) -> dict[str, str | None]:
    unit = None if one.unit is None else one.unit.name
    return {"nip": one.person.nip, "name": one.person.full_name, "role": one.role, "unit": unit}


def _table(holders: list[Holder]) -> Table:
    table = Table(*(text(f"commands.role.column.{name}") for name in ("person", "role", "unit")))
    for one in holders:
        where = text("commands.role.everywhere") if one.unit is None else one.unit.name
        table.add_row(one.person.full_name, text(f"commands.role.name.{one.role}"), where)
    return table
