"""Handling what was accepted: each person's updates in order, many people at once, each update exactly once.

Each turn is one transaction that finishes what committed nothing and begins what waits. An update is bound to
the unit of work that its handler commits, so its effects and "done" stand or fall together.
"""

import asyncio
import json
import logging
import math
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, Update
from telegram.error import RetryAfter, TelegramError
from telegram.ext import CallbackContext

from bot.intake import whose
from bot.metrics import HANDLING
from bot.outcomes import outcome_of
from bot.patience import insist
from bot.pauses import rest
from bot.transport.errors import NotSent
from domain.inbox import Taken
from domain.outbox import Final, Later, Outcome
from domain.work import Overtaken, Store, StoreAway
from handlers import incidents
from handlers.lateness import being_late, is_wish, late_since
from handlers.office import Office
from storage.binding import Binding, bound_to

LEASE = timedelta(seconds=60)
AT_ONCE = 50
_LOOK_EVERY = 1.0
_ANSWERED_AGAIN_AFTER = 2.0

log = logging.getLogger(__name__)
Handle = Callable[[Update], Awaitable[None]]


@dataclass(slots=True)
class Finished:
    """What one transaction has to write: outcomes, and a hold for everybody."""

    done: list[Taken] = field(default_factory=list)
    again: list[Taken] = field(default_factory=list)
    failed: list[tuple[Taken, str]] = field(default_factory=list)
    malformed: list[tuple[Taken, str]] = field(default_factory=list)
    hold: tuple[datetime, str] | None = None

    def __bool__(self) -> bool:
        return any((self.done, self.again, self.failed, self.malformed, self.hold))


# PTB keeps what a handler raises to itself and tells its error handler, which notes it here.
_escaped: ContextVar[list[Exception]] = ContextVar("escaped")


