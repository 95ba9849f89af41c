"""Telling Telegram where this bot's updates go. The holder of the poller's post alone does."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.intake import ALLOWED_UPDATES, Intake
from bot.pauses import rest

# As many updates under way at once; the group commit takes them together.
CONNECTIONS = 40
_LONGEST_PAUSE = 30.0

log = logging.getLogger(__name__)


async def poll(bot: Bot, intake: Intake, over: asyncio.Event) -> None:
    """Poll; Telegram refuses that for as long as an earlier webhook is set."""
    await _tell(lambda: bot.delete_webhook(drop_pending_updates=False), over)
    await intake.run(over)


async def be_posted_to(bot: Bot, url: str, secret: str, over: asyncio.Event) -> None:
    """Have updates posted to the address; it stays set when the post changes hands."""
    await _tell(
        lambda: bot.set_webhook(
            url,
            secret_token=secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        ),
        over,
    )
    await over.wait()


async def _tell(call: Callable[[], Awaitable[bool]], over: asyncio.Event) -> None:
    """Repeat until Telegram has understood; raise InvalidToken when it knows the bot no more."""
    pause = 1.0
    while not over.is_set():
        try:
            await call()
        except InvalidToken:
            raise
        except TelegramError as fault:
            log.warning("webhook_not_changed", extra={"cause": fault.message, "again_in_seconds": pause})
            await rest(over, pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        else:
            return
