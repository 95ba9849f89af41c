"""One connection to a Bot API server, carrying one request at a time."""

import asyncio
import select

from bot.transport.errors import NoReplyInTime, OutcomeUnknown
from bot.transport.head import MalformedReply
from bot.transport.reply import Reply, ReplyReader
from bot.transport.timeouts import Timeouts

_PIECE_BYTES = 64 * 1024


class Connection(asyncio.Protocol):
    """Keeps itself among the `open_ones` from the first byte to the last."""

    __slots__ = (
        "_body_bytes", "_drained", "_heard_at", "_loop", "_open_ones", "_poll", "_reader", "_reply", "_timer",
        "_transport", "lost",
    )  # fmt: skip  # one name a line says no more

    def __init__(self, open_ones: set["Connection"], body_bytes: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._open_ones = open_ones
        self._body_bytes = body_bytes
        self._reader: ReplyReader | None = None
        self._reply: asyncio.Future[Reply] | None = None
        self._drained: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._heard_at = 0.0
        self._poll = select.poll()
        self.lost = self._loop.create_future()

    def is_closed(self) -> bool:
        return self._transport.is_closing()

    def is_stale(self) -> bool:
        """Whether an idle one was closed or spoken on, as far as the system, not only the loop, knows."""
        return self.is_closed() or bool(self._poll.poll(0))

    def abort(self) -> None:
        self._transport.abort()

    async def exchange(self, request: bytes, timeouts: Timeouts) -> Reply:
        """Send a request and await its reply; the connection stays open only after a clean reply.

        Once called, every fault is an OutcomeUnknown; cancelling closes the connection.
        """
        self._reader = ReplyReader(self._body_bytes)
        self._reply = self._loop.create_future()
        reusable = False
        try:
            written = await self._write(request, self._reply, timeouts.write)
            self._wait_for_reply(timeouts.read)
            reply = await self._reply
            reusable = reply.reusable and written
            return reply
        finally:
            self._reader = self._reply = None
            if self._timer is not None:
                self._timer.cancel()
            if not reusable:
                self.abort()

    async def _write(self, request: bytes, reply: asyncio.Future[Reply], seconds: float | None) -> bool:
        """Hand over piece by piece; False when the server answered early and need not be told the rest."""
        for start in range(0, len(request), _PIECE_BYTES):
            self._transport.write(request[start : start + _PIECE_BYTES])
            if self._drained is None:
                continue
            waiting = (self._drained, reply)
            done, _ = await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if not done:
                raise NoReplyInTime("the request could not be written in time")
            if reply.done():
                return False
        return True

    def _wait_for_reply(self, seconds: float | None) -> None:
        if seconds is not None:
            self._heard_at = self._loop.time()
            self._timer = self._loop.call_later(seconds, self._on_silence, seconds)

    def _on_silence(self, seconds: float) -> None:
        left = self._heard_at + seconds - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._on_silence, seconds)
        else:
            self._fail(NoReplyInTime("no reply in time"))

    def _fail(self, fault: OutcomeUnknown, cause: Exception | None = None) -> None:
        if self._reply is not None and not self._reply.done():
            fault.__cause__ = cause
            self._reply.set_exception(fault)

    def _answer(self, reply: Reply | None) -> None:
        if reply is not None and self._reply is not None and not self._reply.done():
            self._reply.set_result(reply)

    # What follows is called by asyncio.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  # asyncio's promise, told to the type checker
        self._transport = transport
        # Less would make asyncio's TLS pause and resume by turns.
        transport.set_write_buffer_limits(high=1)
        self._poll.register(transport.get_extra_info("socket"), select.POLLIN)
        self._open_ones.add(self)

    def data_received(self, data: bytes) -> None:
        self._heard_at = self._loop.time()
        if self._reader is None or self._reply is None or self._reply.done():
            self.abort()
            return
        try:
            self._answer(self._reader.feed(data))
        except MalformedReply as fault:
            self._fail(OutcomeUnknown(f"the reply cannot be read: {fault}"))

    def eof_received(self) -> None:
        if self._reader is not None and self._reply is not None and not self._reply.done():
            try:
                self._answer(self._reader.end())
            except MalformedReply as fault:
                self._fail(OutcomeUnknown(f"the reply cannot be read: {fault}"))

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(OutcomeUnknown("the connection was lost before the reply"), exc)
        self._open_ones.discard(self)
        self.lost.set_result(None)

    def pause_writing(self) -> None:
        self._drained = self._loop.create_future()

    def resume_writing(self) -> None:
        if self._drained is not None:
            self._drained.set_result(None)
            self._drained = None
