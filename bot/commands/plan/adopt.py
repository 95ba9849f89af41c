"""`sapa plan adopt`: a scenario becomes a wave of drafts, checked at once; nobody sees it yet."""

from datetime import datetime

import click

from bot.commands.opening import opened
from bot.commands.plan.apart import watched
from bot.commands.speaking import json_option, say, show_json, text
from bot.wave_check import check_and_keep
from domain.actors import OPERATOR
from domain.plans.adoption import ScenarioDesk


@click.command("adopt", help=text("commands.plan.adopt.help"))
@click.argument("scenario")
@click.option("--wave", required=True, help=text("commands.plan.adopt.wave"))
@click.option(
    "--effective-on", type=click.DateTime(["%Y-%m-%d"]), help=text("commands.plan.adopt.effective_on")
)
@json_option
def command(*, scenario: str, wave: str, effective_on: datetime | None, as_json: bool) -> None:
    with opened() as house:
        number = ScenarioDesk(house.store).adopt(
            scenario,
            wave=wave,
            effective_on=effective_on.date() if effective_on else None,
            by=OPERATOR,
            now=house.now(),
        )
        unanswered = watched(
            lambda progress: check_and_keep(
                house.store, number, zone=house.settings.zone, now=house.now(), progress=progress
            )
        )
        with house.store.read() as work:
            drafts = len(work.proposals.of_wave(number))
    if as_json:
        show_json({"wave": number, "proposals": drafts, "open_findings": unanswered})
    else:
        say("commands.plan.adopt.done", wave=wave, count=drafts)
        if unanswered:
            say("commands.plan.check.open", count=unanswered)
