"""PTB as it comes: answers whoever writes with one text, and does nothing else.

Run as a module in a process of its own: core to sit on, address of the Bot API. Says when it is ready.
"""

import os
import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.benchmarks.sending_clients import TEXT, TOKEN


async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.effective_message is not None:
        await update.effective_message.reply_text(TEXT)


async def tell_ready(_application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    print("ready", flush=True)


def main(root: str) -> None:
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{root}/bot")
        .concurrent_updates(100)
        .post_init(tell_ready)
        .build()
    )
    application.add_handler(MessageHandler(filters.ALL, answer))
    application.run_polling()


if __name__ == "__main__":
    os.sched_setaffinity(0, {int(sys.argv[1])})
    main(sys.argv[2])
