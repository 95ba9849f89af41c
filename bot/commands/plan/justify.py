"""`sapa plan justify`: HR's written answer to a finding that it does not mend."""

import click

from bot.commands.officer import acting
from bot.commands.opening import opened
from bot.commands.speaking import json_option, say, show_json, text
from domain.plans.checks import CheckDesk


@click.command("justify", help=text("commands.plan.justify.help"))
@click.argument("proposal", type=int)
@click.argument("code")
@click.option("--reason", default="", help=text("commands.plan.justify.reason"))
@click.option("--by", "planner", metavar="NIP", help=text("commands.plan.option.by"))
@json_option
def command(*, proposal: int, code: str, reason: str, planner: str | None, as_json: bool) -> None:
    with opened() as house:
        CheckDesk(house.store).answer(proposal, code, reason, by=acting(house, planner), now=house.now())
    if as_json:
        show_json({"proposal": proposal, "code": code})
    else:
        say("commands.plan.justify.done", proposal=proposal, code=code)
