"""Every fault says whether the message may have arrived, and nothing is ever sent a second time."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.transport.errors import NoReplyInTime, NotSent, NotSentInTime, OutcomeUnknown
from bot.transport.request import BotApiRequest
from bot.transport.timeouts import Timeouts
from tests.bot.transport.scripted import TOKEN, Answer, Asked, asking, plain, saying, serving, silent

LONG = Timeouts(connect=10, pool=10, write=10, read=10)


async def cut(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.transport.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00"
    )
    writer.transport.abort()


UNKNOWN: dict[str, Answer] = {
    "the connection closed": cut,
    "the connection reset": reset,
    "half a head": saying(plain()[:20], close=True),
    "half a body": saying(plain()[:-5], close=True),
    "no HTTP": saying(b"ERR unknown command\r\n\r\n"),
    "too large": saying(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"),
    "no JSON": saying(plain(b"<html>")),
    "no object": saying(plain(b"[1]")),
    "no answer of the Bot API": saying(plain(b'{"hello":1}')),
    "a server's fault in words": saying(plain(b'{"ok":false,"error_code":500,"description":"restart"}', 500)),
    "a gateway's page": saying(plain(b"<html>502</html>", 502)),
    "a gateway that gave up": saying(plain(b"", 504)),
    "a firewall's page": saying(plain(b"<html>Forbidden</html>", 403)),
    "a redirection": saying(plain(b"", 302)),
}


@pytest.mark.parametrize("answer", UNKNOWN.values(), ids=UNKNOWN.keys())
async def test_without_a_trustworthy_answer_the_outcome_is_unknown_and_one_request_was_made(
    answer: Answer,
) -> None:
    async with asking(answer) as (served, request):
        with pytest.raises(OutcomeUnknown):
            await request.post(served.url())
        assert len(served.asked) == 1


@pytest.mark.parametrize("answer", [cut, reset])
async def test_a_cut_on_a_kept_connection_is_unknown_too_and_not_repeated(answer: Answer) -> None:
    async with asking(saying(plain())) as (served, request):
        await request.post(served.url())
        served.answer = answer
        with pytest.raises(OutcomeUnknown):
            await request.post(served.url())
        assert [one.connection for one in served.asked] == [1, 1]


async def test_silence_is_unknown_and_a_timeout() -> None:
    async with asking(silent) as (served, request):
        with pytest.raises(NoReplyInTime) as caught:
            await request.post(served.url(), read_timeout=0.02)
        assert isinstance(caught.value, TimedOut)
        assert await served.hung_up.get() == 1
        assert len(served.asked) == 1


async def test_silence_within_a_reply_is_unknown() -> None:
    async with asking(saying(plain()[:-5])) as (served, request):
        with pytest.raises(NoReplyInTime):
            await request.post(served.url(), read_timeout=0.02)


async def test_a_slow_reply_is_awaited_as_long_as_it_goes_on() -> None:
    async def drip(asked: Asked, writer: asyncio.StreamWriter) -> None:
        for piece in (plain()[:20], plain()[20:40], plain()[40:-1], plain()[-1:]):
            await asyncio.sleep(0.3)
            writer.write(piece)

    async with asking(drip) as (served, request):
        assert await request.post(served.url(), read_timeout=1) is True


async def test_a_request_that_cannot_be_written_in_time_is_unknown() -> None:
    hasty = Timeouts(connect=10, pool=10, write=0.05, read=10)
    async with not_listening() as root, BotApiRequest(timeouts=LONG) as request:
        with pytest.raises(NoReplyInTime, match="written"):
            await request.call(f"{root}/bot{TOKEN}/sendDocument", "POST", "x/y", b"x" * 2**25, hasty)


async def test_a_reset_while_the_request_is_written_is_unknown() -> None:
    async with not_listening(None) as root, BotApiRequest(timeouts=LONG) as request:
        with pytest.raises(OutcomeUnknown):
            await request.call(f"{root}/bot{TOKEN}/sendDocument", "POST", "x/y", b"x" * 2**25)


async def test_an_answer_before_the_end_of_the_request_is_heard_and_the_rest_is_not_sent() -> None:
    refusal = plain(b'{"ok":false,"error_code":413,"description":"Request Entity Too Large"}', 413)
    async with not_listening(refusal) as root, BotApiRequest(timeouts=LONG, at_once=1) as request:
        for _ in range(2):
            status, _ = await request.call(f"{root}/bot{TOKEN}/sendDocument", "POST", "x/y", b"x" * 2**25)
            assert status == 413


async def test_a_refused_port_is_not_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with BotApiRequest(timeouts=LONG) as request:
            with pytest.raises(NotSent):
                await request.post(f"http://127.0.0.1:{taken.getsockname()[1]}/bot{TOKEN}/getMe")


async def test_an_unknown_host_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    async with BotApiRequest(timeouts=LONG) as request:
        with pytest.raises(NotSent, match="not known"):
            await request.post(f"http://nowhere.invalid/bot{TOKEN}/getMe")


@pytest.mark.parametrize("url", ["ftp://host/bot", "//host/bot", "http://", "http://h:1bot", "http://[::1/"])
async def test_an_address_that_is_none_is_not_sent(url: str) -> None:
    async with BotApiRequest() as request:
        with pytest.raises(NotSent):
            await request.post(f"{url}{TOKEN}/getMe")


async def test_a_connection_that_is_not_made_in_time_is_not_sent() -> None:
    """A server that accepts and then never answers the TLS greeting."""
    async with serving(silent) as served, BotApiRequest(timeouts=LONG) as request:
        with pytest.raises(NotSentInTime):
            await request.post(served.url().replace("http:", "https:"), connect_timeout=0.05)


@pytest.mark.parametrize(
    ("status", "said", "fault"),
    [
        (400, '"description":"Bad Request: chat not found"', BadRequest),
        (403, '"description":"Forbidden: bot was blocked by the user"', Forbidden),
        (429, '"description":"Too Many Requests","parameters":{"retry_after":7}', RetryAfter),
    ],
)
async def test_what_telegram_refuses_is_certain(status: int, said: str, fault: type[TelegramError]) -> None:
    reply = plain(f'{{"ok":false,"error_code":{status},{said}}}'.encode(), status)
    async with asking(saying(reply)) as (served, request):
        with pytest.raises(fault) as caught:
            await request.post(served.url())
        assert not isinstance(caught.value, OutcomeUnknown | NotSent)


def test_our_faults_are_those_that_ptb_expects() -> None:
    assert issubclass(NotSent, NetworkError)
    assert issubclass(OutcomeUnknown, NetworkError)
    assert issubclass(NotSentInTime, NotSent | TimedOut)
    assert issubclass(NoReplyInTime, OutcomeUnknown)
    assert not issubclass(NotSent, OutcomeUnknown)


@asynccontextmanager
async def not_listening(reply: bytes | None = b"") -> AsyncIterator[str]:
    """A server that reads one piece of a request, may answer or, for None, hang up, and reads no more."""
    accepted: list[asyncio.Transport] = []

    class Reluctant(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            accepted.append(transport)

        def data_received(self, _: bytes) -> None:
            if reply is None:
                accepted[-1].abort()
            else:
                accepted[-1].pause_reading()
                accepted[-1].write(reply)

    server = await asyncio.get_running_loop().create_server(Reluctant, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for transport in accepted:
            transport.abort()
        await asyncio.sleep(0)
