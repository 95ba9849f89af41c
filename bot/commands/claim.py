"""`sapa claim`: requests to link where HR has no telephone on record."""

from datetime import tzinfo

import click
from rich.table import Table

from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from domain.linking.claims import ClaimDesk, PendingClaim
from domain.linking.records import Claim
from domain.views.records import Purpose

_by = click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.claim.by"))


@click.group("claim", help=text("commands.claim.help"))
def command() -> None:
    """Group."""


@command.command("list", help=text("commands.claim.list.help"))
@viewer_option
@json_option
def list_claims(*, viewer: str | None, as_json: bool) -> None:
    with opened() as house:
        pending = ClaimDesk(house.store).pending()
        note_views(house, [one.person.id for one in pending], Purpose.CLAIM, viewer=viewer)
        if as_json:
            show_json([_shown(one) for one in pending])
        elif pending:
            console.print(_table(pending, house.settings.zone))
        else:
            say("commands.claim.none")


@command.command("approve", help=text("commands.claim.approve.help"))
@click.argument("number", type=int)
@_by
@json_option
def approve(*, number: int, nip: str, as_json: bool) -> None:
    with opened() as house:
        now = house.now()
        claim = ClaimDesk(house.store).approve(number, by=officer(house, nip), now=now)
        state = "linked" if claim.effective_at == now else _state(claim)
        if as_json:
            show_json({"claim": number, "state": state, "effective_at": claim.effective_at})
        else:
            say("commands.claim.approved", number=str(number), state=text(f"commands.claim.state.{state}"))


@command.command("reject", help=text("commands.claim.reject.help"))
@click.argument("number", type=int)
@_by
@json_option
def reject(*, number: int, nip: str, as_json: bool) -> None:
    with opened() as house:
        ClaimDesk(house.store).reject(number, by=officer(house, nip), now=house.now())
        if as_json:
            show_json({"claim": number, "state": "rejected"})
        else:
            say("commands.claim.rejected", number=str(number))


def _state(claim: Claim) -> str:
    if claim.effective_at is not None:
        return "waiting"
    return "open" if claim.first_by is None else "once"


def _shown(one: PendingClaim) -> dict[str, object]:
    return {
        "claim": one.claim.id,
        "nip": one.person.nip,
        "name": one.person.full_name,
        "unit": one.person.unit,
        "claimed_at": one.claim.claimed_at,
        "state": _state(one.claim),
    }


def _table(pending: list[PendingClaim], zone: tzinfo) -> Table:
    table = Table()
    for name in ("number", "person", "unit", "claimed", "state"):
        table.add_column(text(f"commands.claim.column.{name}"))
    for one in pending:
        state = text(f"commands.claim.state.{_state(one.claim)}")
        claimed = f"{one.claim.claimed_at.astimezone(zone):%d-%m-%Y %H.%M %Z}"
        table.add_row(str(one.claim.id), one.person.full_name, one.person.unit, claimed, state)
    return table
