"""What every worker does now and then: give a sign of life, and take up what gone workers left behind."""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.postman import SETTLE_AFTER
from domain.leases import FORGOTTEN_AFTER, WorkerSeen
from domain.work import Store, StoreAway, Work
from handlers.office import Office

_EVERY = 5.0
log = logging.getLogger(__name__)


class Sweeper:
    """One worker's sign of life, and the sweep that any worker may do."""

    def __init__(self, office: Office, worker: WorkerSeen, *, settle_after: timedelta = SETTLE_AFTER) -> None:
        self._office = office
        self._worker = worker
        self._settle_after = settle_after

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self._office.run(self._sweep)
            except StoreAway as away:
                log.warning("sweep_waits", extra={"cause": str(away)})
            try:
                await asyncio.wait_for(stop.wait(), _EVERY)
            except TimeoutError:
                continue
        await self._sign_out()

    def _sweep(self) -> None:
        sweep(self._office.store, self._worker, settle_after=self._settle_after, now=self._office.clock())

    async def _sign_out(self) -> None:
        try:
            await self._office.run(lambda: sign_out(self._office.store, self._worker))
        except StoreAway:
            log.warning("worker_not_signed_out")


def sweep(store: Store, worker: WorkerSeen, *, settle_after: timedelta = SETTLE_AFTER, now: datetime) -> None:
    """Free updates of gone workers, and decide what was sent to an unknown end."""
    with store.aside() as work:
        work.leases.sign_in(worker)
        for gone in work.leases.workers():
            if gone.seen_at < now - FORGOTTEN_AFTER:
                work.leases.sign_out(gone.id)
        _take_back(work, now=now)
        stranded = work.outbox.settle_stranded(claimed_before=now - settle_after, now=now)
        if stranded:
            log.warning("unknown_ends_decided", extra={"messages": stranded})
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
        _take_back(work, now=now)
        work.commit()


def _take_back(work: Work, *, now: datetime) -> None:
    for update_id in work.inbox.take_back(now=now):
        log.error("update_set_aside", extra={"update_id": update_id, "cause": "killed"})
        work.audit.add("inbox.quarantined", by="worker", subject=f"update:{update_id}", now=now)
