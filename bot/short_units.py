"""Short units of work on SQLite: made on the loop, committed together in a thread.

Two hops between threads cost more than such a unit, and a commit waits for the disk longer than both. While
one group is being committed the next one gathers.
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Engine

from domain.work import StoreAway
from storage.together import Locked, Together

T = TypeVar("T")
_AT_MOST = 32


@dataclass(slots=True)
class _Call:
    """One caller's wish, and what has come of it."""

    make: Callable[[], Any]
    context: contextvars.Context
    answer: asyncio.Future[Any]
    result: Any = None
    fault: BaseException | None = None


class ShortUnits:
    """Callers are answered when what they have written is on the disk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Of its own: other threads may all be waiting for the lock that only this commit gives up.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._waiting: list[_Call] = []
        self._is_busy = False

    def __call__(self, call: Callable[[], T], /) -> Awaitable[T]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        # The call sees which update it works for: its commit marks that one done.
        self._waiting.append(_Call(call, contextvars.copy_context(), answer))
        if not self._is_busy:
            self._is_busy = True
            loop.call_soon(self._begin, loop)
        return answer

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        together = Together(self._engine)
        try:
            together.begin_at_once()
        except Locked:
            waiting = loop.run_in_executor(self._thread, together.begin)
            waiting.add_done_callback(lambda begun: self._make(loop, together, begun.exception()))
        except StoreAway as away:
            self._make(loop, together, away)
        else:
            self._make(loop, together, None)

    def _make(self, loop: asyncio.AbstractEventLoop, together: Together, fault: BaseException | None) -> None:
        group, self._waiting = self._waiting[:_AT_MOST], self._waiting[_AT_MOST:]
        for one in group:
            if fault is None:
                _make(one, together)
            else:
                one.fault = fault
        if fault is None and together.has_kept:
            committing = loop.run_in_executor(self._thread, together.commit)
            committing.add_done_callback(lambda done: self._end(loop, group, done.exception()))
            return
        together.close()
        self._end(loop, group, None)

    def _end(self, loop: asyncio.AbstractEventLoop, group: list[_Call], fault: BaseException | None) -> None:
        for one in group:
            if one.answer.done():
                continue  # its caller has gone; what it wrote stays written
            reason = one.fault or fault
            if reason is None:
                one.answer.set_result(one.result)
            else:
                one.answer.set_exception(reason)
        if self._waiting:
            loop.call_soon(self._begin, loop)
        else:
            self._is_busy = False


def _make(one: _Call, together: Together) -> None:
    try:
        one.result = one.context.run(together.run, one.make)
    except Exception as fault:  # noqa: BLE001 -- the caller's, who gets it
        one.fault = fault
