"""Duties that one worker does at a time: whoever holds the post, for as long as its lease can be trusted."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from domain.leases import HELD_FOR, TRUST_MARGIN, Lease
from domain.work import Store, StoreAway
from handlers.office import Office

_RENEW_EVERY = 5.0
_TRUSTED = (HELD_FOR - TRUST_MARGIN).total_seconds()
# With what a lease has left when its holder dies, somebody else is at the post within 18 s.
_ASK_EVERY = 3.0
Duty = Callable[[asyncio.Event, Lease], Coroutine[Any, Any, None]]
log = logging.getLogger(__name__)


class Post:
    """Tries for the post; does the duty while it is held; lets go before the lease could be another's."""

    def __init__(self, name: str, office: Office, *, owner: str, duty: Duty) -> None:
        self._name = name
        self._office = office
        self._owner = owner
        self._duty = duty

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            asked_at = asyncio.get_running_loop().time()
            lease = await self._acquire()
            if lease is not None and asyncio.get_running_loop().time() < asked_at + _TRUSTED:
                await self._serve(lease, asked_at, stop)
            await _pause(stop, _ASK_EVERY)

    async def _serve(self, lease: Lease, asked_at: float, stop: asyncio.Event) -> None:
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            duty = group.create_task(self._duty(over, lease))
            duty.add_done_callback(lambda _done: over.set())
            await self._keep(lease, asked_at, stop, over)
            over.set()
        await self._release()

    async def _keep(self, lease: Lease, asked_at: float, stop: asyncio.Event, over: asyncio.Event) -> None:
        """Renew until told to stop, until the duty ends, or until the lease cannot be trusted any more."""
        loop = asyncio.get_running_loop()
        good_until = asked_at + _TRUSTED
        while not stop.is_set() and not over.is_set():
            await _pause_for_either(stop, over, min(_RENEW_EVERY, max(0.0, good_until - loop.time())))
            asked_at = loop.time()
            if asked_at >= good_until:
                log.warning("post_not_trusted", extra={"post": self._name})
                return
            renewed = await self._acquire_by(good_until)
            if renewed is not None and renewed.term == lease.term:
                good_until = asked_at + _TRUSTED
            elif renewed is not None:
                log.warning("post_lost", extra={"post": self._name})
                return

    async def _acquire_by(self, deadline: float) -> Lease | None:
        """A database that does not answer must not keep the holder from letting go in time."""
        try:
            async with asyncio.timeout_at(deadline):
                return await self._acquire()
        except TimeoutError:
            return None

    async def _acquire(self) -> Lease | None:
        try:
            return await self._office.run(lambda: acquire(self._office.store, self._name, self._owner))
        except StoreAway:
            return None

    async def _release(self) -> None:
        try:
            await self._office.run(lambda: release(self._office.store, self._name, self._owner))
        except StoreAway:
            log.warning("post_not_released", extra={"post": self._name})


def acquire(store: Store, name: str, owner: str) -> Lease | None:
    with store.aside() as work:
        lease = work.leases.acquire(name, holder=owner)
        work.commit()
    return lease


def release(store: Store, name: str, owner: str) -> None:
    with store.aside() as work:
        work.leases.release(name, holder=owner)
        work.commit()


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    await _pause_for_either(stop, stop, seconds)


async def _pause_for_either(one: asyncio.Event, other: asyncio.Event, seconds: float) -> None:
    waiting = {asyncio.ensure_future(one.wait()), asyncio.ensure_future(other.wait())}
    _, pending = await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for each in pending:
        each.cancel()
