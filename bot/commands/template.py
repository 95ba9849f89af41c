"""`sapa template`: an empty, explained spreadsheet of each kind."""

from pathlib import Path

import click

from bot.commands.speaking import json_option, refuse, say, show_json, text
from files.templates import TEMPLATES, write_template


@click.command("template", help=text("commands.template.help"))
@click.argument("kind", type=click.Choice(list(TEMPLATES)))
@click.option("--out", type=click.Path(path_type=Path), help=text("commands.template.out"))
@click.option("--force", is_flag=True, help=text("commands.template.force"))
@json_option
def command(*, kind: str, out: Path | None, force: bool, as_json: bool) -> None:
    path = out or Path(f"{kind}.xlsx")
    if path.exists() and not force:
        refuse(text("commands.template.exists", path=str(path)))
    try:
        write_template(kind, path, text)
    except OSError as fault:
        refuse(text("commands.file_fault", path=str(path), cause=fault.strerror or ""))
    if as_json:
        show_json({"kind": kind, "path": str(path)})
    else:
        say("commands.template.done", path=str(path))
