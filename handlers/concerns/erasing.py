"""Deleting messages from the chat: what is told in confidence does not stay for others to see."""

from telegram.error import BadRequest

from handlers.visit import Visit


async def erase(visit: Visit, message_id: int) -> bool:
    """Delete a message of the chat, the person's own as well; False where Telegram does not let us.

    Telegram lets a bot delete in a private chat what is younger than 48 hours. Nothing is deleted from the
    person's notifications or from what Telegram itself keeps, and the words say so.
    """
    try:
        return bool(await visit.bot.delete_message(visit.chat_id, message_id))
    except BadRequest:
        return False
