"""What waits for the bot: updates in order, until they are confirmed or expire."""

import asyncio
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Any

from sandbox.cast import Json
from sandbox.clock import Clock
from sandbox.journal import Journal
from sandbox.shapes import as_list

DAY_SECONDS = 86_400
CALLBACK_SECONDS = 150
SWEEP_SECONDS = 1
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
        "guest_message",
    ]
)


@dataclass(frozen=True)
class Waiting:
    """One update; those of one `queue` are delivered to a webhook one after the other."""

    id: int
    kind: str
    body: Json
    queue: str
    expires_at: float

    def as_update(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


@dataclass
class Updates:
    clock: Clock
    journal: Journal
    waiting: dict[int, Waiting] = field(default_factory=dict)
    allowed: list[str] = field(default_factory=list)
    last_id: int = 0
    swept_at: float = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        settings = self.journal.take("updates")
        self.allowed = settings.get("allowed", [])
        # Ids never come again, not even those of updates confirmed before a restart.
        self.last_id = settings.get("reserved", int(self.clock.wall()) % 100_000_000)
        for key, value in self.journal.take("update").items():
            self.waiting[int(key)] = Waiting(**value)
            self.last_id = max(self.last_id, int(key))
        self._reserve()

    def _reserve(self) -> None:
        self.journal.put("updates", "reserved", self.last_id + 1_000)

    def add(self, kind: str, body: Json, queue: str) -> None:
        """Queue an update, unless the bot has not asked for its kind."""
        if not self.wants(kind):
            return
        self.last_id += 1
        if self.last_id % 500 == 0:
            self._reserve()
        life = CALLBACK_SECONDS if kind == "callback_query" else DAY_SECONDS
        update = Waiting(self.last_id, kind, body, queue, self.clock.wall() + life)
        self.waiting[update.id] = update
        self.journal.put("update", update.id, vars(update))
        self.arrived.set()

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in UNASKED

    def allow(self, asked: Any) -> None:
        """Remember the kinds asked for; None keeps the earlier choice, an empty list means the usual ones."""
        if asked is None:
            return
        kinds = as_list(asked, "allowed updates")
        self.allowed = [kind for kind in kinds if isinstance(kind, str) and kind in KINDS]
        self.journal.put("updates", "allowed", self.allowed)

    def drop(self, update_id: int) -> None:
        if self.waiting.pop(update_id, None):
            self.journal.put("update", update_id, None)

    def confirm(self, offset: int) -> None:
        """Forget everything below the offset; a negative one keeps that many from the end."""
        if offset < 0:
            newest = list(self.waiting)[offset:]
            offset = newest[0] if newest else 0
        for update_id in list(takewhile(lambda known: known < offset, self.waiting)):
            self.drop(update_id)

    def pending(self, limit: int | None = None) -> list[Waiting]:
        """The oldest updates that have not expired."""
        now = self.clock.wall()
        if now >= self.swept_at + SWEEP_SECONDS:
            self.swept_at = now
            for update in [known for known in self.waiting.values() if known.expires_at < now]:
                self.drop(update.id)
        return list(islice(self.waiting.values(), limit))
