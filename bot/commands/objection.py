"""`sapa objection`: formal objections that wait for HR's answer, what they say, and the answer."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table

from bot.calendar_source import estimated_off_days
from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, minute, number, say, show_json, text
from bot.commands.viewing import note_views
from bot.house import House
from domain.actors import Actor
from domain.objections.answering import ObjectionAnswerDesk, Waiting
from domain.objections.records import Verdict
from domain.views.records import Purpose
from files.letters_file import save_private

_COLUMNS = ("number", "name", "submitted", "due", "left", "late")

by_option = click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.objection.by"))


@click.group("objection", help=text("commands.objection.help"))
def command() -> None:
    """Group."""


@command.command("list", help=text("commands.objection.list.help"))
@by_option
@json_option
def list_objections(*, nip: str, as_json: bool) -> None:
    with opened() as house:
        found = _desk(house).waiting(by=officer(house, nip), now=house.now())
        note_views(house, [one.person.id for one in found], Purpose.OBJECTION, viewer=nip)
    if as_json:
        show_json([_brief(one) for one in found])
    elif found:
        console.print(_table(found))
    else:
        say("commands.objection.list.none")


@command.command("show", help=text("commands.objection.show.help"))
@click.argument("objection", metavar="NUMBER")
@click.option(
    "--files",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help=text("commands.objection.show.files"),
)
@by_option
@json_option
def show(*, objection: str, folder: Path | None, nip: str, as_json: bool) -> None:
    with opened() as house:
        by = officer(house, nip)
        found = _desk(house).show(objection, by=by, now=house.now())
        note_views(house, [found.person.id], Purpose.OBJECTION, viewer=nip)
        if as_json:
            show_json(_whole(found))
        else:
            _tell(house, found)
        if folder is not None:
            for path in _save(house, objection, folder, by):
                say("commands.objection.show.saved", path=str(path))


@command.command("answer", help=text("commands.objection.answer.help"))
@click.argument("objection", metavar="NUMBER")
@click.argument("verdict", type=click.Choice([one.value for one in Verdict]))
@click.option("--reason", default="", help=text("commands.objection.answer.reason"))
@click.option("--letter", default="", help=text("commands.objection.answer.letter"))
@by_option
@json_option
def answer(*, objection: str, verdict: str, reason: str, letter: str, nip: str, as_json: bool) -> None:
    with opened() as house:
        answered = _desk(house).answer(
            objection,
            Verdict(verdict),
            letter=letter,
            reason=reason,
            by=officer(house, nip),
            now=house.now(),
        )
    if as_json:
        show_json(_brief(answered))
    else:
        say(
            "commands.objection.answer.done",
            number=answered.objection.number or "",
            proposal=answered.decree.proposal.id,
        )


def _desk(house: House) -> ObjectionAnswerDesk:
    return ObjectionAnswerDesk(house.store, estimate=estimated_off_days, zone=house.settings.zone)


def _save(house: House, objection: str, folder: Path, by: Actor) -> list[Path]:
    """Readable by their owner only; numbered, because two files may bear the same name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    paths = []
    for place, (file, content) in enumerate(
        _desk(house).contents(objection, by=by, now=house.now()), start=1
    ):
        path = folder / f"{objection.strip().upper()}-{place}-{file.name}"
        save_private(path, content)
        paths.append(path)
    return paths


def _tell(house: House, one: Waiting) -> None:
    kept, writing = one.objection, one.objection.writing
    say("commands.objection.title", number=kept.number or "", name=one.person.full_name)
    say(f"commands.objection.state.{kept.state}")
    say(
        "commands.objection.decree",
        decree=writing.decree_number or "–",
        recorded=f"{one.decree.recorded_on:%d-%m-%Y}",
        safe=f"{one.clock.safe.last_day:%d-%m-%Y}",
        last=f"{one.clock.last_day:%d-%m-%Y}",
    )
    standing = "decreed" if one.due.is_official else "estimated"
    say(
        "commands.objection.due",
        submitted=minute(kept.submitted_at, house.settings.zone),
        due=f"{one.due.last_day:%d-%m-%Y}",
        standing=text(f"commands.proposal.limit.{standing}"),
    )
    for ground in writing.grounds:
        say("commands.objection.ground", ground=text(f"objection.letter.ground.{ground}"))
    say("commands.objection.request", request=text(f"objection.request.{writing.request}"))
    say("commands.objection.reasons", text=writing.reasons)
    if writing.documents:
        say("commands.objection.documents", text=writing.documents)
    if kept.on_paper:
        say("commands.objection.on_paper")
    for file in one.files:
        say("commands.objection.file", name=file.name, size=number(file.size), digest=file.digest.hex())


def _table(found: Sequence[Waiting]) -> Table:
    table = Table(*(text(f"commands.objection.column.{name}") for name in _COLUMNS))
    for one in found:
        table.add_row(
            one.objection.number or "",
            one.person.full_name,
            f"{one.submitted_on:%d-%m-%Y}",
            f"{one.due.last_day:%d-%m-%Y}",
            number(one.days_left),
            text("commands.objection.yes" if one.came_late else "commands.objection.no"),
        )
    return table


def _brief(one: Waiting) -> dict[str, object]:
    return {
        "number": one.objection.number,
        "name": one.person.full_name,
        "proposal": one.decree.proposal.id,
        "state": one.objection.state,
        "submitted_on": one.submitted_on,
        "due": one.due.last_day,
        "due_is_official": one.due.is_official,
        "days_left": one.days_left,
        "came_late": one.came_late,
        "safe_limit": one.clock.safe.last_day,
        "last_limit": one.clock.last_day,
    }


def _whole(one: Waiting) -> dict[str, object]:
    writing = one.objection.writing
    return _brief(one) | {
        "grounds": list(writing.grounds),
        "decree_number": writing.decree_number,
        "reasons": writing.reasons,
        "documents": writing.documents,
        "request": writing.request,
        "on_paper": one.objection.on_paper,
        "files": [{"name": file.name, "size": file.size, "sha256": file.digest.hex()} for file in one.files],
    }
