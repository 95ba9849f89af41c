"""Waiting that ends early when there is a reason to."""

import asyncio
import contextlib


async def rest(over: asyncio.Event, seconds: float) -> None:
    """Wait, at most until the event."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(over.wait(), seconds)
