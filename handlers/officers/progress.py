"""Long work shown in one message: edited at most once a second, and honest when it ends badly.

    async with watched(visit, "progress.reading", files=2) as shown:
        found = await shown.run(lambda tell: desk.read(files, progress=tell))
        await shown.end("reading.done", buttons=..., found=found.count)

`tell(share, detail)` may be called from any thread, as often as one likes.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

from handlers.buttons import Rows
from handlers.visit import Visit
from locales.words import Markup, Value

T = TypeVar("T")
Tell = Callable[[float, str], None]
"""Takes the share that is done, from 0 to 1, and what is being worked on."""
EVERY_SECONDS = 1.0
_PARTS = 10
_DONE, _LEFT = "▰", "▱"


class Shown:
    """One message of progress. It is personal: sent to the bound chat alone, and not forwardable."""

    def __init__(self, visit: Visit, key: str, facts: dict[str, Value]) -> None:
        self._visit = visit
        self._title = partial(visit.say, key, **facts)
        self._share, self._detail = 0.0, ""
        self._said: Markup | None = None
        self._message_id = 0
        self.is_ended = False

    async def begin(self) -> None:
        """Send it, or put it in the place of the screen whose button was pressed."""
        self._said = self._words()
        self._message_id = await self._visit.edit("progress.shown", protect=True, buttons=(), **self._facts())

    async def run(self, call: Callable[[Tell], T]) -> T:
        """Run the work in a thread and show how far it is."""
        working = asyncio.ensure_future(self._visit.office.run(partial(call, self._tell)))
        try:
            while not (await asyncio.wait({working}, timeout=EVERY_SECONDS))[0]:
                await self._show(self._words())
            return working.result()
        finally:
            working.cancel()

    async def end(self, key: str, *, buttons: Rows = (), **facts: Value) -> None:
        """Put the outcome in its place; a new message where that cannot be done."""
        self.is_ended = True
        if not await self._show(self._visit.say(key, **facts), buttons):
            await self._visit.reply(key, buttons=buttons, protect=True, quoting=False, **facts)

    async def break_off(self) -> None:
        """It stands still: whoever reads it must not wait. What was the matter is told by whoever knows."""
        self.is_ended = True
        await self._show(self._visit.say("progress.broken", **self._facts()))

    def _tell(self, share: float, detail: str = "") -> None:
        self._share, self._detail = min(max(share, 0.0), 1.0), detail

    def _words(self) -> Markup:
        return self._visit.say("progress.shown", **self._facts())

    def _facts(self) -> dict[str, Value]:
        done = int(self._share * _PARTS)
        return {
            "title": self._title(),
            "bar": _DONE * done + _LEFT * (_PARTS - done),
            "percent": f"{self._share:.0%}".removesuffix("%"),
            "detail": self._detail,
        }

    async def _show(self, said: Markup, buttons: Rows = ()) -> bool:
        """Edit the message; False where Telegram does not let us just now."""
        if said == self._said and not buttons:
            return True
        if not await self._visit.rewrite(self._message_id, said, buttons=buttons):
            return False
        self._said = said
        return True


@asynccontextmanager
async def watched(visit: Visit, key: str, **facts: Value) -> AsyncIterator[Shown]:
    """Show work under this title; whatever ends it early, its message says that it goes on no more."""
    shown = Shown(visit, key, facts)
    await shown.begin()
    try:
        yield shown
    finally:
        if not shown.is_ended:
            await shown.break_off()
