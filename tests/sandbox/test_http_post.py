"""The small client behind webhooks: what it sends, and what it makes of the answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from sandbox.http_post import Reply, post_json

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
ANSWERS = [
    (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", Reply(200, "OK", 0, b"ok")),
    (CHUNKED, Reply(200, "OK", 0, b"abcde")),
    (
        b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 30\r\n\r\n",
        Reply(503, "Service Unavailable", 30, b""),
    ),
    (b"HTTP/1.1 204\r\n\r\n", Reply(204, "", 0, b"")),
]


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that answers every request with these bytes; its address, and what it heard."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        heard.append(head + await reader.readexactly(2))
        writer.write(answer)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/hook?a=1", heard


@pytest.mark.parametrize(("answer", "reply"), ANSWERS)
async def test_an_answer_is_read_however_it_is_framed(answer: bytes, reply: Reply) -> None:
    async with answering(answer) as (url, _):
        assert await post_json(url, {}, b"{}") == reply


async def test_the_request_is_a_json_post_to_the_path_with_the_headers() -> None:
    async with answering(b"HTTP/1.1 200 OK\r\n\r\n") as (url, heard):
        await post_json(url, {"X-Secret": "s"}, b"{}")

    assert heard[0].startswith(b"POST /hook?a=1 HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"Content-Type: application/json\r\nContent-Length: 2\r\n" in heard[0]
    assert heard[0].endswith(b"X-Secret: s\r\n\r\n{}")


async def test_a_connection_that_closes_without_an_answer_is_an_error() -> None:
    async with answering(b"") as (url, _):
        with pytest.raises(ConnectionResetError):
            await post_json(url, {}, b"{}")
