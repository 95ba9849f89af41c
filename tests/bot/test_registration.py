"""Telegram is told where updates go, by whoever holds the poller's post."""

import asyncio

from telegram.ext import ExtBot

from bot.intake import ALLOWED_UPDATES
from bot.registration import be_posted_to, poll
from tests.bot.doors import until
from tests.chat import Wire

URL = "https://sapa.example.go.id/telegram/x"


class Silence:
    """An intake that notes how much Telegram had been told when it began."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.told: list[str] = []

    async def run(self, _over: asyncio.Event) -> None:
        self.told = [method for method, _ in self.wire.calls]


async def test_the_webhook_is_set_with_everything_said_outright(bot: ExtBot[None], wire: Wire) -> None:
    over = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(be_posted_to(bot, URL, "secret", over))
        await until(lambda: bool(wire.of("setWebhook")))
        over.set()

    (told,) = wire.of("setWebhook")
    assert told["url"] == URL
    assert told["secret_token"] == "secret"
    assert told["max_connections"] == 40
    assert list(told["allowed_updates"]) == list(ALLOWED_UPDATES)
    assert not told.get("drop_pending_updates")


async def test_a_webhook_is_removed_once_before_polling_and_nothing_is_dropped(
    bot: ExtBot[None], wire: Wire
) -> None:
    silence = Silence(wire)
    await poll(bot, silence, asyncio.Event())  # type: ignore[arg-type]  # all that is asked of an intake

    assert silence.told[-1] == "deleteWebhook"
    assert [one.get("drop_pending_updates") for one in wire.of("deleteWebhook")] in ([None], [False])


async def test_telegram_is_told_again_until_it_has_understood(bot: ExtBot[None], wire: Wire) -> None:
    wire.failing["deleteWebhook"] = (502, "Bad Gateway")
    over = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(poll(bot, Silence(wire), over))  # type: ignore[arg-type]  # as above
        await until(lambda: bool(wire.of("deleteWebhook")))
        del wire.failing["deleteWebhook"]
        await until(lambda: len(wire.of("deleteWebhook")) > 1)
        over.set()

    assert len(wire.of("deleteWebhook")) == 2
