"""Conversations and their messages, as the bot sees them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.cast import Json
from sandbox.journal import Journal


@dataclass
class Kept:
    """A message that exists, by an account; a `fixed` one carries a keyboard that forbids edits."""

    body: Json
    author: int
    fixed: bool = False


@dataclass
class Chat:
    id: int
    type: str
    title: str = ""
    members: list[int] = field(default_factory=list)
    is_forum: bool = False
    bot_status: str = "administrator"
    migrated_to: int | None = None
    pinned: list[int] = field(default_factory=list)
    topics: Json = field(default_factory=dict)
    keyboard: Json | None = None
    keyboard_from: int | None = None
    last_id: int = 0
    messages: dict[int, Kept] = field(default_factory=dict, repr=False)

    def record(self) -> Json:
        return {name: value for name, value in vars(self).items() if name != "messages"}

    def as_chat(self) -> Json:
        chat: Json = {"id": self.id, "type": self.type, "title": self.title}
        if self.is_forum:
            chat["is_forum"] = True
        return chat

    @property
    def is_private(self) -> bool:
        return self.type == "private"


class Chats:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._by_id = {int(key): Chat(**value) for key, value in journal.take("chat").items()}
        for key, value in journal.take("message").items():
            chat_id, message_id = key.split("/")
            self._recall(int(chat_id), int(message_id), value)

    def _recall(self, chat_id: int, message_id: int, value: Json) -> None:
        chat = self._by_id[chat_id]
        chat.last_id = max(chat.last_id, message_id)
        if value.get("body"):
            chat.messages[message_id] = Kept(**value)

    def __iter__(self) -> Iterator[Chat]:
        return iter(self._by_id.values())

    def find(self, chat_id: int) -> Chat | None:
        return self._by_id.get(chat_id)

    def private(self, user_id: int) -> Chat:
        chat = self._by_id.get(user_id)
        return chat or self.add(Chat(user_id, "private", members=[user_id]))

    def add(self, chat: Chat) -> Chat:
        self._by_id[chat.id] = chat
        self.save(chat)
        return chat

    def save(self, chat: Chat) -> None:
        self._journal.put("chat", chat.id, chat.record())

    def next_id(self, chat: Chat) -> int:
        chat.last_id += 1
        return chat.last_id

    def keep(self, chat: Chat, message_id: int, kept: Kept) -> None:
        chat.messages[message_id] = kept
        self._journal.put("message", f"{chat.id}/{message_id}", vars(kept))

    def forget(self, chat: Chat, message_id: int) -> None:
        """The id stays used for ever, as in Telegram."""
        del chat.messages[message_id]
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
            self.save(chat)
        self._journal.put("message", f"{chat.id}/{message_id}", {"deleted": True})
