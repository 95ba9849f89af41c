"""`sapa wave`: the lists of proposals, and showing one to the people in it."""

from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import click
from rich.table import Table

from bot.commands.officer import acting, officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from bot.commands.waves import wave_called
from domain.first_word.rule import ensure_first_told
from domain.people import Person
from domain.proposals import Proposal
from domain.publication import PublicationDesk
from domain.views.records import Purpose
from domain.wave_desk import WaveDesk
from domain.waves import Wave
from files.transfer_list import Listed, write_transfer_lists


@click.group("wave", help=text("commands.wave.help"))
def command() -> None:
    """Group."""


@command.command("list", help=text("commands.wave.list.help"))
@json_option
def list_waves(*, as_json: bool) -> None:
    with opened() as house:
        with house.store.read() as work:
            waves = [(wave, len(work.proposals.of_wave(wave.id))) for wave in work.waves.all()]
        if as_json:
            show_json(
                [
                    {"id": wave.id, "name": wave.name, "proposals": count, "published_at": wave.published_at}
                    for wave, count in waves
                ]
            )
        elif waves:
            console.print(_table(waves))
        else:
            say("commands.wave.none")


@command.command("publish", help=text("commands.wave.publish.help"))
@click.argument("wave")
@click.option("--by", "maker", required=True, metavar="NIP", help=text("commands.wave.publish.by"))
@click.option("--second", "checker", required=True, metavar="NIP", help=text("commands.wave.publish.second"))
@json_option
def publish(*, wave: str, maker: str, checker: str, as_json: bool) -> None:
    # The planner's code is loaded by those who plan, not by whoever lists waves.
    from bot.commands.plan.apart import watched
    from bot.wave_check import check_and_keep

    with opened() as house:
        desk = PublicationDesk(house.store)
        chosen = wave_called(house, wave)
        first, second = officer(house, maker), officer(house, checker)
        watched(
            lambda progress: check_and_keep(
                house.store, chosen.id, zone=house.settings.zone, now=house.now(), progress=progress
            )
        )
        desk.request(chosen.id, by=first, now=house.now())
        shown = desk.approve(chosen.id, by=second, now=house.now())
        if as_json:
            show_json({"wave": chosen.name, "proposals": shown})
        else:
            say("commands.wave.published", wave=chosen.name, count=shown)


@command.command("file", help=text("commands.wave.file.help"))
@click.argument("wave")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False, writable=True),
    help=text("commands.wave.file.out"),
)
@viewer_option
@json_option
def write_file(*, wave: str, out: Path, viewer: str | None, as_json: bool) -> None:
    with opened() as house:
        chosen = wave_called(house, wave)
        with house.store.read() as work:
            # Of drafts it is HR's own working list; of what people were shown, each of them hears first.
            if chosen.published_at is not None and work.policy.shows_before_decree:
                ensure_first_told(work, chosen.id)
            proposals = work.proposals.of_wave(chosen.id)
            listed = [_listed(one, work.people.get(one.person_id)) for one in proposals]
        note_views(house, [one.person_id for one in proposals], Purpose.TRANSFER_LIST, viewer=viewer)
    written = write_transfer_lists(out, chosen.name, listed, text)
    if as_json:
        show_json({"wave": chosen.name, "names": len(listed), "files": written})
    else:
        say("commands.wave.file.done", count=len(written), names=len(listed), folder=str(out))


def _listed(one: Proposal, person: Person) -> Listed:
    return Listed(
        nip=person.nip,
        name=person.full_name,
        grade=person.grade,
        from_position=one.origin.position,
        from_unit=one.origin.unit,
        to_position=one.target.position,
        to_unit=one.target.unit,
        kind="Atas permintaan sendiri" if one.own_request else one.direction.capitalize(),
        planned_on=one.planned_effective_on,
        reason=one.reason,
    )


_DAY = click.DateTime(["%Y-%m-%d"])


@command.command("calendar", help=text("commands.wave.calendar.help"))
@click.argument("wave")
@click.option("--data-check-until", type=_DAY, help=text("commands.wave.calendar.data_check_until"))
@click.option("--aspirations-until", type=_DAY, help=text("commands.wave.calendar.aspirations_until"))
@click.option("--board-on", type=_DAY, help=text("commands.wave.calendar.board_on"))
@click.option("--decision-on", type=_DAY, help=text("commands.wave.calendar.decision_on"))
@click.option("--effective-on", type=_DAY, help=text("commands.wave.calendar.effective_on"))
@click.option("--by", "planner", metavar="NIP", help=text("commands.plan.option.by"))
@json_option
def calendar(*, wave: str, planner: str | None, as_json: bool, **said: datetime | None) -> None:
    """Days that are not said stay as they are; without any, the calendar is shown."""
    days = {name: day.date() for name, day in said.items() if day is not None}
    with opened() as house:
        chosen = wave_called(house, wave)
        if days:
            chosen = WaveDesk(house.store).set_calendar(
                chosen.id, replace(chosen.calendar, **days), by=acting(house, planner), now=house.now()
            )
    kept = asdict(chosen.calendar)
    if as_json:
        show_json({"wave": chosen.name, **kept})
        return
    for name, day in kept.items():
        shown = f"{day:%d-%m-%Y}" if day else text("commands.wave.calendar.unset")
        console.print(f"{text(f'commands.wave.calendar.{name}')} {shown}")


def _table(waves: list[tuple[Wave, int]]) -> Table:
    table = Table()
    for name in ("number", "name", "proposals", "state"):
        table.add_column(text(f"commands.wave.column.{name}"))
    for wave, count in waves:
        state = "published" if wave.published_at else "draft"
        table.add_row(str(wave.id), wave.name, str(count), text(f"commands.wave.state.{state}"))
    return table
