"""`sapa migrate`: bring the database to this release's schema."""

import click

from bot.commands.opening import opened
from bot.commands.speaking import json_option, say, show_json, text
from storage.revisions import current_revision


@click.command("migrate", help=text("commands.migrate.help"))
@json_option
def command(*, as_json: bool) -> None:
    with opened(exclusive=True) as house:
        revision = current_revision(house.store.engine) or ""
        if as_json:
            show_json({"revision": revision})
        else:
            say("commands.migrate.done", revision=revision)
