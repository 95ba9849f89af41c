"""`sapa understanding`: how a wave's explanations were received, and whom to call."""

import click

from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, minute, number, say, show_json, text
from bot.commands.viewing import note_views
from bot.commands.waves import wave_called
from domain.acknowledgements import Acknowledgement
from domain.benefits.desk import BenefitDesk
from domain.views.records import Purpose


@click.command("understanding", help=text("commands.understanding.help"))
@click.argument("wave")
@click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.understanding.by"))
@json_option
def command(*, wave: str, nip: str, as_json: bool) -> None:
    with opened() as house:
        zone = house.settings.zone
        chosen = wave_called(house, wave)
        found = BenefitDesk(house.store).of_wave(chosen.id, by=officer(house, nip))
        note_views(house, [one.person.id for one in found.callers], Purpose.REASONS, viewer=nip)
    if as_json:
        callers = [
            {"name": one.person.full_name, "unclear": one.waiting.unclear, "since": one.waiting.since}
            for one in found.callers
        ]
        show_json({"counts": dict(found.counts), "callers": callers})
        return
    for word in Acknowledgement:
        said = text(f"commands.understanding.{word}")
        say("commands.understanding.count", word=said, count=number(found.counts.get(word, 0)))
    if not found.callers:
        say("commands.understanding.nobody")
    for one in found.callers:
        topic = one.waiting.unclear
        console.print(
            text(
                "commands.understanding.caller",
                name=one.person.full_name,
                unit=one.person.unit,
                topic="" if topic is None else text(f"benefits.unclear.button.{topic}"),
                since=minute(one.waiting.since, zone),
            )
        )
