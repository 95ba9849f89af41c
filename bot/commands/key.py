"""`sapa key`: the secret key that seals names' numbers: make it, print it for escrow, change it."""

import sys

import click
import segno
from rich.progress import Progress, SpinnerColumn, TextColumn
from sqlalchemy import Engine

from bot.commands.opening import opened
from bot.commands.speaking import errors, json_option, refuse, say, show_json, text
from domain.concerns.letterbox import empty_letterbox
from storage.marks import KeyMarks
from storage.rotation import open_invitations, rotate
from storage.trail.seals import keep_former
from storage.vault import Vault, new_secret


@click.group("key", help=text("commands.key.help"))
def command() -> None:
    """Group."""


@command.command("new", help=text("commands.key.new.help"))
def new() -> None:
    # Alone on its line, so that it can be taken over by a script; it is kept nowhere.
    click.echo(new_secret())


@command.command("sheet", help=text("commands.key.sheet.help"))
def sheet() -> None:
    """Print the key in use with its check mark, for the safe."""
    with opened() as house:
        given = house.settings.secret_key
        if given is None:
            refuse(text("commands.key.trial"))
        secret = given.get_secret_value().split(",")[0].strip()
        key = house.store.vault.keys[0]
        say("commands.key.sheet", secret=secret, id=key.id.hex(), region=house.settings.region_name)
        segno.make(secret, error="m").terminal(sys.stdout, compact=True)


@command.command("rotate", help=text("commands.key.rotate.help"))
@json_option
def rotate_key(*, as_json: bool) -> None:
    """Seal everything anew with the first of two keys; safe to interrupt and start again.

    Alone on its folder: a process that serves with the old key would go on sealing with it.
    """
    with opened(exclusive=True, rotating=True) as house:
        vault, marks = house.store.vault, KeyMarks(house.store.engine)
        if len(vault.keys) == 1:
            refuse(text("commands.key.one_given"))
        marks.add(vault.keys[0])
        keep_former(house.store.engine, vault)
        # Under the key of their hour letters could not be sealed anew.
        empty_letterbox(house.store)
        done = _rotate(house.store.engine, vault)
        marks.keep_only(vault.keys[0])
        letters = open_invitations(house.store.engine)
        with house.store.write() as work:
            work.audit.add(
                "key.rotated", by="operator", subject="key", now=house.now(), rows=sum(done.values())
            )
            work.commit()
        if as_json:
            show_json({"resealed": done, "invitations_to_reissue": letters})
        else:
            say("commands.key.rotated", rows=sum(done.values()), letters=letters)


def _rotate(engine: Engine, vault: Vault) -> dict[str, int]:
    done: dict[str, int] = {}
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=errors, transient=True) as bar:
        task = bar.add_task("", total=None)
        for table, rows in rotate(engine, vault):
            done[table] = rows
            bar.update(task, description=f"{table} {rows}")
    return done
