"""Updates as Telegram writes them, and a mailbox that handles what was kept."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from telegram import Bot, Update

from bot.intake import keep
from bot.mailbox import Mailbox
from handlers.office import Office
from tests.storage.worker import BOT_ID

Json = dict[str, Any]
Handle = Callable[[Update], Awaitable[None]]
OWNER = "a"


def person(user_id: int) -> Json:
    return {"id": user_id, "is_bot": False, "first_name": "X", "language_code": "id"}


def said(number: int, user_id: int, text: str, *, at: datetime) -> Json:
    """A message in a private chat."""
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    message = {
        "message_id": number,
        "date": int(at.timestamp()),
        "chat": {"id": user_id, "type": "private"},
        "from": person(user_id),
        "text": text,
        "entities": entities,
    }
    return {"update_id": number, "message": message}


def pressed(number: int, user_id: int, value: str) -> Json:
    query = {"id": str(number), "from": person(user_id), "chat_instance": "1", "data": value}
    return {"update_id": number, "callback_query": query}


def arrive(office: Office, *updates: Json) -> int:
    return keep(office.store, updates, now=office.clock())


def open_mailbox(office: Office, handle: Handle, bot: Bot) -> Mailbox:
    return Mailbox(bot, office, handle, owner=OWNER, bot_id=BOT_ID)


async def serve_for(seconds: float, mailbox: Mailbox) -> None:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(mailbox.run(stop))
        await asyncio.sleep(seconds)
        stop.set()
