"""How fast a bot may send, as the Bots FAQ describes it, direct replies apart.

Figures: 30 messages a second to different chats, one a second in a chat with short bursts, 20 a minute in
a group where edits and new topics count as well. Telegram's staff say that the first figure is about bulk
notifications, so an answer to somebody who just wrote draws on an allowance of its own. The first and the
last are counted over any second and any minute: what passes here is sure to pass there.
"""

from collections import deque
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.errors import too_many_requests

BULK_PER_SECOND = 30
CHAT_PER_SECOND = 1
CHAT_BURST = 5
GROUP_PER_MINUTE = 20
MINUTE = 60.0
REPLIES_PER_EVENT = 5
REPLIES_AT_MOST = 20
REPLY_SECONDS = 60


@dataclass
class Window:
    """At most so many in any stretch of so many seconds."""

    most: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float, amount: int) -> float:
        """Seconds until the amount may pass; a demand above the most passes when the stretch is empty."""
        while self.times and self.times[0] <= now - self.seconds:
            self.times.popleft()
        excess = len(self.times) + min(amount, self.most) - self.most
        return self.times[excess - 1] + self.seconds - now if excess > 0 else 0.0

    def take(self, now: float, amount: int) -> None:
        self.times.extend([now] * amount)


@dataclass
class Bucket:
    """A burst at once, then a steady rate."""

    capacity: float
    per_second: float
    level: float
    filled_at: float

    def wait(self, now: float, amount: int) -> float:
        self.level = min(self.capacity, self.level + (now - self.filled_at) * self.per_second)
        self.filled_at = now
        return max(0.0, (min(amount, self.capacity) - self.level - 1e-9) / self.per_second)

    def take(self, now: float, amount: int) -> None:
        self.filled_at = now
        self.level -= amount


@dataclass
class Allowance:
    replies: int
    until: float


@dataclass
class Limits:
    clock: Clock
    bulk: Window = field(default_factory=lambda: Window(BULK_PER_SECOND, 1.0))
    chats: dict[int, Bucket | Window] = field(default_factory=dict)
    allowances: dict[int, Allowance] = field(default_factory=dict)

    def heard_from(self, chat_id: int) -> None:
        """A person wrote or pressed: in private the bot may answer outside the bulk class for a while."""
        if chat_id < 0:
            return
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
            bucket.take(now, amount)

    def _of_chat(self, chat_id: int) -> Bucket | Window:
        limit = self.chats.get(chat_id)
        if limit is None:
            now = self.clock.ticks()
            group = Window(GROUP_PER_MINUTE, MINUTE)
            limit = group if chat_id < 0 else Bucket(CHAT_BURST, CHAT_PER_SECOND, CHAT_BURST, now)
            self.chats[chat_id] = limit
        return limit
