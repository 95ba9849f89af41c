"""`sapa report`: HR's reports as files, and the words that may be announced after a wave."""

from pathlib import Path

import click

from bot.calendar_source import estimated_off_days
from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import json_option, refuse, say, show_json, text
from bot.commands.waves import wave_called
from bot.house import House
from bot.report_files import OwnReports
from domain.actors import OPERATOR, Actor
from domain.exports.records import ExportKind
from domain.reports.desk import ReportDesk
from domain.reports.records import REPORTS, Format
from files.letters_file import save_private
from handlers.officers.reports.heard import said_heard
from locales.words import LANGUAGES, SOURCE, Words

_OUT = click.Path(path_type=Path)


@click.group("report", help=text("commands.report.help"))
def command() -> None:
    """Group."""


@command.command("make", help=text("commands.report.make.help"))
@click.argument("kind", type=click.Choice([str(one) for one in REPORTS]))
@click.option("--wave", metavar="NAME", help=text("commands.report.wave"))
@click.option("--out", required=True, type=_OUT, help=text("commands.report.out"))
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=SOURCE, help=text("commands.report.language")
)
@click.option("--by", "nip", metavar="NIP", help=text("commands.report.by"))
@json_option
def make(*, kind: str, wave: str | None, out: Path, language: str, nip: str | None, as_json: bool) -> None:
    """The ending of the file's name says the form."""
    ending = out.suffix.removeprefix(".").lower()
    if ending not in set(Format):
        refuse(text("commands.report.ending"))
    if wave is None and kind != ExportKind.CASES:
        refuse(text("commands.report.wave_needed"))
    if kind == ExportKind.WAVE_PEOPLE and ending != Format.EXCEL:
        refuse(text("commands.report.names_excel"))
    with opened() as house:
        by = _by(house, nip)
        desk = _desk(house)
        wave_id = None if wave is None else wave_called(house, wave).id
        content = desk.prepare(ExportKind(kind), wave_id, by=by, now=house.now())
        settings = house.settings
        files = OwnReports(
            words=Words.load(),
            hr_office=settings.hr_office_name,
            region=settings.region_name,
            zone=settings.zone,
        )
        file = files.write(content, Format(ending), language=language, progress=lambda _rows: None)
        desk.finish(content, file, by=by, now=house.now())
    save_private(out, file)
    if as_json:
        show_json({"file": str(out), "code": content.code, "people": len(content.people)})
    else:
        say("commands.report.made", path=str(out), code=content.code)


@command.command("heard", help=text("commands.report.heard.help"))
@click.argument("wave", metavar="WAVE")
@click.option("--out", required=True, type=_OUT, help=text("commands.report.heard.out"))
@click.option("--by", "nip", metavar="NIP", help=text("commands.report.by"))
def heard(*, wave: str, out: Path, nip: str | None) -> None:
    """Two text files, which `sapa announce publish` takes."""
    with opened() as house:
        found, told = _desk(house).heard(wave_called(house, wave).id, by=_by(house, nip), now=house.now())
    words = Words.load()
    out.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        body = said_heard(words, language, found.name, told)
        save_private(out / f"{language}.txt", body.encode())
    say("commands.report.heard.made", path=str(out), title=text("heard.title", wave=found.name))


def _desk(house: House) -> ReportDesk:
    return ReportDesk(house.store, zone=house.settings.zone, estimate=estimated_off_days)


def _by(house: House, nip: str | None) -> Actor:
    return OPERATOR if nip is None else officer(house, nip)
