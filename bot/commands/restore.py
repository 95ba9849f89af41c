"""`sapa restore`: a copy takes the database's place, and nothing that was in flight is sent again.

Nor does anything come back that people had erased, restricted or withdrawn since the copy was made.
"""

from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click
from pydantic import SecretStr
from sqlalchemy import select

from bot.clock_rules import next_fire
from bot.commands.backup import rows_table
from bot.commands.opening import answered
from bot.commands.speaking import console, json_option, number, refuse, say, show_json, text
from bot.folder import DataFolder
from bot.house import database_url, open_house
from bot.settings import read_settings
from domain.schedules.desk import ScheduleDesk
from storage.acts_file import ActsFile
from storage.backup import Contents
from storage.holding import Held, hold_in_flight
from storage.lasting import gather, repeat
from storage.replacing import successor
from storage.store import SqlStore
from storage.tables import schedule


@click.command("restore", help=text("commands.restore.help"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help=text("commands.restore.yes"))
@json_option
def command(*, file: Path, yes: bool, as_json: bool) -> None:
    with answered():
        settings = read_settings()
        folder = DataFolder(settings)
        folder.prepare()
        with successor(database_url(settings, folder), file) as (copy, contents):
            # Opened like the region's own, so stamp, key and release are checked before anything is touched.
            beside = settings.model_copy(update={"database_url": SecretStr(copy.url)})
            with open_house(beside, exclusive=True) as house:
                if not yes:
                    _confirm(file, contents)
                now = house.now()
                acts = ActsFile(house.folder.path / "acts")
                gather(acts, database_url(settings, folder))
                held = hold_in_flight(house.store, house.hour_keys, now=now)
                _report_missed(house.store, now)
                repeated = repeat(house.store, acts, now=now)
                house.store.engine.dispose()
                former = copy.take_place(now)
        _tell(held, contents, former, repeated, as_json=as_json)


def _confirm(file: Path, contents: Contents) -> None:
    console.print(rows_table(contents.rows))
    say("commands.restore.type_name", name=file.name, revision=contents.revision)
    typed = ""
    with suppress(click.Abort):  # nobody there to answer: refused below, in words
        typed = click.prompt("", prompt_suffix="> ", default="", show_default=False)
    if typed.strip() != file.name:
        refuse(text("commands.restore.not_confirmed"))


def _report_missed(store: SqlStore, now: datetime) -> None:
    """What came due since the copy was made may have been carried out: it is reported, never repeated."""
    desk = ScheduleDesk(store, next_fire, {})
    with store.engine.connect() as connection:
        running = connection.scalars(select(schedule.c.name).where(schedule.c.enabled.is_(True))).all()
    for name in running:
        desk.disable(name, now=now)
        desk.enable(name, now=now)


def _tell(held: Held, contents: Contents, former: str, repeated: int, *, as_json: bool) -> None:
    if as_json:
        show_json(
            asdict(held)
            | {"repeated": repeated, "kept": former, "revision": contents.revision, "rows": contents.rows}
        )
        return
    say("commands.restore.done", epoch=str(held.epoch))
    if former:
        say("commands.restore.kept", name=former)
    say("commands.restore.held", messages=number(held.messages))
    say("commands.restore.repeated", acts=number(repeated))
    say("commands.restore.aside", updates=number(held.updates), unreadable=number(held.unreadable))
