"""Time as the sandbox sees it, so that hours of waiting can be tested at once."""

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    def wall(self) -> float:
        """Seconds since 1970, for dates and expiry."""

    def ticks(self) -> float:
        """Seconds that never run backwards, for rates."""

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        """Return when the event is set or the seconds have passed."""


class RealClock:
    def wall(self) -> float:
        return time.time()

    def ticks(self) -> float:
        return time.monotonic()

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return


class VirtualClock:
    """A clock that stands still until it is told to advance."""

    def __init__(self, start: float = 1_790_000_000.0) -> None:
        self._now = start
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def wall(self) -> float:
        return self._now

    def ticks(self) -> float:
        return self._now

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        sleeper = None if seconds is None else (self._now + seconds, event)
        if sleeper is None:
            await event.wait()
            return
        self._sleepers.append(sleeper)
        try:
            await event.wait()
        finally:
            self._sleepers.remove(sleeper)

    async def advance(self, seconds: float) -> None:
        """Pass the seconds, waking each sleeper at its own moment and letting it act."""
        end = self._now + seconds
        await self.settle()
        while due := [at for at, _ in self._sleepers if at <= end]:
            self._now = max(self._now, min(due))
            for _, event in [s for s in self._sleepers if s[0] <= self._now]:
                event.set()
            await self.settle()
        self._now = end
        await self.settle()

    async def settle(self) -> None:
        """Let every task that can run without time passing do so."""
        for _ in range(50):
            await asyncio.sleep(0)
