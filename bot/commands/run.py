"""`sapa run`: the product."""

import asyncio
import sys
from collections.abc import Sequence

import click
from pydantic import SecretStr

from bot.commands.opening import opened
from bot.commands.speaking import refuse, say, text
from bot.house import House


@click.command("run", help=text("commands.run.help"))
@click.option("--roles", "named", default="", help=text("commands.run.roles"))
def command(*, named: str) -> None:
    with opened(serving=True) as house:
        roles = _roles(house, named)
        from bot.logs import log_for

        log_for(house)
        token = house.settings.telegram_token
        if token is None:
            from bot.trial.serving import serve_trial

            asyncio.run(
                serve_trial(house, ready=lambda address: say("commands.run.trial_ready", address=address))
            )
        else:
            _decide_policy(house)
            _serve_live(house, token, roles)
        say("commands.run.stopped")


def _serve_live(house: House, token: SecretStr, roles: Sequence[str]) -> None:
    from bot.serving import serve

    asyncio.run(
        serve(
            house,
            token=token.get_secret_value(),
            api_url=house.settings.telegram_api_url,
            ready=lambda username: say("commands.run.live_ready", username=username),
            roles=roles,
        )
    )


def _roles(house: House, named: str) -> Sequence[str]:
    """Where the work cannot be shared, one process does all of it."""
    from bot.serving import ROLES

    chosen = [one.strip() for one in named.split(",")] if named else list(ROLES)
    for one in chosen:
        if one not in ROLES:
            refuse(text("commands.run.role_unknown", role=one, known=", ".join(ROLES)))
    if set(chosen) != set(ROLES) and not house.is_shared:
        refuse(text("commands.run.roles_shared"))
    return [one for one in ROLES if one in chosen]


def _decide_policy(house: House) -> None:
    """At the first live start the region says whether people see a proposal before the decree."""
    with house.store.read() as work:
        if work.policy.shows_before_decree is not None:
            return
    if not sys.stdin.isatty():
        refuse(text("commands.run.policy_undecided"))
    shows = click.confirm(text("commands.run.policy_question"), default=None)
    with house.store.write() as work:
        work.policy.decide_shows_before_decree(value=shows, now=house.now())
        work.commit()
