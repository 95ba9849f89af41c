"""How fast a bot may send: token buckets as the Bots FAQ describes them, direct replies apart.

Figures: 30 messages a second to different chats, one a second in a chat with short bursts, 20 a minute in
a group where edits and new topics count as well. Telegram's staff say that the first figure is about bulk
notifications, so an answer to somebody who just wrote draws on an allowance of its own.
"""

from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.errors import too_many_requests

BULK_PER_SECOND = 30
CHAT_PER_SECOND = 1
CHAT_BURST = 5
GROUP_PER_MINUTE = 20
REPLIES_PER_EVENT = 5
REPLIES_AT_MOST = 20
REPLY_SECONDS = 60


@dataclass
class Bucket:
    capacity: float
    per_second: float
    level: float
    filled_at: float

    def wait(self, now: float, amount: int) -> float:
        """Seconds until the amount may pass; a demand above the capacity passes when the bucket is full."""
        self.level = min(self.capacity, self.level + (now - self.filled_at) * self.per_second)
        self.filled_at = now
        return max(0.0, (min(amount, self.capacity) - self.level - 1e-9) / self.per_second)

    def take(self, amount: int) -> None:
        self.level -= amount


@dataclass
class Allowance:
    replies: int
    until: float


@dataclass
class Limits:
    clock: Clock
    bulk: Bucket = field(init=False)
    chats: dict[int, Bucket] = field(default_factory=dict)
    allowances: dict[int, Allowance] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bulk = self._full(BULK_PER_SECOND, BULK_PER_SECOND)

    def _full(self, capacity: float, per_second: float) -> Bucket:
        return Bucket(capacity, per_second, capacity, self.clock.ticks())

    def heard_from(self, chat_id: int) -> None:
        """A person wrote or pressed: the bot may answer them outside the bulk class for a while."""
        now = self.clock.ticks()
        left = self._replies_left(chat_id, now)
        self.allowances[chat_id] = Allowance(
            min(REPLIES_AT_MOST, left + REPLIES_PER_EVENT), now + REPLY_SECONDS
        )

    def _replies_left(self, chat_id: int, now: float) -> int:
        allowance = self.allowances.get(chat_id)
        return allowance.replies if allowance and allowance.until >= now else 0

    def charge(self, chat_id: int, amount: int = 1) -> None:
        """Count messages to a chat, or refuse with the seconds to wait, counting nothing."""
        now = self.clock.ticks()
        if self._replies_left(chat_id, now) >= amount:
            self.allowances[chat_id].replies -= amount
            return
        buckets = (self.bulk, self._of_chat(chat_id))
        if wait := max(bucket.wait(now, amount) for bucket in buckets):
            raise too_many_requests(wait)
        for bucket in buckets:
            bucket.take(amount)

    def _of_chat(self, chat_id: int) -> Bucket:
        bucket = self.chats.get(chat_id)
        if bucket is None:
            group = (GROUP_PER_MINUTE, GROUP_PER_MINUTE / 60)
            bucket = self._full(*group) if chat_id < 0 else self._full(CHAT_BURST, CHAT_PER_SECOND)
            self.chats[chat_id] = bucket
        return bucket
