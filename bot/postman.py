"""Sending what changes have caused: the attempt is committed before the call, the outcome after it.

Each turn is one transaction that settles what has come back and claims what may go next. At most `capacity`
rows are in this worker's hands, so a kill leaves no more than that unknown.
"""

import asyncio
import contextlib
import logging
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from telegram import InlineKeyboardMarkup
from telegram.error import Forbidden, TelegramError

from bot.breaker import Breaker
from bot.metrics import HOLDS, SENT, outcome_name
from bot.outcomes import outcome_of
from bot.patience import insist
from bot.starts import Starts
from bot.transport.direct import DirectSender
from domain.outbox import Claimed, Final, Later, Message, Outcome, Pacing, Sent
from domain.pace import LATE_AT_MOST, NARROW
from domain.work import Store, StoreAway
from handlers import incidents
from handlers.notices import render
from handlers.office import Office

_LOOK_EVERY = 1.0
# What the pace starts in that time is worth a transaction: waiting for more would leave places empty.
_TURN_AT_LEAST = 0.01
_TURN_AT_MOST = 0.02
_PACE_LINGERS = 0.1
_PERSON_STAYS = 5.0
# The p99 of a call's latency for which the capacity keeps the pace full.
_LATENCY = 0.13
_LATE = LATE_AT_MOST.total_seconds()
# A disk may be slow at every commit: then it goes all the same.
_GIVES_WAY_AT_MOST = 4
_REMEMBERED = 100
# A turn is expected to take what the last ones took, within reason: what is planned later is held longer.
_LEAD_FADES = 0.9
_LEAD_AT_MOST = timedelta(milliseconds=25)
# No request outlives this: an outcome still unknown by then stays unknown.
SETTLE_AFTER = timedelta(seconds=60)


log = logging.getLogger(__name__)


class _TooLate(Exception):
    """Other workers count on this start's place: it has to take another."""


@dataclass(slots=True)
class Turn:
    """What one transaction has to write: outcomes, places, chats that are lost, and a hold for everybody."""

    outcomes: list[tuple[Claimed, Outcome]] = field(default_factory=list)
    given_back: list[datetime] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    hold: tuple[datetime, str] | None = None


