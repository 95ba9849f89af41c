"""What the open pages hear: one queue for each listener."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.cast import Json


class Stream:
    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Json | None]] = set()

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Json | None]]:
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    @property
    def is_heard(self) -> bool:
        return bool(self._listeners)

    def tell(self, user_ids: list[int], kind: str, **facts: object) -> None:
        for user_id in user_ids if self.is_heard else ():
            self._hand({"user_id": user_id, "kind": kind, **facts})

    def hang_up(self) -> None:
        """End every listener's stream, so that a server can close."""
        self._hand(None)

    def _hand(self, event: Json | None) -> None:
        for queue in self._listeners:
            queue.put_nowait(event)
