"""The starts of one worker, kept apart: the loop wakes late now and then, and a strict server counts."""

import asyncio
from collections import deque

from domain.outbox import STARTS_WITHIN

_SECOND = STARTS_WITHIN.total_seconds()


class Starts:
    """Never more than `rate` of them in any second of this worker's own clock."""

    def __init__(self, rate: float) -> None:
        self._last: deque[float] = deque(maxlen=max(1, int(rate)))

    async def turn(self, at: float) -> None:
        """Wait until that moment of the loop's clock, and longer where the second is full."""
        loop = asyncio.get_running_loop()
        wait = max(at - loop.time(), self._wait(loop.time()))
        while wait > 0:
            await asyncio.sleep(wait)
            wait = self._wait(loop.time())
        self._last.append(loop.time())

    def _wait(self, now: float) -> float:
        return self._last[0] + _SECOND - now if len(self._last) == self._last.maxlen else 0.0