class Postman:
    """One worker's sender. `alone`: no other worker sends for this bot."""

    def __init__(
        self,
        sender: DirectSender,
        office: Office,
        *,
        owner: str,
        pacing: Pacing,
        paid: bool = False,
        alone: bool = False,
    ) -> None:
        self._sender = sender
        self._office = office
        self._owner = owner
        self._pacing = pacing
        self._paid = paid
        self.capacity = capacity(pacing.rate)
        self._in_hand = 0
        self._turn = Turn()
        self._breaker = Breaker()
        self._starts = Starts(pacing.rate)
        self._keeps_places = not alone and pacing.rate <= NARROW
        self._lead = timedelta()
        self._gave_way: deque[int] = deque(maxlen=_REMEMBERED)
        self._asked_at = 0.0
        self._hushed_at = -math.inf
        # While the pace, not the lack of messages, is what there is to wait for.
        self._paced_until = -math.inf
        self._person_seen_at = -math.inf
        self._wake = asyncio.Event()
        self._half_back = asyncio.Event()

    def nudge(self) -> None:
        """There may be something new."""
        self._wake.set()

    def see_person(self) -> None:
        """Somebody is in a conversation just now: broadcasts leave head-room for what it causes."""
        self._person_seen_at = asyncio.get_running_loop().time()
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until told to stop; what is in flight is settled first."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                self._wake.clear()
                claimed = await self._take_turn(self._room(), stop)
                for one in claimed:
                    self._in_hand += 1
                    group.create_task(self._deliver(one, self._asked_at))
                await self._rest(busy=bool(claimed), stop=stop)
        await self._take_turn(0, stop)

    def _room(self) -> int:
        """The transaction that settles an outcome may put another message in its place."""
        return self.capacity - self._in_hand + len(self._turn.outcomes)

    async def _take_turn(self, room: int, stop: asyncio.Event) -> list[Claimed]:
        turn, self._turn = self._turn, Turn()
        if not (turn.outcomes or turn.hold or room):
            return []
        claimed = await insist(lambda: self._ask(turn, room), stop=stop)
        self._in_hand -= len(turn.outcomes)
        if claimed:
            self._paced_until = self._asked_at + claimed[-1].after.total_seconds() + _PACE_LINGERS
        return claimed or []

    async def _ask(self, turn: Turn, room: int) -> list[Claimed]:
        # The plan of starts counts from here, however long the commit takes.
        loop = asyncio.get_running_loop()
        self._asked_at, now = loop.time(), self._office.clock()
        claimed = await self._office.run_short(
            lambda: take_turn(
                self._office.store,
                turn,
                room=room,
                owner=self._owner,
                pacing=replace(self._pacing, lead=self._lead),
                busy=self._asked_at - self._person_seen_at < _PERSON_STAYS,
                now=now,
            )
        )
        if self._keeps_places:
            took = timedelta(seconds=loop.time() - self._asked_at)
            self._lead = min(max(took, self._lead * _LEAD_FADES), _LEAD_AT_MOST)
        return claimed

    async def _rest(self, *, busy: bool, stop: asyncio.Event) -> None:
        """Long enough that many outcomes share a transaction, and no longer than needed."""
        if busy or self._in_hand or asyncio.get_running_loop().time() < self._paced_until:
            self._half_back.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._half_back.wait(), _TURN_AT_MOST)
            return
        waiting = {asyncio.ensure_future(self._wake.wait()), asyncio.ensure_future(stop.wait())}
        _, pending = await asyncio.wait(waiting, timeout=_LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
        for one in pending:
            one.cancel()

    async def _deliver(self, claimed: Claimed, asked_at: float) -> None:
        outcome = await self._outcome(claimed, asked_at)
        SENT.labels(outcome=outcome_name(outcome)).inc()
        self._turn.outcomes.append((claimed, outcome))
        if len(self._turn.outcomes) >= min(self._in_hand / 2, self._pacing.rate * _TURN_AT_LEAST):
            self._half_back.set()

    async def _outcome(self, claimed: Claimed, asked_at: float) -> Outcome:
        """Its turn comes last of all: what is to be done before the call must not move the call."""
        try:
            body = await self._prepared(claimed)
        except StoreAway:
            return Later(timedelta())
        if isinstance(body, Final):
            return body
        planned = asked_at + claimed.after.total_seconds()
        async with self._starts.turn(planned) as begun:
            if asked_at < self._hushed_at:
                return Later(timedelta())
            outcome, fault = await self._attempt(claimed, body, lambda: self._begin(claimed, planned, begun))
        self._judge(outcome, fault)
        if isinstance(fault, Forbidden) and isinstance(outcome, Final):
            self._turn.lost.append(claimed.message.chat_id)
        return outcome

    def _begin(self, claimed: Claimed, planned: float, begun: Callable[[], None]) -> None:
        is_late = asyncio.get_running_loop().time() - planned > _LATE
        if self._keeps_places and is_late and self._gave_way.count(claimed.id) < _GIVES_WAY_AT_MOST:
            self._gave_way.append(claimed.id)
            self._turn.given_back.append(claimed.start)
            raise _TooLate
        begun()

    def _judge(self, outcome: Outcome, fault: TelegramError | None) -> None:
        """What goes wrong for everybody holds everybody; what is claimed already goes back."""
        verdict = self._breaker.verdict(outcome, fault)
        if verdict is not None:
            HOLDS.labels(cause=verdict[1]).inc()
            log.warning("sending_held", extra={"cause": verdict[1], "seconds": verdict[0].total_seconds()})
            self._hushed_at = asyncio.get_running_loop().time()
            self._turn.hold = (self._office.clock() + verdict[0], verdict[1])

    async def _prepared(self, claimed: Claimed) -> dict[str, object] | Final:
        message = claimed.message
        if message.expires_at is not None and message.expires_at <= self._office.clock():
            return Final("expired", "")
        if message.protect and not await self._is_bound(message.chat_id):
            return Final("unreachable", "the chat is bound to nobody any more")
        try:
            text, keyboard = render(message, self._office)
        except Exception as fault:  # noqa: BLE001 -- one message that cannot be worded must not stop the others
            return Final("refused", f"incident {incidents.record(fault)}")
        return self._body(message, text, keyboard)

    async def _attempt(
        self, claimed: Claimed, body: dict[str, object], begun: Callable[[], None]
    ) -> tuple[Outcome, TelegramError | None]:
        try:
            result = await self._sender.send("sendMessage", body, begun)
        except _TooLate:
            return Later(timedelta()), None
        except TelegramError as fault:
            return outcome_of(fault, attempt=claimed.attempt), fault
        return Sent(result["message_id"]), None

    def _body(self, message: Message, text: str, keyboard: InlineKeyboardMarkup | None) -> dict[str, object]:
        body: dict[str, object] = {
            "chat_id": message.chat_id,
            "text": text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if "topic" in message.facts:
            body["message_thread_id"] = message.facts["topic"]
        if message.protect:
            body["protect_content"] = True
        if self._paid:
            body["allow_paid_broadcast"] = True
        if keyboard is not None:
            body["reply_markup"] = keyboard.to_dict()
        return body

    async def _is_bound(self, chat_id: int) -> bool:
        """Asked again at the last moment: a private chat bears its user's number."""
        now = self._office.clock()
        return await self._office.run_short(lambda: self._office.accounts.whois(chat_id, now=now)) is not None


def capacity(rate: float) -> int:
    """C: rows in one worker's hands that keep a pace full (4 at 30/s, 150 at 1,000/s).

    On their way, and answered but not yet settled.
    """
    return math.ceil(rate * _LATENCY) + int(rate * _TURN_AT_MOST)


def take_turn(
    store: Store, turn: Turn, *, room: int, owner: str, pacing: Pacing, busy: bool, now: datetime
) -> list[Claimed]:
    """Settle and claim in one transaction."""
    with store.aside() as work:
        work.outbox.settle(turn.outcomes, owner=owner, now=now)
        if turn.given_back:
            work.outbox.give_back(turn.given_back, pacing.rate)
        for chat_id in turn.lost:
            work.reach.lose(chat_id, now=now)
        if turn.hold is not None:
            work.outbox.hold(*turn.hold)
        claimed = work.outbox.claim(room, owner=owner, pacing=pacing, busy=busy, now=now) if room > 0 else []
        work.commit()
    return claimed
