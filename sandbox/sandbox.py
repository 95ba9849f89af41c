"""One local Telegram: everything it knows, put together."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sandbox.callbacks import Callbacks
from sandbox.cast import BotAccount, Json, Person
from sandbox.chats import Chat, Chats, Kept
from sandbox.clock import Clock, RealClock
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.journal import Journal
from sandbox.ledger import Ledger
from sandbox.limits import Limits
from sandbox.phones import Phones
from sandbox.polling import Polling
from sandbox.polls import Polls
from sandbox.settings import BotSettings
from sandbox.stream import Stream
from sandbox.updates import Updates
from sandbox.webhook import Webhook

ACTION_SECONDS = 5


class Sandbox:
    """The whole state: in memory, and in `folder` too when one is given, so that it survives a restart.

    `words` are the chat page's texts by language and key; `clock` may be a virtual one.
    """

    def __init__(
        self,
        cast: Sequence[Person],
        bot: BotAccount,
        folder: Path | None = None,
        words: Mapping[str, Mapping[str, str]] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.bot = bot
        self.words = words or {}
        self.clock = clock or RealClock()
        self.journal = Journal(folder)
        self.phones = Phones(cast, self.journal)
        self.chats = Chats(self.journal)
        self.files = Files(folder, self.journal)
        self.updates = Updates(self.clock, self.journal)
        self.polling = Polling(self.updates)
        self.callbacks = Callbacks(self.clock, self.journal)
        self.polls = Polls(self.journal)
        self.settings = BotSettings(self.journal)
        self.ledger = Ledger(self.clock, self.journal)
        self.limits = Limits(self.clock)
        self.faults = Faults()
        self.stream = Stream()
        self.webhook = Webhook(self.updates, self.faults, self.clock, self.journal)
        self.actions: dict[int, tuple[str, float]] = {}

    def now(self) -> int:
        return int(self.clock.wall())

    def chat_object(self, chat: Chat) -> Json:
        phone = self.phones.find(chat.id) if chat.is_private else None
        return phone.as_chat() if phone else chat.as_chat()

    def user_object(self, user_id: int) -> Json:
        phone = self.phones.find(user_id)
        return phone.as_user() if phone else self.bot.as_user()

    def keep(self, chat: Chat, kept: Kept, method: str) -> Json:
        """Let a message take effect: kept, written to the ledger, shown on the phones."""
        body = kept.body
        self.chats.keep(chat, body["message_id"], kept)
        shown = body.get("text") or body.get("caption") or ""
        self.ledger.write(method, chat.id, body["message_id"], author=kept.author, text=shown)
        self.actions.pop(chat.id, None)
        self.show(chat, "message", kept)
        return body

    def show(self, chat: Chat, kind: str, kept: Kept) -> None:
        for user_id in chat.members if self.stream.is_heard else ():
            message = seen_by(user_id, kept)
            self.stream.tell([user_id], kind, chat_id=chat.id, message=message)

    def action_in(self, chat_id: int) -> str | None:
        action, until = self.actions.get(chat_id, ("", 0.0))
        return action if until > self.clock.ticks() else None

    def hang_up(self) -> None:
        """End held requests and open pages, so that the server around can stop at once."""
        self.stream.hang_up()
        self.polling.hang_up()


def seen_by(user_id: int, kept: Kept) -> Json:
    return kept.body | {"outgoing": kept.author == user_id}
