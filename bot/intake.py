"""Receiving by long polling: a batch is confirmed to Telegram only after every update in it was answered.

One person's updates keep their order, others are served at once. A crash repeats a batch and loses none.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.polled_bot import PolledBot
from handlers import incidents

# Passed on every call: Telegram otherwise keeps whatever was asked for before.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
_AT_ONCE = 50
_WAIT_SECONDS = 25
_LONGEST_PAUSE = 30.0

Answer = Callable[[Update], Awaitable[None]]
log = logging.getLogger(__name__)


class Intake:
    """Asks for updates until told to stop."""

    def __init__(self, bot: PolledBot, answer: Answer) -> None:
        self._bot = bot
        self._answer = answer
        self._offset: int | None = None
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._pause = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Receive and answer; raise InvalidToken when Telegram knows the bot no more."""
        while not stop.is_set():
            batch = await self._until_stopped(self._ask(), stop)
            if batch:
                await self._serve(batch)
                self._offset = batch[-1]["update_id"] + 1
        if self._offset is not None:
            await self._confirm()

    async def _ask(self) -> list[dict[str, Any]]:
        await asyncio.sleep(self._pause)
        try:
            batch = await self._bot.raw_updates(
                offset=self._offset, wait_seconds=_WAIT_SECONDS, limit=100, allowed=ALLOWED_UPDATES
            )
        except InvalidToken:
            raise
        except Conflict:
            log.warning("another process asks Telegram for this bot's updates")
            self._pause = _LONGEST_PAUSE
        except RetryAfter as wait:
            self._pause = seconds_of(wait)
        except NetworkError as fault:
            log.warning("Telegram cannot be reached: %s", type(fault).__name__)
            self._pause = min(max(1.0, 2 * self._pause), _LONGEST_PAUSE)
        else:
            self._pause = 0.0
            return batch
        return []

    async def _confirm(self) -> None:
        try:
            await self._bot.raw_updates(offset=self._offset, wait_seconds=0, limit=1, allowed=ALLOWED_UPDATES)
        except TelegramError as fault:
            log.warning(
                "the last updates could not be confirmed and will come again: %s", type(fault).__name__
            )

    async def _serve(self, batch: list[dict[str, Any]]) -> None:
        by_person: dict[int, list[Update]] = defaultdict(list)
        for raw in batch:
            update = self._read(raw)
            if update is not None:
                by_person[update.effective_user.id if update.effective_user else 0].append(update)
        async with asyncio.TaskGroup() as group:
            for updates in by_person.values():
                group.create_task(self._in_order(updates))

    async def _in_order(self, updates: list[Update]) -> None:
        async with self._places:
            for update in updates:
                try:
                    await self._answer(update)
                except Exception as fault:  # noqa: BLE001 -- one person's fault of ours is not another's
                    incidents.record(fault)

    def _read(self, raw: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(raw, self._bot)
        except Exception as fault:  # noqa: BLE001 -- whatever is wrong with it, the others go on
            incidents.record(fault)
            return None

    async def _until_stopped(
        self, asked: Awaitable[list[dict[str, Any]]], stop: asyncio.Event
    ) -> list[dict[str, Any]]:
        """Wait for the answer, or give up the wait when the process is told to stop."""
        asking = asyncio.ensure_future(asked)
        stopping = asyncio.ensure_future(stop.wait())
        done, _ = await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if asking in done:
            return asking.result()
        asking.cancel()
        return []


def seconds_of(wait: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    after = wait.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
