"""Sending what changes have caused: the attempt is committed before the call, the outcome after it."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.intake import seconds_of
from domain.outbox import Claimed, Message
from domain.work import Store
from handlers import incidents
from handlers.notices import render
from handlers.office import Office

_LOOK_EVERY = 1.0
# Rows in flight at once, and so the most whose outcome a crash leaves unknown.
_IN_FLIGHT = 4
_SETTLE_AFTER = timedelta(seconds=60)
_TRY_AGAIN_AFTER = timedelta(seconds=30)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it, under this number."""

    telegram_id: int


@dataclass(frozen=True, slots=True)
class Later:
    """Surely not sent; may be tried again."""

    after: timedelta
    holds_everybody: bool = False


@dataclass(frozen=True, slots=True)
class Final:
    """Not to be tried again: unreachable, refused, or unknown whether it arrived."""

    state: str
    cause: str


Outcome = Sent | Later | Final


class Postman:
    """Looks every second for messages that are due."""

    def __init__(self, bot: Bot, office: Office) -> None:
        self._bot = bot
        self._office = office
        self._held_until: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Send until told to stop; what is in flight is settled first."""
        await self._office.run(lambda: mark_stranded(self._office.store, now=self._office.clock()))
        while not stop.is_set():
            if not await self.round():
                await _pause(stop, _LOOK_EVERY)

    async def round(self) -> int:
        """Claim, send and settle one handful; return how many were claimed."""
        now = self._office.clock()
        if self._held_until is not None and now < self._held_until:
            return 0
        claimed = await self._office.run(lambda: claim(self._office.store, now=now))
        async with asyncio.TaskGroup() as group:
            for one in claimed:
                group.create_task(self._deliver(one))
        return len(claimed)

    async def _deliver(self, claimed: Claimed) -> None:
        outcome = await self._attempt(claimed.message)
        if isinstance(outcome, Later) and outcome.holds_everybody:
            self._held_until = self._office.clock() + outcome.after
        now = self._office.clock()
        await self._office.run(lambda: settle(self._office.store, claimed, outcome, now=now))

    async def _attempt(self, message: Message) -> Outcome:
        if message.protect and not await self._is_bound(message.chat_id):
            return Final("refused", "the chat is bound to nobody any more")
        try:
            text, keyboard = render(message, self._office)
        except Exception as fault:  # noqa: BLE001 -- one message that cannot be worded must not stop the others
            return Final("refused", f"incident {incidents.record(fault)}")
        try:
            sent = await self._bot.send_message(
                message.chat_id, text, reply_markup=keyboard, protect_content=message.protect
            )
        except TelegramError as fault:
            return outcome_of(fault)
        return Sent(sent.message_id)

    async def _is_bound(self, chat_id: int) -> bool:
        """Asked again at the last moment: a private chat bears its user's number."""
        now = self._office.clock()
        return await self._office.run(lambda: self._office.accounts.whois(chat_id, now=now)) is not None


def outcome_of(fault: TelegramError) -> Outcome:
    """What a fault says of the message: BadRequest and TimedOut are NetworkErrors too, so order matters."""
    if isinstance(fault, RetryAfter):
        return Later(timedelta(seconds=seconds_of(fault)), holds_everybody=True)
    if isinstance(fault, Forbidden):
        return Final("unreachable", fault.message)
    if isinstance(fault, BadRequest):
        return Final("refused", fault.message)
    if isinstance(fault.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return Later(_TRY_AGAIN_AFTER)
    return Final("unknown", type(fault).__name__)


def claim(store: Store, *, now: datetime) -> list[Claimed]:
    """Commit the attempts before any call is made."""
    with store.write() as work:
        claimed = work.outbox.claim(_IN_FLIGHT, now=now)
        work.commit()
    return claimed


def settle(store: Store, claimed: Claimed, outcome: Outcome, *, now: datetime) -> None:
    """Commit what became of one attempt."""
    with store.write() as work:
        match outcome:
            case Sent(telegram_id):
                work.outbox.settle_sent(claimed.id, telegram_id=telegram_id, now=now)
            case Later(after):
                work.outbox.settle_later(claimed.id, due_at=now + after)
            case Final(state, cause):
                log.warning("message %s is %s: %s", claimed.id, state, cause)
                work.outbox.settle_final(claimed.id, state=state, cause=cause, now=now)
        work.commit()


def mark_stranded(store: Store, *, now: datetime) -> int:
    """After a crash: attempts that can no longer land are unknown, and stay listed as such."""
    with store.write() as work:
        stranded = work.outbox.settle_stranded(claimed_before=now - _SETTLE_AFTER, now=now)
        work.commit()
    return stranded


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
