"""`sapa answer`: the questions nobody could answer, and the entries that HR writes for them."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, number, refuse, say, show_json, text, words
from bot.house import House
from bot.wiring import knowledge_desk
from domain.knowledge.desk import KnowledgeDesk
from domain.knowledge.records import UNANSWERED, Bilingual, Draft, Gap

_COLUMNS = ("number", "question", "times", "last", "why", "about")
_TEXTS = ("question_id", "question_en", "answer_id", "answer_en", "source")

by_option = click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.answer.by"))


@click.group("answer", help=text("commands.answer.help"))
def command() -> None:
    """Hold the sub-commands together."""


@command.command("list", help=text("commands.answer.list.help"))
@by_option
@json_option
def list_gaps(*, nip: str, as_json: bool) -> None:
    with opened() as house:
        gaps = _desk(house).work_list(by=officer(house, nip))
    if as_json:
        show_json([_report(one) for one in gaps])
    elif gaps:
        console.print(_table(gaps))
    else:
        say("commands.answer.list.none")


@command.command("write", help=text("commands.answer.write.help"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--for", "gap", metavar="NUMBER", help=text("commands.answer.write.for"))
@by_option
@json_option
def write(*, file: Path, gap: str | None, nip: str, as_json: bool) -> None:
    with opened() as house:
        draft = _draft(file, today=house.now().astimezone(house.settings.zone).date())
        entry = _desk(house).write(draft, answers=gap, by=officer(house, nip), now=house.now())
    if as_json:
        show_json({"entry": draft.id, "version": entry.version})
    else:
        say("commands.answer.write.done", entry=draft.id, version=number(entry.version))


@command.command("withdraw", help=text("commands.answer.withdraw.help"))
@click.argument("entry")
@by_option
def withdraw(*, entry: str, nip: str) -> None:
    with opened() as house:
        _desk(house).withdraw(entry, by=officer(house, nip), now=house.now())
    say("commands.answer.withdraw.done", entry=entry)


@command.command("set-aside", help=text("commands.answer.set_aside.help"))
@click.argument("gap")
@by_option
def set_aside(*, gap: str, nip: str) -> None:
    with opened() as house:
        _desk(house).set_aside(gap, by=officer(house, nip), now=house.now())
    say("commands.answer.set_aside.done", gap=gap)


def _desk(house: House) -> KnowledgeDesk:
    return knowledge_desk(house.store, words(), zone=house.settings.zone)


def _draft(path: Path, *, today: date) -> Draft:
    """Read an entry; what is missing in it the desk refuses."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except OSError as fault:
        refuse(text("commands.file_fault", path=str(path), cause=fault.strerror or ""))
    except ValueError as fault:
        refuse(text("commands.answer.write.unreadable", path=str(path), cause=str(fault)))
    dated, phrasings = said.get("dated", today), said.get("phrasings", [])
    if type(dated) is not date or not _is_list_of_texts(phrasings):
        refuse(text("commands.answer.write.unreadable", path=str(path), cause="dated, phrasings"))
    question_id, question_en, answer_id, answer_en, source = (_text(said, name) for name in _TEXTS)
    return Draft(
        id=path.stem,
        question=Bilingual(indonesian=question_id, english=question_en),
        answer=Bilingual(indonesian=answer_id, english=answer_en),
        source=source,
        dated_on=dated,
        phrasings=tuple(phrasings),
    )


def _text(said: Mapping[str, Any], name: str) -> str:
    return str(said.get(name, "")).strip()


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _report(one: Gap) -> dict[str, object]:
    return {
        "number": one.id,
        "question": one.form,
        "times": one.times,
        "first_on": one.first_on,
        "last_on": one.last_on,
        "why": one.why,
        "about": one.about,
    }


def _table(gaps: Sequence[Gap]) -> Table:
    table = Table(*(text(f"commands.answer.column.{name}") for name in _COLUMNS))
    for one in gaps:
        why = text("commands.answer.unanswered") if one.why == UNANSWERED else text(f"ask.why.{one.why}")
        table.add_row(one.id, one.form, number(one.times), f"{one.last_on:%d-%m-%Y}", why, one.about)
    return table
