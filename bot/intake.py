"""Receiving by long polling: a batch is committed to the inbox before the next call confirms it."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.outcomes import seconds_of
from bot.patience import insist
from bot.polled_bot import PolledBot
from domain.inbox import Accepted
from domain.work import Store
from handlers.office import Office

# Passed on every call: Telegram otherwise keeps whatever was asked for before.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "poll_answer")
_WAIT_SECONDS = 25
_LONGEST_PAUSE = 30.0

log = logging.getLogger(__name__)


class Intake:
    """Asks for updates until told to stop; `accepted` is called when new ones are kept."""

    def __init__(self, bot: PolledBot, office: Office, accepted: Callable[[], None]) -> None:
        self._bot = bot
        self._office = office
        self._accepted = accepted
        self._offset: int | None = None
        self._pause = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Receive and keep; raise InvalidToken when Telegram knows the bot no more."""
        while not stop.is_set():
            batch = await self._until_stopped(stop)
            if batch and await self._keep(batch, stop):
                self._offset = batch[-1]["update_id"] + 1
                self._accepted()
        if self._offset is not None:
            await self._confirm()

    async def _keep(self, batch: Sequence[Mapping[str, Any]], stop: asyncio.Event) -> bool:
        """However long the database is away: until then Telegram is told nothing and keeps the updates."""
        kept = await insist(
            lambda: self._office.run(lambda: keep(self._office.store, batch, now=self._office.clock())),
            stop=stop,
        )
        return kept is not None

    async def _ask(self) -> list[dict[str, Any]]:
        await asyncio.sleep(self._pause)
        try:
            batch = await self._bot.raw_updates(
                offset=self._offset, wait_seconds=_WAIT_SECONDS, limit=100, allowed=ALLOWED_UPDATES
            )
        except InvalidToken:
            raise
        except Conflict:
            log.warning("another_process_polls")
            self._pause = self._longer_pause()
        except RetryAfter as wait:
            self._pause = seconds_of(wait)
        except NetworkError as fault:
            log.warning("telegram_away", extra={"cause": type(fault).__name__})
            self._pause = self._longer_pause()
        else:
            self._pause = 0.0
            return batch
        return []

    def _longer_pause(self) -> float:
        """A poller that has just lost its post may still be asking: at first the pause is short."""
        return min(max(1.0, 2 * self._pause), _LONGEST_PAUSE)

    async def _confirm(self) -> None:
        try:
            await self._bot.raw_updates(offset=self._offset, wait_seconds=0, limit=1, allowed=ALLOWED_UPDATES)
        except TelegramError as fault:
            log.warning("last_updates_not_confirmed", extra={"cause": type(fault).__name__})

    async def _until_stopped(self, stop: asyncio.Event) -> list[dict[str, Any]]:
        """Wait for the answer, or give up the wait when the process is told to stop."""
        asking = asyncio.ensure_future(self._ask())
        stopping = asyncio.ensure_future(stop.wait())
        done, _ = await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if asking in done:
            return asking.result()
        asking.cancel()
        return []


def keep(store: Store, batch: Sequence[Mapping[str, Any]], *, now: datetime) -> int:
    """Commit updates as Telegram wrote them; return how many were new."""
    return keep_accepted(store, [accepted(raw) for raw in batch], now=now)


def keep_accepted(store: Store, updates: Sequence[Accepted], *, now: datetime) -> int:
    with store.aside() as work:
        new = work.inbox.keep(updates, now=now)
        work.commit()
    return new


def accepted(raw: Mapping[str, Any]) -> Accepted:
    """Read of an update only what its place in the queue needs; what is odd about the rest shows later."""
    return Accepted(update_id=int(raw["update_id"]), body=json.dumps(raw), person=whose(raw))


def whose(raw: Mapping[str, Any]) -> int | None:
    """The person whose queue an update belongs to."""
    for name, content in raw.items():
        if name != "update_id" and isinstance(content, Mapping):
            sender = content.get("from") or content.get("user")
            if isinstance(sender, Mapping) and isinstance(sender.get("id"), int):
                return int(sender["id"])
    return None
