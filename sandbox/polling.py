"""Long polling: one request at a time is held until something arrives."""

import asyncio

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.errors import ApiError, conflict
from sandbox.faults import Faults
from sandbox.updates import Updates

OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
TIMEOUT_AT_MOST = 50
UPDATES_AT_MOST = 100


class Polling:
    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self._ended: ApiError | None = None
        self._turn = 0
        self._open = True

    def end_held(self, reason: str) -> None:
        """Answer the held request with a conflict."""
        self._turn += 1
        self._ended = conflict(reason)
        self._updates.arrived.set()

    def hang_up(self) -> None:
        self._open = False
        self._updates.arrived.set()

    async def get(self, args: Arguments, faults: Faults) -> list[Json]:
        """The next updates; waits up to `timeout` seconds for the first, and gives way to a later request."""
        self.end_held(OTHER_POLLER)
        turn = self._turn
        self._updates.allow(args.structure("allowed_updates", "allowed updates"))
        self._updates.confirm(args.number("offset"))
        limit = args.number("limit", UPDATES_AT_MOST)
        limit = limit if 0 < limit <= UPDATES_AT_MOST else UPDATES_AT_MOST
        await self._wait(turn, max(0, min(args.number("timeout"), TIMEOUT_AT_MOST)))
        if turn != self._turn and self._ended:
            raise self._ended
        return _troubled([update.as_update() for update in self._updates.pending(limit)], faults)

    async def _wait(self, turn: int, seconds: float) -> None:
        clock, arrived = self._updates.clock, self._updates.arrived
        until = clock.ticks() + seconds
        while not self._updates.pending(1) and turn == self._turn and self._open:
            left = until - clock.ticks()
            if left <= 0:
                return
            arrived.clear()
            await clock.wait(arrived, left)
            # Several updates of one moment leave together.
            await asyncio.sleep(0)


def _troubled(batch: list[Json], faults: Faults) -> list[Json]:
    if batch and faults.strike(["duplicate_updates"]):
        batch = [update for update in batch for _ in range(2)]
    if batch and faults.strike(["reorder_updates"]):
        batch = batch[::-1]
    return batch
