"""The clock asks what is due; what is due stands in tables, never in the clock's memory."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from domain.linking.desk import TRIES_WITHIN
from domain.work import Store
from handlers import incidents
from handlers.office import Office

log = logging.getLogger(__name__)


class Clock:
    """Runs the questions side by side with the serving process until told to stop."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def run(self, stop: asyncio.Event) -> None:
        # Late by however long a machine slept is still to be asked, once.
        scheduler = AsyncIOScheduler(
            timezone=self._office.zone,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        scheduler.add_job(self._ask, IntervalTrigger(minutes=1), args=[self._claims])
        scheduler.add_job(self._ask, IntervalTrigger(hours=1), args=[self._stale])
        scheduler.start()
        try:
            await stop.wait()
        finally:
            scheduler.shutdown(wait=False)

    async def _ask(self, question: Callable[[datetime], int]) -> None:
        now = self._office.clock()
        try:
            await self._office.run(lambda: question(now))
        except Exception as fault:  # noqa: BLE001 -- one question's fault must not stop the others
            incidents.record(fault)

    def _claims(self, now: datetime) -> int:
        """Claims whose day of notice is over take effect."""
        return self._office.claims.settle_due(now=now)

    def _stale(self, now: datetime) -> int:
        return forget_stale(self._office.store, now=now)


def forget_stale(store: Store, *, now: datetime) -> int:
    """Conversations that have expired and counted tries that count no more; return rows forgotten."""
    with store.write() as work:
        forgotten = work.conversations.forget_expired(now=now)
        forgotten += work.linking.forget_tries(before=now - TRIES_WITHIN)
        work.commit()
    return forgotten
