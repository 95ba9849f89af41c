"""The starts of one worker, kept apart: the loop wakes late now and then, and a strict server counts."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from domain.pace import LATE_AT_MOST, STARTS_WITHIN

# One that begins late must not make the one a second behind it late as well.
_SECOND = (STARTS_WITHIN - LATE_AT_MOST).total_seconds()
_LOOK_AGAIN = 0.001


class Starts:
    """Never more than `rate` of them in any second of this worker's own clock."""

    def __init__(self, rate: float) -> None:
        self._most = max(1, int(rate))
        self._begun: deque[float] = deque()
        self._about_to = 0

    @asynccontextmanager
    async def turn(self, at: float) -> AsyncIterator[Callable[[], None]]:
        """Wait until that moment of the loop's clock, and longer where the second is full.

        The start counts from when what is given is called: just before the first byte, for a connection may
        have to be opened first. Until then it counts as one of every second; what never began does not count.
        """
        loop = asyncio.get_running_loop()
        wait = max(at - loop.time(), self._wait(loop.time()))
        while wait > 0:
            await asyncio.sleep(wait)
            wait = self._wait(loop.time())
        self._about_to += 1
        has_begun = False

        def begin() -> None:
            nonlocal has_begun
            if not has_begun:
                has_begun = True
                self._about_to -= 1
                self._begun.append(loop.time())

        try:
            yield begin
        finally:
            if not has_begun:
                self._about_to -= 1

    def _wait(self, now: float) -> float:
        while self._begun and self._begun[0] + _SECOND <= now:
            self._begun.popleft()
        if self._about_to + len(self._begun) < self._most:
            return 0.0
        return self._begun[0] + _SECOND - now if self._begun else _LOOK_AGAIN
