"""The connections of one client: so many at once, the rest in a queue, idle ones kept for a minute."""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Callable

import certifi

from bot.transport.connection import Connection
from bot.transport.errors import NotSent, NotSentInTime
from bot.transport.reply import Reply
from bot.transport.route import Address
from bot.transport.timeouts import Timeouts

IDLE_SECONDS = 60.0
# Telegram lets bots download 20 MB.
REPLY_BYTES = 32 * 1024 * 1024
_NEXT_ADDRESS_AFTER = 0.25


def trusting() -> ssl.SSLContext:
    """Verifies every host against this machine's authorities and certifi's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


class Pool:
    """Sends each request exactly once, and says with every fault whether it was."""

    def __init__(self, at_once: int, tls: ssl.SSLContext | None, reply_bytes: int) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._tls = tls
        self._reply_bytes = reply_bytes
        self._open_ones: set[Connection] = set()
        # Oldest first, so that the youngest is taken and the rest can age.
        self._idle: defaultdict[Address, dict[Connection, float]] = defaultdict(dict)
        self._sweeper: asyncio.TimerHandle | None = None
        self._closed = False

    async def exchange(
        self,
        address: Address,
        request: bytes,
        timeouts: Timeouts,
        begun: Callable[[], None] | None = None,
    ) -> Reply:
        """The reply to one request; NotSent or OutcomeUnknown when there is none.

        `begun` is called just before the first byte; nothing is sent where it raises.
        """
        await self._take_place(timeouts.pool)
        try:
            connection = self._idle_one(address) or await self._connect(address, timeouts.connect)
            # Nothing awaits between this look, or that at an idle one, and the first byte.
            if self._closed or connection.is_closed():
                connection.abort()
                raise NotSent("the connection was closed before the request")
            if begun is not None:
                self._begin(address, connection, begun)
            reply = await connection.exchange(request, timeouts)
            if not connection.is_closed():
                self._keep(address, connection)
            return reply
        finally:
            self._places.release()

    def _begin(self, address: Address, connection: Connection, begun: Callable[[], None]) -> None:
        try:
            begun()
        except BaseException:
            self._keep(address, connection)
            raise

    async def close(self) -> None:
        """Close every connection; requests under way end as unknown, waiting ones as not sent."""
        self._closed = True
        if self._sweeper is not None:
            self._sweeper.cancel()
        closing = list(self._open_ones)
        for connection in closing:
            connection.abort()
        if closing:
            await asyncio.wait([connection.lost for connection in closing])

    async def _take_place(self, seconds: float | None) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(seconds):
                await self._places.acquire()
        except TimeoutError:
            raise NotSentInTime("no connection was free in time, nothing was sent") from None

    def _idle_one(self, address: Address) -> Connection | None:
        idle = self._idle[address]
        while idle:
            connection, _ = idle.popitem()
            if not connection.is_stale():
                return connection
            connection.abort()
        return None

    async def _connect(self, address: Address, seconds: float | None) -> Connection:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(seconds):
                _, connection = await loop.create_connection(
                    lambda: Connection(self._open_ones, self._reply_bytes),
                    address.host,
                    address.port,
                    ssl=self._context() if address.secure else None,
                    happy_eyeballs_delay=_NEXT_ADDRESS_AFTER,
                )
        except TimeoutError as fault:
            raise NotSentInTime("no connection in time, nothing was sent") from fault
        except OSError as fault:
            raise NotSent(f"no connection, nothing was sent: {fault}") from fault
        return connection

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = trusting()
        return self._tls

    def _keep(self, address: Address, connection: Connection) -> None:
        loop = asyncio.get_running_loop()
        self._idle[address][connection] = loop.time()
        if self._sweeper is None:
            self._sweeper = loop.call_later(IDLE_SECONDS, self._sweep)

    def _sweep(self) -> None:
        """Drop what has been idle for too long, and come back when the next one will have been."""
        loop = asyncio.get_running_loop()
        self._sweeper = None
        too_old = loop.time() - IDLE_SECONDS
        for idle in self._idle.values():
            for connection in [one for one, since in idle.items() if since <= too_old]:
                del idle[connection]
                connection.abort()
        if ages := [since for idle in self._idle.values() for since in idle.values()]:
            self._sweeper = loop.call_at(min(ages) + IDLE_SECONDS, self._sweep)
