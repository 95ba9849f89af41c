"""Keeping schedules and settling what is due: each occurrence in one unit with its effect."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from domain.audit import AuditTrail
from domain.refusals import NotFound
from domain.schedules.lateness import ended, following, next_occurrence, same_clock_time
from domain.schedules.records import Occurrence, Outcome, Plan, Schedule, Schedules
from domain.schedules.rules import EveryMinutes, NextFire, Once, next_due


class ScheduleWork(Protocol):
    """What this desk needs of a unit of work."""

    @property
    def schedules(self) -> Schedules: ...

    @property
    def audit(self) -> AuditTrail: ...

    def commit(self) -> None: ...


W = TypeVar("W", bound=ScheduleWork)
W_co = TypeVar("W_co", bound=ScheduleWork, covariant=True)

Effect = Callable[[W, Schedule, Occurrence], None]
"""What an occurrence does, inside its unit: it may not commit, and it may not wait."""


class ScheduleStore(Protocol[W_co]):
    """Where units of work come from."""

    def read(self) -> AbstractContextManager[W_co]: ...

    def write(self) -> AbstractContextManager[W_co]: ...


class ScheduleDesk(Generic[W]):
    """The clock asks `due` and calls `settle` for each, so that one schedule's fault stops no other.

    An effect that raises leaves its occurrence due: it is tried again until it is too late, then reported.
    """

    def __init__(
        self,
        store: ScheduleStore[W],
        next_fire: NextFire,
        effects: Mapping[str, Effect[W]],
    ) -> None:
        self._store = store
        self._next_fire = next_fire
        self._effects = effects

    def due(self, *, now: datetime) -> Sequence[int]:
        with self._store.read() as work:
            return work.schedules.due(now=now)

    def settle(self, schedule_id: int, *, now: datetime) -> int:
        """Settle all that is due of one schedule; return how many occurrences that were."""
        settled = 0
        while count := self._settle_next(schedule_id, now):
            settled += count
        return settled

    def declare(self, plan: Plan, *, now: datetime) -> None:
        """Keep a plan under its name: from now on if it is new or changed, untouched if it is the same.

        Occurrences of a changed plan that were due and unsettled are reported. A change of the zone alone
        settles no day twice and drops none.
        """
        if plan.kind not in self._effects:
            raise ValueError(f"nothing is known of kind {plan.kind}")
        with self._store.write() as work:
            kept = work.schedules.named(plan.name)
            if kept is None:
                first = next_due(plan.rule, plan.zone, now, self._next_fire)
                work.schedules.add(plan, handled_through=now, next_at=first)
            elif replace(kept.plan, zone=plan.zone) == plan:
                self._move(work, kept, replace(kept, plan=plan))
            else:
                self._restart(work, kept, replace(kept, plan=plan), now)
            work.commit()

    def enable(self, name: str, *, now: datetime) -> None:
        """Count from now on; what would have been due meanwhile was never promised."""
        self._switch(name, now, enabled=True)

    def disable(self, name: str, *, now: datetime) -> None:
        """Stop; what was due and unsettled is reported."""
        self._switch(name, now, enabled=False)

    def _settle_next(self, schedule_id: int, now: datetime) -> int:
        with self._store.write() as work:
            schedule = work.schedules.take_due(schedule_id, now=now)
            if schedule is None:
                return 0
            occurrence = next_occurrence(schedule, now=now, next_fire=self._next_fire)
            if work.schedules.record(occurrence):
                self._carry_out(work, schedule, occurrence)
            work.schedules.advance(
                schedule.id,
                handled_through=occurrence.due_at,
                next_at=following(schedule, occurrence.due_at, self._next_fire),
            )
            work.commit()
        return occurrence.count

    def _carry_out(self, work: W, schedule: Schedule, occurrence: Occurrence) -> None:
        if occurrence.outcome is Outcome.TOOK_EFFECT:
            self._effects[schedule.plan.kind](work, schedule, occurrence)
        else:
            _tell(work, schedule, occurrence)

    def _move(self, work: W, kept: Schedule, moved: Schedule) -> None:
        if moved == kept:
            return
        if isinstance(moved.plan.rule, EveryMinutes | Once):
            work.schedules.replan(moved)
            return
        through = same_clock_time(kept.handled_through, kept, moved)
        work.schedules.replan(
            replace(moved, handled_through=through, next_at=following(moved, through, self._next_fire))
        )

    def _restart(self, work: W, kept: Schedule, changed: Schedule, now: datetime) -> None:
        unsettled = ended(kept, now=now, next_fire=self._next_fire)
        if unsettled is not None and work.schedules.record(unsettled):
            _tell(work, kept, unsettled)
        # A clock that runs behind must not bring back what has been settled.
        through = max(now, kept.handled_through)
        work.schedules.replan(
            replace(changed, handled_through=through, next_at=following(changed, through, self._next_fire))
        )

    def _switch(self, name: str, now: datetime, *, enabled: bool) -> None:
        with self._store.write() as work:
            kept = work.schedules.named(name)
            if kept is None:
                raise NotFound(subject=f"schedule {name}")
            if kept.enabled != enabled:
                self._restart(work, kept, replace(kept, enabled=enabled), now)
            work.commit()


def _tell(work: ScheduleWork, schedule: Schedule, occurrence: Occurrence) -> None:
    work.audit.add(
        "schedule.late",
        by="clock",
        subject=f"schedule {schedule.plan.name}",
        now=occurrence.settled_at,
        count=occurrence.count,
        first_due_at=occurrence.first_due_at.isoformat(),
        due_at=occurrence.due_at.isoformat(),
    )