async def note_escaped(_update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """PTB's error handler."""
    if context.error is not None:
        _escaped.get().append(context.error)


def raise_escaped() -> None:
    """Raise what the handler of this update raised."""
    for fault in _escaped.get():
        raise fault


class Mailbox:
    """One worker's part of the inbox."""

    def __init__(self, bot: Bot, office: Office, handle: Handle, *, owner: str, bot_id: int) -> None:
        self._bot = bot
        self._office = office
        self._handle = handle
        self._owner = owner
        self._bot_id = bot_id
        self._running = 0
        self._finished = Finished()
        self._quiet_until = -math.inf
        self._wake = asyncio.Event()

    def nudge(self) -> None:
        """Something was accepted."""
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Handle until told to stop; what is under way is finished first."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                self._wake.clear()
                taken = await self._take_turn(self._room(), stop)
                for one in taken:
                    self._running += 1
                    group.create_task(self._begin(one, stop))
                if not taken:
                    await self._rest(stop)
        await self._take_turn(0, stop)

    def _room(self) -> int:
        """While Telegram asks to wait or knows no token, nothing is begun that could not be answered."""
        is_quiet = asyncio.get_running_loop().time() < self._quiet_until
        return 0 if is_quiet else AT_ONCE - self._running

    async def _take_turn(self, room: int, stop: asyncio.Event) -> list[Taken]:
        finished, self._finished = self._finished, Finished()
        begun = await insist(lambda: self._office.run_short(lambda: self._turn(finished, room)), stop=stop)
        return begun or []

    def _turn(self, finished: Finished, room: int) -> list[Taken]:
        now = self._office.clock()
        return take_turn(self._office.store, finished, room=room, owner=self._owner, now=now)

    async def _rest(self, stop: asyncio.Event) -> None:
        waiting = {asyncio.ensure_future(self._wake.wait()), asyncio.ensure_future(stop.wait())}
        _, pending = await asyncio.wait(waiting, timeout=_LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
        for one in pending:
            one.cancel()

    async def _begin(self, taken: Taken, stop: asyncio.Event) -> None:
        _escaped.set([])
        binding = Binding(self._bot_id, taken.update_id, self._owner, taken.start, self._office.clock())
        try:
            update = self._read(taken)
            if update is not None:
                with HANDLING.time():
                    await self._answer(update, taken, binding)
        except StoreAway:
            self._finished.again.append(taken)
        except Overtaken:
            pass  # another worker has it: nothing of this one took effect
        except TelegramError as fault:
            await self._unanswered(taken, binding, fault, stop)
        except Exception as fault:  # noqa: BLE001 -- counted and tried again; the fifth time a human is asked
            self._finished.failed.append((taken, incidents.record(fault)))
        finally:
            self._running -= 1
            self._wake.set()

    async def _answer(self, update: Update, taken: Taken, binding: Binding) -> None:
        asked = late_since(update, received_at=taken.received_at, now=binding.now)
        if asked is None or not is_wish(update) or not await self._has_newer(taken):
            with bound_to(binding), being_late(asked):
                await self._handle(update)
                raise_escaped()
        if not binding.is_done:
            self._finished.done.append(taken)

    async def _unanswered(
        self, taken: Taken, binding: Binding, fault: TelegramError, stop: asyncio.Event
    ) -> None:
        """An answer that did not go out, or may not have, is given anew, unless there was an effect."""
        outcome = outcome_of(fault, attempt=1)
        if isinstance(outcome, Final):
            self._finished.failed.append((taken, incidents.record(fault)))
            return
        log.warning("answer_not_sent", extra={"cause": type(fault).__name__})
        if isinstance(fault, NotSent):
            await rest(stop, _ANSWERED_AGAIN_AFTER)
        elif isinstance(outcome, Later):
            self._keep_quiet(outcome.after, "retry_after" if isinstance(fault, RetryAfter) else "token")
        if not binding.is_done:
            self._give_back(taken, outcome, fault)

    def _give_back(self, taken: Taken, outcome: Outcome, fault: TelegramError) -> None:
        """An answer that may have arrived is given once more: twice the same is better than silence."""
        if isinstance(outcome, Later):
            self._finished.again.append(taken)
        elif taken.start == 1:
            self._finished.failed.append((taken, incidents.record(fault)))
        else:
            self._finished.done.append(taken)

    def _keep_quiet(self, wait: timedelta, cause: str) -> None:
        self._quiet_until = asyncio.get_running_loop().time() + wait.total_seconds()
        self._finished.hold = (self._office.clock() + wait, cause)

    async def _has_newer(self, taken: Taken) -> bool:
        return await self._office.run_short(lambda: has_newer(self._office.store, taken))

    def _read(self, taken: Taken) -> Update | None:
        try:
            return Update.de_json(json.loads(taken.body), self._bot)
        except Exception as fault:  # noqa: BLE001 -- whatever is wrong with it, the others go on
            self._finished.malformed.append((taken, incidents.record(fault)))
            return None


def take_turn(store: Store, finished: Finished, *, room: int, owner: str, now: datetime) -> list[Taken]:
    """Finish and begin in one transaction."""
    if not finished and room <= 0:
        return []
    with store.aside() as work:
        work.inbox.finish(finished.done, owner=owner, now=now)
        work.inbox.give_back(finished.again, owner=owner)
        for taken, incident in finished.failed:
            work.inbox.fail(taken, owner=owner, incident=incident, now=now)
        for taken, incident in finished.malformed:
            work.inbox.set_aside(taken, owner=owner, incident=incident, now=now)
        begun = work.inbox.take(room, owner=owner, lease=LEASE, now=now) if room > 0 else []
        if finished.hold is not None:
            work.outbox.hold(*finished.hold)
        if begun or finished:
            work.commit()
    return begun


def has_newer(store: Store, taken: Taken) -> bool:
    """Whether the same person has asked for something else since."""
    person = whose(json.loads(taken.body))
    with store.read() as work:
        return any(whose(json.loads(body)) == person for body in work.inbox.newer(taken.update_id))
