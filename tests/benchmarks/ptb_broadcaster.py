"""PTB as it comes, with its own rate limiter: answers who writes, and broadcasts in between when told to.

Run as a module in a process of its own: core to sit on, address of the Bot API. Says when it is ready; every
line that it reads begins the broadcast, or ends it.
"""

import asyncio
import os
import sys
from contextlib import suppress
from itertools import count
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, Application, ContextTypes, MessageHandler, filters

from tests.benchmarks.region_tables import FIRST_CHAT
from tests.benchmarks.sending_clients import TEXT, TOKEN

# Enough to keep 30 a second going at 150 ms; whoever writes waits behind these and not behind everybody.
AT_ONCE = 20
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class Broadcast:
    """Sends to one chat after another while it is going on."""

    def __init__(self) -> None:
        self._going = asyncio.Event()
        self._chats = count(FIRST_CHAT)

    async def begin(self, application: AnyApplication) -> None:
        asyncio.get_running_loop().add_reader(sys.stdin, self._toggle)
        for _ in range(AT_ONCE):
            application.create_task(self._send(application))
        print("ready", flush=True)

    def _toggle(self) -> None:
        sys.stdin.readline()
        if self._going.is_set():
            self._going.clear()
        else:
            self._going.set()

    async def _send(self, application: AnyApplication) -> None:
        for chat_id in self._chats:
            await self._going.wait()
            with suppress(TelegramError):
                await application.bot.send_message(chat_id, TEXT)


async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.effective_message is not None:
        await update.effective_message.reply_text(TEXT)


def main(root: str) -> None:
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{root}/bot")
        .concurrent_updates(True)  # noqa: FBT003 -- PTB's signature
        .rate_limiter(AIORateLimiter(max_retries=5))
        .post_init(Broadcast().begin)
        .build()
    )
    application.add_handler(MessageHandler(filters.ALL, answer))
    application.run_polling()


if __name__ == "__main__":
    os.sched_setaffinity(0, {int(sys.argv[1])})
    main(sys.argv[2])
