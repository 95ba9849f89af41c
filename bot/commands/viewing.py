"""Noting that records are about to be shown, so that the people themselves can see who looked."""

from collections.abc import Iterable

import click

from bot.commands.officer import acting
from bot.commands.speaking import text
from bot.house import House
from domain.views.desk import ViewDesk
from domain.views.records import Purpose

viewer_option = click.option("--by", "viewer", metavar="NIP", help=text("commands.views.by"))


def note_views(house: House, person_ids: Iterable[int], purpose: Purpose, *, viewer: str | None) -> None:
    """Before anything of these people is shown. `viewer`: the officer's NIP; without one, the operator."""
    by = acting(house, viewer)
    ViewDesk(house.store).note(tuple(person_ids), purpose, by=by, now=house.now())
