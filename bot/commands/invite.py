"""`sapa invite`: letters with which people link their accounts, as PDF files by unit."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click
from rich.progress import Progress
from telegram import Bot
from telegram.error import TelegramError

from bot.commands.invite_letters import write_by_unit
from bot.commands.opening import opened
from bot.commands.speaking import errors, json_option, refuse, say, show_json, text
from bot.commands.viewing import note_views, viewer_option
from bot.house import House
from domain.linking.invitations import InvitationDesk, IssuedInvitation
from domain.people import Person
from domain.views.records import Purpose


@click.command("invite", help=text("commands.invite.help"))
@click.option("--unit", metavar="NAME", help=text("commands.invite.unit"))
@click.option("--nip", "nips", multiple=True, metavar="NIP", help=text("commands.invite.nip"))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False, writable=True),
    help=text("commands.invite.out"),
)
@click.option(
    "--valid-days",
    type=click.IntRange(1, 365),
    default=30,
    show_default=True,
    help=text("commands.invite.valid_days"),
)
@viewer_option
@json_option
def command(
    *,
    unit: str | None,
    nips: tuple[str, ...],
    out: Path,
    valid_days: int,
    viewer: str | None,
    as_json: bool,
) -> None:
    with opened() as house:
        desk = InvitationDesk(house.store)
        people = desk.people_with(nips) if nips else desk.not_yet_linked(unit=unit, now=house.now())
        if not people:
            _report([], out, count=0, as_json=as_json)
            return
        # Whatever may fail comes first, because making letters closes the earlier ones.
        bot = _bot_username(house)
        note_views(house, [one.id for one in people], Purpose.INVITATION, viewer=viewer)
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        with Progress(console=errors, transient=True) as progress:
            issued = _issue(desk, people, timedelta(days=valid_days), house, progress)
            writing = progress.add_task(text("commands.invite.writing"), total=len(issued))
            files = write_by_unit(
                issued,
                out,
                house,
                bot=bot,
                expires_at=house.now() + timedelta(days=valid_days),
                progress=lambda done: progress.update(writing, completed=done),
            )
        _report(files, out, count=len(issued), as_json=as_json)


def _issue(
    desk: InvitationDesk, people: Sequence[Person], valid_for: timedelta, house: House, progress: Progress
) -> list[IssuedInvitation]:
    making = progress.add_task(text("commands.invite.making"), total=len(people))
    return desk.issue(
        [one.id for one in people],
        valid_for,
        now=house.now(),
        progress=lambda done, _of: progress.update(making, completed=done),
    )


def _report(files: Sequence[Path], out: Path, *, count: int, as_json: bool) -> None:
    if as_json:
        show_json({"letters": count, "folder": str(out), "files": [path.name for path in files]})
    elif count:
        say("commands.invite.done", count=count, folder=str(out))
    else:
        say("commands.invite.nobody")


def _bot_username(house: House) -> str:
    """The bot that the letters lead to: the trial's own, or whatever Telegram calls the token's."""
    if house.settings.telegram_token is None:
        from bot.trial.serving import USERNAME

        return USERNAME
    token, api_url = house.settings.telegram_token.get_secret_value(), house.settings.telegram_api_url
    try:
        return asyncio.run(_ask_telegram(token, api_url))
    except TelegramError as fault:
        refuse(text("commands.invite.bot_unknown", cause=fault.message))


async def _ask_telegram(token: str, api_url: str) -> str:
    async with Bot(token, base_url=f"{api_url}/bot") as bot:
        return bot.username
