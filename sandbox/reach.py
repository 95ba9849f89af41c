"""Finding the chat or the message that a request names, or refusing as Telegram does."""

from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.chats import Chat, Kept
from sandbox.errors import bad_request, forbidden, migrated
from sandbox.sandbox import Sandbox
from sandbox.shapes import as_object, number_in


def known_chat(box: Sandbox, args: Arguments, name: str = "chat_id") -> Chat:
    """The chat, whether or not the bot may write there."""
    given = args.text(name).strip()
    if not given:
        raise bad_request(f"{name} is empty")
    try:
        chat_id = int(given)
    except ValueError:
        raise bad_request("chat not found") from None
    if box.phones.find(chat_id):
        return box.chats.private(chat_id)
    chat = box.chats.find(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to:
        raise migrated(chat.migrated_to)
    return chat


def open_chat(box: Sandbox, args: Arguments) -> Chat:
    """The chat, once it is sure that the bot may write there."""
    if args.text("chat_id").strip() == str(box.bot.id):
        raise forbidden("bots can't send messages to bots")
    if args.text("business_connection_id"):
        raise bad_request("business connection not found")
    chat = known_chat(box, args)
    if chat.is_private:
        _check_phone(box, chat.id)
    elif chat.bot_status == "kicked":
        raise forbidden(
            f"bot was kicked from the {'supergroup' if chat.type == 'supergroup' else 'group'} chat"
        )
    elif chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def _check_phone(box: Sandbox, user_id: int) -> None:
    phone = box.phones.find(user_id)
    if phone is None:
        raise bad_request("chat not found")
    if phone.gone:
        raise forbidden("user is deactivated")
    if phone.blocked:
        raise forbidden("bot was blocked by the user")
    if not phone.started:
        raise forbidden("bot can't initiate conversation with a user")


def message_in(chat: Chat, args: Arguments, what: str) -> Kept:
    """The message named by `message_id`; `what` words the refusal, such as "edit"."""
    if not args.text("message_id"):
        raise bad_request("message identifier is not specified")
    kept = chat.messages.get(args.number("message_id"))
    if kept is None:
        raise bad_request(f"message to {what} not found")
    return kept


def reply_target(chat: Chat, asked: Any) -> Json:
    """The fields that a reply adds to a message."""
    given = {} if asked is None else as_object(asked, "reply parameters")
    message_id = number_in(given, "message_id", "reply parameters")
    if not message_id:
        return {}
    target = chat.messages.get(message_id)
    if target is None and given.get("allow_sending_without_reply") not in (True, "true"):
        raise bad_request("message to be replied not found")
    return {"reply_to_message": without_reply(target.body)} if target else {}


def without_reply(body: Json) -> Json:
    """Replies are shown one level deep."""
    return {name: value for name, value in body.items() if name != "reply_to_message"}


def thread_of(chat: Chat, args: Arguments) -> Json:
    """The fields that a forum's topic adds to a message."""
    thread = args.number("message_thread_id")
    if not thread:
        return {}
    topic = chat.topics.get(str(thread))
    if topic is None:
        raise bad_request("message thread not found")
    if topic.get("closed"):
        raise bad_request("TOPIC_CLOSED")
    return {"message_thread_id": thread, "is_topic_message": True}
