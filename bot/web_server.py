"""An HTTP server on the process's own loop, which leaves the signals to the process."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

# Less than a process has to stop in.
_REQUESTS_END_WITHIN = 5


class WebServer(uvicorn.Server):
    """Tells when it listens, and leaves the signals to the process, which stops the bot first."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def served(
    app: ASGIApp, listener: socket.socket, *, hang_up: Callable[[], None] = lambda: None
) -> AsyncIterator[None]:
    """Serve while the block runs; then let requests that are under way end.

    `hang_up` ends those that would never end by themselves.
    """
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        ws="none",
        server_header=False,
        proxy_headers=False,  # nobody asks for the caller's address
        timeout_graceful_shutdown=_REQUESTS_END_WITHIN,
    )
    server = WebServer(config)
    async with asyncio.TaskGroup() as group:
        group.create_task(server.serve(sockets=[listener]))
        await server.listening.wait()
        try:
            yield
        finally:
            hang_up()
            server.should_exit = True
