"""Over TLS only the right host, vouched for by a known authority, is ever told anything."""

import asyncio
import ssl
from pathlib import Path

import pytest

from bot.transport.errors import NotSent, OutcomeUnknown
from bot.transport.pool import trusting
from bot.transport.request import BotApiRequest
from bot.transport.timeouts import Timeouts
from tests.bot.transport.certificates import Authority
from tests.bot.transport.scripted import TOKEN, Asked, Served, plain, saying, serving

LONG = Timeouts(connect=10, pool=10, write=10, read=10)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    folder: Path = tmp_path_factory.mktemp("certificates")
    return Authority(folder)


def named_url(served: Served, method: str = "sendMessage") -> str:
    return served.url(method).replace("127.0.0.1", "localhost")


async def test_the_right_host_is_spoken_to_on_one_kept_connection(authority: Authority) -> None:
    async with (
        serving(saying(plain()), authority.server("localhost")) as served,
        BotApiRequest(tls=authority.trusted(), timeouts=LONG) as request,
    ):
        assert [await request.post(named_url(served)) for _ in range(3)] == [True] * 3
        assert [one.connection for one in served.asked] == [1, 1, 1]


async def test_another_host_of_a_known_authority_is_told_nothing(authority: Authority) -> None:
    async with (
        serving(saying(plain()), authority.server("elsewhere.example")) as served,
        BotApiRequest(tls=authority.trusted(), timeouts=LONG) as request,
    ):
        with pytest.raises(NotSent, match="certificate"):
            await request.post(named_url(served))
        assert served.asked == []


async def test_an_authority_that_nobody_knows_vouches_for_nothing(authority: Authority) -> None:
    async with (
        serving(saying(plain()), authority.server("localhost")) as served,
        BotApiRequest(timeouts=LONG) as request,
    ):
        with pytest.raises(NotSent, match="certificate"):
            await request.post(named_url(served))
        assert served.asked == []


def test_by_default_hosts_are_verified() -> None:
    context = trusting()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


async def test_a_server_without_tls_is_told_nothing(authority: Authority) -> None:
    async def plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with (
        await asyncio.start_server(plainly, "127.0.0.1", 0) as server,
        BotApiRequest(tls=authority.trusted(), timeouts=LONG) as request,
    ):
        with pytest.raises(NotSent):
            await request.post(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot{TOKEN}/getMe")


async def test_a_large_request_and_a_large_reply_arrive_whole(authority: Authority) -> None:
    async def echo(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(plain(asked.body))
        await writer.drain()

    body = bytes(range(256)) * 2**13
    async with (
        serving(echo, authority.server("localhost")) as served,
        BotApiRequest(tls=authority.trusted(), timeouts=LONG) as request,
    ):
        for _ in range(2):
            assert await request.call(named_url(served), "POST", "x/y", body) == (200, body)
        assert served.connections == 1


async def test_a_cut_after_the_request_is_unknown(authority: Authority) -> None:
    async def cut(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with (
        serving(cut, authority.server("localhost")) as served,
        BotApiRequest(tls=authority.trusted(), timeouts=LONG) as request,
    ):
        with pytest.raises(OutcomeUnknown):
            await request.post(named_url(served))
        assert len(served.asked) == 1


async def test_a_connection_closed_meanwhile_is_replaced(authority: Authority) -> None:
    async with (
        serving(saying(plain()), authority.server("localhost")) as served,
        BotApiRequest(tls=authority.trusted(), timeouts=LONG) as request,
    ):
        await request.post(named_url(served))
        served.writers[0].close()
        assert await served.hung_up.get() == 1
        await request.post(named_url(served))
        assert [one.connection for one in served.asked] == [1, 2]
