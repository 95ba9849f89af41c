"""`sapa backup`: a proven copy of the database, taken while the assistant serves."""

import time
from pathlib import Path

import click
from rich.table import Table

from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, number, say, show_json, text
from domain.concerns.letterbox import empty_letterbox
from storage.backup import back_up

_MEBIBYTE = 2**20


@click.command("backup", help=text("commands.backup.help"))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=text("commands.backup.out"))
@json_option
def command(*, out: Path, as_json: bool) -> None:
    with opened() as house:
        # Letters are sealed with keys that no copy has.
        empty_letterbox(house.store)
        begun = time.monotonic()
        contents = back_up(house.store.engine, out)
        seconds = round(time.monotonic() - begun, 1)
        size = out.stat().st_size
        if as_json:
            facts = {"file": str(out), "bytes": size, "seconds": seconds}
            show_json(facts | {"revision": contents.revision, "rows": contents.rows})
            return
        console.print(rows_table(contents.rows))
        say(
            "commands.backup.done",
            path=str(out),
            size=f"{size / _MEBIBYTE:.1f}",
            seconds=str(seconds),
            revision=contents.revision,
        )


def rows_table(rows: dict[str, int]) -> Table:
    """What is there, table by table; what is empty is left out."""
    table = Table(text("commands.backup.column.table"), text("commands.backup.column.rows"))
    table.columns[1].justify = "right"
    for name, count in rows.items():
        if count:
            table.add_row(name, number(count))
    return table
