"""A server on loopback that says, byte for byte, what a test wants said, and keeps what it was asked."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from bot.transport.request import BotApiRequest
from bot.transport.timeouts import Timeouts

TOKEN = "700001:AAcanary_of_the_token"
OK = b'{"ok":true,"result":true}'


@dataclass(frozen=True)
class Asked:
    """One request as it came, and which connection brought it."""

    head: bytes
    body: bytes
    connection: int


Answer = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Served:
    answer: Answer
    root: str = ""
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    hung_up: asyncio.Queue[int] = field(default_factory=asyncio.Queue)

    def url(self, method: str = "sendMessage") -> str:
        return f"{self.root}/bot{TOKEN}/{method}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        number = self.connections
        try:
            while not writer.is_closing():
                asked = await _read_request(reader, number)
                self.asked.append(asked)
                await self.answer(asked, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            return
        finally:
            writer.close()
            self.hung_up.put_nowait(number)


async def _read_request(reader: asyncio.StreamReader, number: int) -> Asked:
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].partition(b"\r")[0]
    return Asked(head, await reader.readexactly(int(length or 0)), number)


def plain(body: bytes = OK, status: int = 200, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def saying(*replies: bytes, close: bool = False) -> Answer:
    """Answer with each in turn, and with the last ever after."""
    left = list(replies)

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])
        if close:
            writer.close()

    return answer


async def silent(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Take the request and say nothing."""


@asynccontextmanager
async def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[Served]:
    served = Served(answer)
    running: set[asyncio.Task[Any]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        running.add(task)
        await served.serve(reader, writer)
        running.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls, limit=2**26)
    served.root = f"{'https' if tls else 'http'}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        # What waits in vain fails instead of hanging.
        async with asyncio.timeout(30):
            yield served
    finally:
        server.close()
        for task in list(running):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


@asynccontextmanager
async def asking(answer: Answer, **settings: Any) -> AsyncIterator[tuple[Served, BotApiRequest]]:
    """A server and a client of it; the client's timeouts are long unless told."""
    settings.setdefault("timeouts", Timeouts(connect=10, pool=10, write=10, read=10))
    async with serving(answer) as served, BotApiRequest(**settings) as request:
        yield served, request
