"""The clock asks what is due; what is due stands in tables, never in the clock's memory."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.alerts import ask_what_needs_a_human
from bot.fencing import Fenced
from bot.key_round import carry_over
from domain.calendar.desk import CalendarDesk
from domain.leases import Lease, Superseded
from domain.linking.claims import ClaimDesk
from domain.linking.desk import TRIES_WITHIN
from domain.work import Store, StoreAway
from handlers import incidents
from handlers.office import Office

log = logging.getLogger(__name__)

Question = Callable[[Store, datetime], object]


class Clock:
    """Runs the questions side by side with the serving process, for as long as it holds the post."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def run(self, over: asyncio.Event, lease: Lease) -> None:
        """Ask at once and then again and again: whoever held the post before may have asked long ago."""
        scheduler = AsyncIOScheduler(
            timezone=self._office.zone,
            # Late by however long a machine slept is still to be asked, once.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        store, now = Fenced(self._office.store, lease), self._office.clock()
        for question, every in _QUESTIONS:
            scheduler.add_job(self._ask, every, args=[question, store], next_run_time=now)
        scheduler.start()
        try:
            await over.wait()
        finally:
            scheduler.shutdown(wait=False)

    async def _ask(self, question: Question, store: Store) -> None:
        now = self._office.clock()
        try:
            await self._office.run(lambda: question(store, now))
        except Superseded:
            log.warning("clock_superseded")
        except StoreAway as away:
            log.warning("clock_waits", extra={"cause": str(away)})
        except Exception as fault:  # noqa: BLE001 -- one question's fault must not stop the others
            incidents.record(fault)


def settle_claims(store: Store, now: datetime) -> int:
    """Claims whose day of notice is over take effect."""
    return ClaimDesk(store).settle_due(now=now)


def adopt_calendar(store: Store, now: datetime) -> None:
    """The ministers' decrees that this release knows, for years that HR has not adopted itself."""
    CalendarDesk(store).adopt_shipped(now=now)


def forget_stale(store: Store, now: datetime) -> int:
    """Conversations that have expired and counted tries that count no more; return rows forgotten."""
    with store.write() as work:
        forgotten = work.conversations.forget_expired(now=now)
        forgotten += work.linking.forget_tries(before=now - TRIES_WITHIN)
        work.commit()
    return forgotten


_QUESTIONS: tuple[tuple[Question, IntervalTrigger], ...] = (
    (settle_claims, IntervalTrigger(minutes=1)),
    (lambda store, now: ask_what_needs_a_human(store, now=now), IntervalTrigger(minutes=1)),
    (forget_stale, IntervalTrigger(hours=1)),
    (adopt_calendar, IntervalTrigger(days=1)),
    (lambda store, now: carry_over(store, now=now), IntervalTrigger(minutes=30)),
)
