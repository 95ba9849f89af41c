"""`/petugas`: what an officer's roles open, and nothing else; the desks decide again behind every button."""

from collections.abc import Sequence

from handlers.buttons import Button
from handlers.officers.authority.lines import held_lines
from handlers.table import OFFICIALS, Route, Who, is_open_to
from handlers.visit import Visit

ENTRIES = ("im", "wv", "pr", "pl", "va", "ti", "kb", "st", "rp", "li", "ad", "au_roles")
"""The first screens of the officers' parts by their action, in the order of a wave's life."""
_IN_A_ROW = 2


def menu_routes(others: Sequence[Route]) -> tuple[Route, ...]:
    """The route of the menu over the officers' other routes."""
    open_to: dict[str, Who] = {one.action: one.who for one in others if one.action in ENTRIES}

    async def show_desk(visit: Visit) -> None:
        held = await visit.call(visit.office.roles.own, visit.actor)
        roles = visit.identity.roles
        entries = [
            Button(f"desk.entry.{action}", action)
            for action in ENTRIES
            if action in open_to and is_open_to(open_to[action], roles)
        ]
        rows = [entries[at : at + _IN_A_ROW] for at in range(0, len(entries), _IN_A_ROW)]
        await visit.edit(
            "desk.menu",
            buttons=[*rows, [Button("desk.button.lock", "au_lock"), Button("button.menu", "menu")]],
            protect=True,
            addressee=visit.addressee,
            roles=held_lines(visit, held),
        )

    return (
        Route(
            answer=show_desk,
            who=OFFICIALS,
            commands=("petugas", "desk"),
            action="au_desk",
            menu="command.desk",
        ),
    )
