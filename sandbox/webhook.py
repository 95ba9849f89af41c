"""Delivery to a webhook, as Telegram's own server does it.

Updates stand in queues (a chat's messages, a person's presses, …); only the head of a queue is under way,
several queues at once. A failed head is sent again at once, then after 2, 4, 8 … seconds or as `Retry-After`
asks, until it expires. Answers of 410 for 23 hours remove the webhook.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sandbox.cast import Json
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.http_post import Reply, post_json
from sandbox.journal import Journal
from sandbox.updates import Updates, Waiting

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
CONNECTIONS = 40
DELAY_AT_MOST = 60
RETRY_AFTER_AT_MOST = 3600
GONE = 410
GONE_SECONDS = 23 * 3600
ANSWER_SECONDS = 60

Post = Callable[[str, dict[str, str], bytes], Awaitable[Reply]]
Act = Callable[[Json], Awaitable[None]]


@dataclass
class Patience:
    """How a queue's head has fared so far."""

    delay: float = 1
    failures: int = 0
    wake_at: float = 0


@dataclass
class Webhook:
    updates: Updates
    faults: Faults
    clock: Clock
    journal: Journal
    post: Post = post_json
    act: Act | None = None
    url: str = ""
    secret: str = ""
    max_connections: int = CONNECTIONS
    last_error: tuple[float, str] | None = None
    under_way: dict[str, int] = field(default_factory=dict)
    patience: dict[int, Patience] = field(default_factory=dict)
    gone_since: float | None = None

    def __post_init__(self) -> None:
        for name, value in self.journal.take("webhook").items():
            setattr(self, name, value)

    def set(self, url: str, secret: str = "", max_connections: int = CONNECTIONS) -> None:
        settings = {"url": url, "secret": secret, "max_connections": max_connections}
        for name, value in settings.items():
            setattr(self, name, value)
            self.journal.put("webhook", name, value)
        self.last_error = self.gone_since = None
        self.patience.clear()
        self.updates.arrived.set()

    async def run(self) -> None:
        """Deliver for ever; meant for a task of the server."""
        async with asyncio.TaskGroup() as deliveries:
            while True:
                self.updates.arrived.clear()
                wait = None
                if self.url:
                    for update in self._ready():
                        self.under_way[update.queue] = update.id
                        deliveries.create_task(self._deliver(update))
                    wait = self._next_wake()
                await self.clock.wait(self.updates.arrived, wait)

    def _heads(self) -> list[Waiting]:
        """The first of each queue that is not under way; Telegram too looks this far ahead only."""
        pending = self.updates.pending(2 * self.max_connections)
        if len(pending) > 1 and self.faults.strike(["reorder_updates"]):
            pending.reverse()
        heads: dict[str, Waiting] = {}
        for update in pending:
            heads.setdefault(update.queue, update)
        return [update for queue, update in heads.items() if queue not in self.under_way]

    def _ready(self) -> list[Waiting]:
        now = self.clock.ticks()
        free = self.max_connections - len(self.under_way)
        ready = [head for head in self._heads() if self._patience(head).wake_at <= now]
        return ready[: max(0, free)]

    def _patience(self, update: Waiting) -> Patience:
        return self.patience.setdefault(update.id, Patience())

    def _next_wake(self) -> float | None:
        now = self.clock.ticks()
        waits = [patience.wake_at - now for patience in self.patience.values() if patience.wake_at > now]
        return min(waits) if waits else None

    async def _deliver(self, update: Waiting) -> None:
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        body = json.dumps(update.as_update(), ensure_ascii=False).encode()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                reply = await self.post(self.url, headers, body)
                if reply.ok and self.faults.strike(["duplicate_updates"]):
                    reply = await self.post(self.url, headers, body)
        except (OSError, EOFError, TimeoutError, ValueError) as failure:
            self._failed(update, f"Connection failed: {str(failure) or 'timed out'}", 0)
        else:
            await self._answered(update, reply)
        finally:
            del self.under_way[update.queue]
            self.updates.arrived.set()

    async def _answered(self, update: Waiting, reply: Reply) -> None:
        if not reply.ok:
            reason = f"Wrong response from the webhook: {reply.status} {reply.reason}"
            self._failed(update, reason, min(reply.retry_after, RETRY_AFTER_AT_MOST))
            self._count_gone(reply)
            return
        self.gone_since = None
        self.patience.pop(update.id, None)
        self.updates.drop(update.id)
        if self.act and (call := reply.method_call()):
            await self.act(call)

    def _failed(self, update: Waiting, reason: str, retry_after: float) -> None:
        self.last_error = (self.clock.wall(), reason)
        patience = self._patience(update)
        wait = retry_after
        if not retry_after and patience.failures:
            wait = patience.delay = min(DELAY_AT_MOST, patience.delay * 2)
        patience.failures += 1
        patience.wake_at = self.clock.ticks() + wait
        if self.clock.wall() + wait > update.expires_at:
            self.patience.pop(update.id, None)
            self.updates.drop(update.id)

    def _count_gone(self, reply: Reply) -> None:
        now = self.clock.wall()
        if reply.status != GONE:
            self.gone_since = None
        elif self.gone_since is None:
            self.gone_since = now
        elif now - self.gone_since > GONE_SECONDS:
            self.set("")
