"""A place on this machine where a client's webhook listens, and patience for what it does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    """Serve the application on a free port; its address."""
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


async def until(walked: Callable[[], bool], seconds: float = 15) -> None:
    """Play the person in another thread while the bot runs here; TimeoutError when it takes too long."""
    async with asyncio.timeout(seconds):
        assert await asyncio.to_thread(walked)
