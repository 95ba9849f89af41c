"""What every worker does now and then: give a sign of life, and take up what gone workers left behind."""

import asyncio
import logging
import math
from datetime import datetime, timedelta

from bot.patience import insist
from bot.pauses import rest
from bot.postman import SETTLE_AFTER
from domain.leases import FORGOTTEN_AFTER, WorkerSeen
from domain.work import Store, StoreAway, Work
from handlers.office import Office

_EVERY = 3.0
# Who gives no sign of life for so long is gone; three times, with the sweeps between, is less than a minute.
GONE_AFTER = timedelta(seconds=12)
log = logging.getLogger(__name__)


class Sweeper:
    """One worker's signs of life, and the sweep that any worker may do."""

    def __init__(self, office: Office, worker: WorkerSeen, *, settle_after: timedelta = SETTLE_AFTER) -> None:
        self._office = office
        self._worker = worker
        self._settle_after = settle_after
        self._swept_at = -math.inf
        self._watches_since = math.inf

    async def begin(self, stop: asyncio.Event) -> None:
        """Sign in before any work is taken: what somebody unknown has begun counts as left behind."""
        await insist(lambda: self._office.run(lambda: sign_in(self._office.store, self._worker)), stop=stop)

    async def run(self, over: asyncio.Event) -> None:
        """Go on until this worker's work is over, its last duties included; then sign out."""
        loop = asyncio.get_running_loop()
        while not over.is_set():
            try:
                may_judge = self._may_judge(loop.time())
                await self._office.run(lambda may_judge=may_judge: self._sweep(may_judge=may_judge))  # type: ignore[misc] # mypy knows no default in a lambda
                self._swept_at = loop.time()
            except StoreAway as away:
                log.warning("sweep_waits", extra={"cause": str(away)})
            await rest(over, _EVERY)
        await self._sign_out()

    def _may_judge(self, at: float) -> bool:
        """Who was away, or could not ask, first lets the others say that they live."""
        if at - self._swept_at > GONE_AFTER.total_seconds() / 2:
            self._watches_since = at
        return at - self._watches_since >= GONE_AFTER.total_seconds()

    def _sweep(self, *, may_judge: bool) -> None:
        sweep(
            self._office.store,
            self._worker,
            may_judge=may_judge,
            settle_after=self._settle_after,
            now=self._office.clock(),
        )

    async def _sign_out(self) -> None:
        try:
            await self._office.run(lambda: sign_out(self._office.store, self._worker))
        except StoreAway:
            log.warning("worker_not_signed_out")


def sweep(
    store: Store,
    worker: WorkerSeen,
    *,
    may_judge: bool = False,
    settle_after: timedelta = SETTLE_AFTER,
    now: datetime,
) -> None:
    """Free updates of gone workers, and decide what was sent to an unknown end.

    Whoever `may_judge` takes those for gone who give no sign of life; otherwise only leases tell.
    """
    with store.aside() as work:
        work.leases.sign_in(worker)
        workers = work.leases.workers()
        # The database's own clock has just said it, as it did of all the others.
        present = next(one.seen_at for one in workers if one.id == worker.id)
        for one in workers:
            if one.seen_at < present - FORGOTTEN_AFTER:
                work.leases.sign_out(one.id)
        living = [one.id for one in workers if one.seen_at > present - GONE_AFTER]
        _take_back(work, living=living if may_judge else None, now=now)
        stranded = work.outbox.settle_stranded(claimed_before=now - settle_after, now=now)
        if stranded:
            log.warning("unknown_ends_decided", extra={"messages": stranded})
        work.commit()


def sign_in(store: Store, worker: WorkerSeen) -> None:
    with store.aside() as work:
        work.leases.sign_in(worker)
        work.commit()


def sign_out(store: Store, worker: WorkerSeen) -> None:
    with store.aside() as work:
        work.leases.sign_out(worker.id)
        work.commit()


def begin_alone(store: Store, *, now: datetime) -> None:
    """On SQLite the one serving process knows that every other is gone: nothing waits for a lease to end."""
    with store.aside() as work:
        work.leases.dismiss_everybody()
        work.inbox.end_leases(now=now)
        _take_back(work, living=None, now=now)
        work.commit()


def _take_back(work: Work, *, living: list[str] | None, now: datetime) -> None:
    for update_id in work.inbox.take_back(now=now, living=living):
        log.error("update_set_aside", extra={"update_id": update_id, "cause": "killed"})
        work.audit.add("inbox.quarantined", by="worker", subject=f"update:{update_id}", now=now)
