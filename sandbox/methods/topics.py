"""Topics of a forum: each one costs as much as a message."""

from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.chats import Chat
from sandbox.errors import bad_request
from sandbox.reach import open_chat
from sandbox.sandbox import Sandbox
from sandbox.text import utf16_length

TOPIC_CHARACTERS = 128
TOPIC_COLOURS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def _forum(box: Sandbox, args: Arguments) -> Chat:
    chat = open_chat(box, args)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if chat.bot_status != "administrator":
        raise bad_request("not enough rights to create a topic")
    return chat


def create_forum_topic(box: Sandbox, args: Arguments) -> Json:
    chat = _forum(box, args)
    colour = args.number("icon_color", TOPIC_COLOURS[0])
    name = _topic_name(args)
    if colour not in TOPIC_COLOURS:
        raise bad_request("invalid icon color specified")
    box.limits.charge(chat.id)
    thread = box.chats.next_id(chat)
    chat.topics[str(thread)] = {"name": name, "icon_color": colour}
    box.chats.save(chat)
    box.ledger.write("createForumTopic", chat.id, thread, author=box.bot.id, text=name)
    return {"message_thread_id": thread, "name": name, "icon_color": colour}


def _topic_name(args: Arguments) -> str:
    name = args.text("name").strip()
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    if utf16_length(name) > TOPIC_CHARACTERS:
        raise bad_request("TOPIC_TITLE_TOO_LONG")
    return name


def _topic(chat: Chat, args: Arguments) -> Json:
    topic = chat.topics.get(args.text("message_thread_id"))
    if not isinstance(topic, dict):
        raise bad_request("message thread not found")
    return topic


def edit_forum_topic(box: Sandbox, args: Arguments) -> bool:
    chat = _forum(box, args)
    topic = _topic(chat, args)
    if args.text("name"):
        topic["name"] = _topic_name(args)
    box.chats.save(chat)
    return True


def set_topic_closed(box: Sandbox, args: Arguments, *, closed: bool) -> bool:
    chat = _forum(box, args)
    topic = _topic(chat, args)
    if topic.get("closed", False) == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic["closed"] = closed
    box.chats.save(chat)
    return True


METHODS: dict[str, Any] = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": lambda box, args: set_topic_closed(box, args, closed=True),
    "reopenForumTopic": lambda box, args: set_topic_closed(box, args, closed=False),
}
