"""`sapa move`: from SQLite to the PostgreSQL that SAPA_DATABASE_URL names."""

import click

from bot.commands.backup import rows_table
from bot.commands.opening import answered
from bot.commands.speaking import console, json_option, refuse, say, show_json, text
from bot.folder import DataFolder
from bot.house import open_house
from bot.settings import read_settings
from storage.moving import move, put_aside


@click.command("move", help=text("commands.move.help"))
@json_option
def command(*, as_json: bool) -> None:
    with answered():
        settings = read_settings()
        url = settings.database_url
        if url is None or not url.get_secret_value().startswith("postgresql"):
            refuse(text("commands.move.where"))
        database = DataFolder(settings).database
        if not database.exists():
            refuse(text("commands.move.nothing", path=str(database)))
        # Opened as it was served, and alone: stamp, key and release are checked, and nobody serves meanwhile.
        with open_house(settings.model_copy(update={"database_url": None}), exclusive=True) as house:
            rows = move(house.store.engine, url.get_secret_value(), house.store.vault, now=house.now())
            house.store.engine.dispose()
            kept = put_aside(database, house.now())
        if as_json:
            show_json({"rows": rows, "kept": str(kept)})
            return
        console.print(rows_table(rows))
        say("commands.move.done", path=str(kept))
