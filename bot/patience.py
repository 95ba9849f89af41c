"""Waiting out a database that is away: nothing accepted is given up, and nothing untrue is said."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.pauses import rest
from domain.work import StoreAway

T = TypeVar("T")
_LONGEST = 10.0
log = logging.getLogger(__name__)


async def insist(call: Callable[[], Awaitable[T]], *, stop: asyncio.Event) -> T | None:
    """Repeat a call that changes nothing unless it succeeds, with growing pauses, until the store is back.

    None when told to stop before that: what was to be written is found again by whoever serves next.
    """
    pause = 0.2
    while True:
        try:
            return await call()
        except StoreAway as away:
            log.warning("database_away", extra={"cause": str(away)})
            if stop.is_set():
                return None
            await rest(stop, pause * random.uniform(0.5, 1.5))  # noqa: S311 -- jitter, no secret
            pause = min(2 * pause, _LONGEST)
