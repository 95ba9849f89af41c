"""`sapa import`: HR's files in."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from bot.commands.import_report import show, summary
from bot.commands.opening import opened
from bot.commands.speaking import errors, json_option, refuse, say, show_json, text
from bot.house import House
from domain.actors import OPERATOR
from domain.imports.desk import ImportDesk, Preview
from domain.imports.ledger import Tally
from domain.imports.rows import SheetKind
from domain.plans.renewal import RenewalDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the files are to be taken in."""

    dry_run: bool
    complete: bool
    confirm: str | None
    marked: Path | None
    as_json: bool


@click.command("import", help=text("commands.import.help"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=text("commands.import.dry_run"))
@click.option("--complete", is_flag=True, help=text("commands.import.complete"))
@click.option("--confirm", metavar="N", help=text("commands.import.confirm"))
@click.option("--marked", type=click.Path(path_type=Path), help=text("commands.import.marked"))
@click.option("--undo", is_flag=True, help=text("commands.import.undo"))
@json_option
def command(
    *,
    files: tuple[Path, ...],
    dry_run: bool,
    complete: bool,
    confirm: str | None,
    marked: Path | None,
    undo: bool,
    as_json: bool,
) -> None:
    with opened() as house:
        if house.folder.mode == "trial":
            errors.print(text("commands.import.trial_warning"))
        if undo:
            _undo(house, as_json=as_json)
            return
        if not files:
            refuse(text("commands.import.no_files"))
        wish = Wish(dry_run=dry_run, complete=complete, confirm=confirm, marked=marked, as_json=as_json)
        _bring_in(house, files, wish)


def _bring_in(house: House, paths: tuple[Path, ...], wish: Wish) -> None:
    desk = ImportDesk(house.store)
    with _progress() as progress:
        preview = _preview(house, desk, paths, progress, complete=wish.complete)
    if preview.problems and wish.marked is not None:
        _write_marked(preview, paths, wish.marked)
        if not wish.as_json:
            say("commands.import.marked_written", path=str(wish.marked))
    if not wish.as_json:
        show(preview)
    number = None if wish.dry_run or preview.refused else _apply(house, desk, preview, wish)
    if wish.as_json:
        show_json({**summary(preview), "import": number, "dry_run": wish.dry_run})
    if preview.refused:
        refuse(text("commands.import.refused", count=preview.refused))
    if not wish.as_json:
        _conclude(preview, number, dry_run=wish.dry_run)
    if number is not None:
        _explain_anew(house, as_json=wish.as_json)


def _preview(
    house: House, desk: ImportDesk, paths: tuple[Path, ...], progress: Progress, *, complete: bool
) -> Preview:
    # The readers and the numeric part of a spreadsheet are loaded only by the command that needs them.
    from files.import_files import read_files

    today = house.now().astimezone(house.settings.zone).date()
    bars = {path.name: progress.add_task(path.name, total=1.0) for path in paths}
    files, problems = read_files(
        paths, today=today, progress=lambda name, share: progress.update(bars[name], completed=share)
    )
    comparing = progress.add_task(text("commands.import.comparing"), total=1.0)
    preview = desk.preview(files, problems, is_complete=complete, by=OPERATOR)
    progress.update(comparing, completed=1.0)
    return preview


def _apply(house: House, desk: ImportDesk, preview: Preview, wish: Wish) -> int | None:
    typed = wish.confirm
    if preview.confirmation is not None and typed is None and not wish.as_json:
        say("commands.import.type_number", number=preview.confirmation)
        with suppress(click.Abort):  # nobody there to answer: refused below, in words
            typed = click.prompt("", prompt_suffix="> ", default="", show_default=False)
    staged = sum(tally.new + tally.changed for tally in preview.comparison.tallies.values())
    with _progress() as progress:
        writing = progress.add_task(text("commands.import.writing"), total=staged or 1)
        number = desk.apply(
            preview,
            by=OPERATOR,
            now=house.now(),
            typed=typed,
            progress=lambda done: progress.update(writing, completed=done),
        )
        progress.update(writing, completed=staged or 1)
    return number


def _explain_anew(house: House, *, as_json: bool) -> None:
    """People who were shown a proposal are told where their explanation says something else by now."""
    from bot.commands.explained import say_renewed

    if RenewalDesk(house.store).waves():
        say_renewed(house, is_silent=as_json)


def _undo(house: House, *, as_json: bool) -> None:
    past, restored = ImportDesk(house.store).undo(by=OPERATOR, now=house.now())
    if as_json:
        show_json({"undone": past.id, "restored": restored})
    else:
        say("commands.import.undone", number=str(past.id), rows=sum(restored.values()))


def _write_marked(preview: Preview, paths: tuple[Path, ...], out: Path) -> None:
    from files.marked import write_marked

    write_marked(out, paths, preview.problems, text)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        console=errors,
        transient=True,
    )


def _conclude(preview: Preview, number: int | None, *, dry_run: bool) -> None:
    if dry_run:
        say("commands.import.dry_run_done")
    elif number is None:
        say("commands.import.nothing_changed")
    else:
        say("commands.import.done", number=str(number))
        proposals = preview.comparison.tallies.get(SheetKind.PROPOSALS, Tally())
        if proposals.new or proposals.changed:
            say("commands.import.drafts")
