"""Connections are kept, shared by a bounded number of requests, and dropped when they are of no more use."""

import asyncio
import socket

import pytest
from telegram.error import TimedOut

from bot.transport import pool
from bot.transport.errors import NotSent, NotSentInTime, OutcomeUnknown
from bot.transport.request import BotApiRequest
from bot.transport.timeouts import Timeouts
from tests.bot.transport.scripted import Asked, asking, plain, saying, serving

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n19\r\n" + b'{"ok":true,"result":true}'


class Gate:
    """An answer that waits until it is let through, and knows how many wait."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.reached: asyncio.Queue[Asked] = asyncio.Queue()
        self.waiting = 0
        self.most = 0

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        self.reached.put_nowait(asked)
        await self.opened.wait()
        self.waiting -= 1
        writer.write(plain())


async def test_one_connection_carries_one_request_after_another() -> None:
    async with asking(saying(plain())) as (served, request):
        for _ in range(3):
            assert await request.post(served.url()) is True
        assert [one.connection for one in served.asked] == [1, 1, 1]


async def test_a_chunked_reply_keeps_the_connection() -> None:
    async with asking(saying(CHUNKED + b"\r\n0\r\n\r\n")) as (served, request):
        assert [await request.post(served.url()) for _ in range(2)] == [True, True]
        assert served.connections == 1


async def test_a_reply_in_pieces_after_an_interim_one_is_whole() -> None:
    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        for piece in (b"HTTP/1.1 100 Continue\r\n\r\n", plain()[:20], plain()[20:-3], plain()[-3:]):
            writer.write(piece)
            await writer.drain()

    async with asking(answer) as (served, request):
        assert await request.post(served.url()) is True


async def test_a_reply_that_ends_with_the_connection_is_whole() -> None:
    reply = b'HTTP/1.1 200 OK\r\n\r\n{"ok":true,"result":true}'
    async with asking(saying(reply, close=True)) as (served, request):
        assert [await request.post(served.url()) for _ in range(2)] == [True, True]
        assert served.connections == 2


async def test_connection_close_is_heeded() -> None:
    async with asking(saying(plain(b'{"ok":true,"result":true}', 200, "Connection: close"))) as (
        served,
        request,
    ):
        for _ in range(2):
            await request.post(served.url())
        assert served.connections == 2


async def test_a_connection_closed_meanwhile_is_replaced_and_the_request_is_sent_once() -> None:
    async with asking(saying(plain())) as (served, request):
        await request.post(served.url())
        served.writers[0].close()
        assert await served.hung_up.get() == 1
        await request.post(served.url())
        assert [one.connection for one in served.asked] == [1, 2]


async def test_a_connection_closed_this_very_moment_is_replaced_too() -> None:
    """The system knows that the server is gone; the client's loop has had no turn to hear of it."""
    async with asking(saying(plain())) as (served, request):
        await request.post(served.url())
        served.writers[0].get_extra_info("socket").shutdown(socket.SHUT_WR)
        await request.post(served.url())
        assert [one.connection for one in served.asked] == [1, 2]


async def test_a_connection_on_which_the_server_speaks_unasked_is_given_up() -> None:
    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(plain())
        await writer.drain()
        writer.write(plain(b"{}", 408))

    async with asking(answer) as (served, request):
        await request.post(served.url())
        assert await served.hung_up.get() == 1
        assert await request.post(served.url()) is True
        assert [one.connection for one in served.asked] == [1, 2]


async def test_idle_connections_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "IDLE_SECONDS", 0.05)
    async with asking(saying(plain())) as (served, request):
        await asyncio.gather(*(request.post(served.url()) for _ in range(3)))
        assert {await served.hung_up.get() for _ in range(3)} == {1, 2, 3}


async def test_a_minute_is_how_long_a_connection_may_idle() -> None:
    assert pool.IDLE_SECONDS == 60


async def test_no_more_than_so_many_are_in_flight_and_all_are_served() -> None:
    gate = Gate()
    async with asking(gate, at_once=3) as (served, request), asyncio.TaskGroup() as group:
        for _ in range(10):
            group.create_task(request.post(served.url()))
        for _ in range(3):
            await gate.reached.get()
        gate.opened.set()
    assert (gate.most, len(served.asked), served.connections) == (3, 10, 3)


async def test_who_waits_too_long_for_a_connection_sends_nothing() -> None:
    gate = Gate()
    async with asking(gate, at_once=1) as (served, request), asyncio.TaskGroup() as group:
        group.create_task(request.post(served.url()))
        await gate.reached.get()
        with pytest.raises(NotSentInTime) as caught:
            await request.post(served.url(), pool_timeout=0.02)
        gate.opened.set()
    assert isinstance(caught.value, TimedOut)
    assert len(served.asked) == 1


async def test_who_gives_up_waiting_takes_no_place_with_them() -> None:
    gate = Gate()
    async with asking(gate, at_once=1) as (served, request), asyncio.TaskGroup() as group:
        first = group.create_task(request.post(served.url()))
        await gate.reached.get()
        leaver = group.create_task(request.post(served.url()))
        await asyncio.sleep(0)
        leaver.cancel()
        last = group.create_task(request.post(served.url()))
        gate.opened.set()
    assert (await first, await last, leaver.cancelled()) == (True, True, True)
    assert len(served.asked) == 2


async def test_cancelling_a_request_closes_its_connection_and_frees_its_place() -> None:
    gate = Gate()
    async with asking(gate, at_once=1) as (served, request), asyncio.TaskGroup() as group:
        task = group.create_task(request.post(served.url()))
        await gate.reached.get()
        task.cancel()
        gate.opened.set()
        assert await served.hung_up.get() == 1
        assert await request.post(served.url()) is True
        assert [one.connection for one in served.asked] == [1, 2]


async def test_shutting_down_ends_what_is_in_flight_as_unknown_and_what_waits_as_not_sent() -> None:
    gate = Gate()
    async with asking(gate, at_once=1) as (served, request):
        flying = asyncio.ensure_future(request.post(served.url()))
        await gate.reached.get()
        waiting = asyncio.ensure_future(request.post(served.url()))
        await asyncio.sleep(0)
        await request.shutdown()
        outcomes = await asyncio.gather(flying, waiting, return_exceptions=True)
        gate.opened.set()
    assert [type(one) for one in outcomes] == [OutcomeUnknown, NotSent]
    assert len(served.asked) == 1


async def test_a_request_object_opens_again_after_it_was_shut_down() -> None:
    async with serving(saying(plain())) as served:
        request = BotApiRequest(timeouts=Timeouts(connect=10, pool=10, write=10, read=10))
        await request.shutdown()
        with pytest.raises(NotSent):
            await request.post(served.url())
        async with request:
            assert await request.post(served.url()) is True
