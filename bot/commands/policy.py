"""`sapa policy`: what the region has decided about the assistant's conduct."""

import click

from bot.commands.opening import opened
from bot.commands.speaking import json_option, say, show_json, text


@click.group("policy", help=text("commands.policy.help"))
def command() -> None:
    """Group."""


@command.command("show", help=text("commands.policy.show.help"))
@json_option
def show(*, as_json: bool) -> None:
    with opened() as house:
        with house.store.read() as work:
            decided = work.policy.shows_before_decree
        if as_json:
            show_json({"shows_before_decree": decided})
        else:
            say(f"commands.policy.shows_before_decree.{_word(decided)}")


@command.command("show-before-decree", help=text("commands.policy.decide.help"))
@click.argument("answer", type=click.Choice(["yes", "no"]))
@json_option
def decide(*, answer: str, as_json: bool) -> None:
    with opened() as house:
        with house.store.write() as work:
            work.policy.decide_shows_before_decree(value=answer == "yes", now=house.now())
            work.commit()
        if as_json:
            show_json({"shows_before_decree": answer == "yes"})
        else:
            say(f"commands.policy.shows_before_decree.{answer}")


def _word(decided: bool | None) -> str:  # noqa: FBT001 -- the value is what is put into words
    return {None: "undecided", True: "yes", False: "no"}[decided]
