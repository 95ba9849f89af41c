"""The starts of one worker, kept apart: the loop wakes late now and then, and a strict server counts."""

import asyncio
from collections import deque
from collections.abc import Callable

from domain.outbox import STARTS_WITHIN

_SECOND = STARTS_WITHIN.total_seconds()


class Starts:
    """Never more than `rate` of them in any second of this worker's own clock."""

    def __init__(self, rate: float) -> None:
        self._last: deque[list[float]] = deque(maxlen=max(1, int(rate)))

    async def turn(self, at: float) -> Callable[[], None]:
        """Wait until that moment of the loop's clock, and longer where the second is full.

        The start counts from now, or from when what is returned is called: just before the first byte, for a
        connection may have to be opened first.
        """
        loop = asyncio.get_running_loop()
        wait = max(at - loop.time(), self._wait(loop.time()))
        while wait > 0:
            await asyncio.sleep(wait)
            wait = self._wait(loop.time())
        start = [loop.time()]
        self._last.append(start)

        def begun() -> None:
            start[0] = loop.time()

        return begun

    def _wait(self, now: float) -> float:
        return self._last[0][0] + _SECOND - now if len(self._last) == self._last.maxlen else 0.0
