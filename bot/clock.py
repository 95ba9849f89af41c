"""The clock asks what is due; what is due stands in tables, never in the clock's memory."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.alerts import ask_what_needs_a_human
from bot.clock_rules import next_fire
from bot.fencing import Fenced
from bot.key_round import carry_over
from bot.under_way import UnderWay
from bot.wall_clock import wall_now
from domain.calendar.desk import CalendarDesk
from domain.concerns.letterbox import shuffle_cases, sort_letters
from domain.leases import Lease, Superseded
from domain.linking.claims import ClaimDesk
from domain.linking.desk import TRIES_WITHIN
from domain.plans.runs import RUNS_KEPT_FOR, end_cut_off
from domain.preferences.stopping import forget_old
from domain.privacy.clock import alarm
from domain.retention.rules import apply
from domain.schedules.desk import Effect, ScheduleDesk
from domain.schedules.records import ACCOUNTED_FOR, Plan
from domain.trail import keep_trail
from domain.views.desk import KEPT_FOR as VIEWS_KEPT_FOR
from domain.work import Store, StoreAway, Work
from handlers import incidents
from handlers.office import Office

# Of the ten seconds that a stopping process has.
_ENDS_WITHIN = 5.0
# A link dies after minutes; its row goes by the day, which is in no zone behind this.
_LINKS_KEPT_FOR = timedelta(days=1)
_MINUTE = IntervalTrigger(minutes=1)
_HOUR = IntervalTrigger(hours=1)

log = logging.getLogger(__name__)

T = TypeVar("T")
Question = Callable[[Store, datetime], object]


class Clock:
    """Runs the questions side by side with the serving process, for as long as it holds the post.

    `effects`: by the kind of a schedule, what its occurrences do. `plans`: those that are always there.
    """

    def __init__(
        self, office: Office, effects: Mapping[str, Effect[Work]], *, plans: Sequence[Plan] = ()
    ) -> None:
        self._office = office
        self._effects = effects
        self._plans = plans

    async def run(self, over: asyncio.Event, lease: Lease) -> None:
        """Ask at once and then again and again: whoever held the post before may have asked long ago."""
        scheduler = AsyncIOScheduler(
            timezone=self._office.zone,
            # Late by however long a machine slept is still to be asked, once.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        store = Fenced(self._office.store, lease)
        asked = [(partial(self._ask, question), every) for question, every in _QUESTIONS]
        for ask, every in (*asked, (self._declare_plans, _HOUR), (self._ask_schedules, _MINUTE)):
            scheduler.add_job(_unless_cut_off, every, args=[ask, store], next_run_time=wall_now())
        under_way = UnderWay(scheduler)
        scheduler.start()
        try:
            await over.wait()
        finally:
            scheduler.pause()
            await under_way.end(_ENDS_WITHIN)
            scheduler.shutdown(wait=False)

    async def _ask_schedules(self, store: Store) -> None:
        """Each schedule by itself: one that fails keeps no other back."""
        desk = ScheduleDesk(store, next_fire, self._effects)
        for schedule_id in await self._answer(lambda now: desk.due(now=now)) or ():
            await self._answer(partial(_settle, desk, schedule_id))

    async def _declare_plans(self, store: Store) -> None:
        """Those that are kept already as they are stay untouched."""
        desk = ScheduleDesk(store, next_fire, self._effects)
        for plan in self._plans:
            await self._answer(partial(_declare, desk, plan))

    async def _ask(self, question: Question, store: Store) -> None:
        await self._answer(lambda now: question(store, now))

    async def _answer(self, question: Callable[[datetime], T]) -> T | None:
        now = self._office.clock()
        try:
            return await self._office.run(lambda: question(now))
        except Superseded:
            log.warning("clock_superseded")
        except StoreAway as away:
            log.warning("clock_waits", extra={"cause": str(away)})
        except Exception as fault:  # noqa: BLE001 -- one question's fault must not stop the others
            incidents.record(fault)
        return None


async def _unless_cut_off(ask: Callable[[Store], Coroutine[Any, Any, None]], store: Store) -> None:
    """Ask, until the end: whoever holds the post next asks again."""
    try:
        await ask(store)
    except asyncio.CancelledError:
        log.warning("clock_question_cut_off")


def _declare(desk: ScheduleDesk[Work], plan: Plan, now: datetime) -> None:
    desk.declare(plan, now=now)


def _settle(desk: ScheduleDesk[Work], schedule_id: int, now: datetime) -> int:
    return desk.settle(schedule_id, now=now)


def settle_claims(store: Store, now: datetime) -> int:
    """Claims whose day of notice is over take effect."""
    return ClaimDesk(store).settle_due(now=now)


def adopt_calendar(store: Store, now: datetime) -> None:
    """The ministers' decrees that this release knows, for years that HR has not adopted itself."""
    CalendarDesk(store).adopt_shipped(now=now)


def forget_stale(store: Store, now: datetime) -> int:
    """What has expired or counts no more: conversations, tries, old occurrences; return rows forgotten."""
    with store.write() as work:
        forgotten = work.conversations.forget_expired(now=now)
        forgotten += work.closed_links.forget(before=(now - _LINKS_KEPT_FOR).date())
        forgotten += work.linking.forget_tries(before=now - TRIES_WITHIN)
        forgotten += forget_old(work, now=now)
        forgotten += work.views.forget(before=now - VIEWS_KEPT_FOR)
        forgotten += work.plan_runs.forget(before=now - RUNS_KEPT_FOR)
        forgotten += work.schedules.forget(before=now - ACCOUNTED_FOR)
        work.commit()
    return forgotten


_QUESTIONS: tuple[tuple[Question, IntervalTrigger], ...] = (
    (settle_claims, _MINUTE),
    (lambda store, now: alarm(store, now=now), _MINUTE),
    (lambda store, now: ask_what_needs_a_human(store, now=now), _MINUTE),
    (lambda store, now: end_cut_off(store, now=now), _MINUTE),
    (lambda store, now: keep_trail(store, now=now), _MINUTE),
    (forget_stale, _HOUR),
    (adopt_calendar, IntervalTrigger(days=1)),
    (lambda store, now: apply(store, now=now), IntervalTrigger(days=1)),
    (lambda store, now: carry_over(store, now=now), IntervalTrigger(minutes=30)),
    (lambda store, now: sort_letters(store, now=now), IntervalTrigger(minutes=10)),
    (lambda store, _now: shuffle_cases(store), IntervalTrigger(days=1)),
)
