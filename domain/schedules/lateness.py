"""What is to be done about a schedule that is due."""

from datetime import UTC, datetime

from domain.schedules.records import Missed, Occurrence, Outcome, Schedule
from domain.schedules.rules import NextFire, Span, next_due, span_until


def next_occurrence(schedule: Schedule, *, now: datetime, next_fire: NextFire) -> Occurrence:
    """What to settle first of a schedule that is due, by its late rule.

    What is too late is reported in one run; of the rest, each takes effect or the newest for all.
    """
    first = _first_due(schedule)
    late = schedule.plan.late
    too_late_at = now - late.send_if_less_than
    if late.missed is Missed.COALESCED:
        run = _run(schedule, first, now, next_fire)
    elif first <= too_late_at:
        run = _run(schedule, first, too_late_at, next_fire)
    else:
        run = Span(first=first, last=first, count=1)
    outcome = Outcome.REPORTED if run.last <= too_late_at else Outcome.TOOK_EFFECT
    return _occurrence(schedule, run, outcome, now)


def ended(schedule: Schedule, *, now: datetime, next_fire: NextFire) -> Occurrence | None:
    """The account of what is due but will take no effect, because the plan ends; None if nothing is."""
    if not schedule.enabled or schedule.next_at is None or schedule.next_at > now:
        return None
    run = _run(schedule, schedule.next_at, now, next_fire)
    return _occurrence(schedule, run, Outcome.REPORTED, now)


def following(schedule: Schedule, after: datetime, next_fire: NextFire) -> datetime | None:
    return next_due(schedule.plan.rule, schedule.plan.zone, after, next_fire)


def same_clock_time(at: datetime, schedule: Schedule, moved: Schedule) -> datetime:
    """The instant at which the new zone's clocks show what the old zone's showed at `at`.

    A day's occurrence that has been settled stays settled when a region changes its zone, and one that has
    not been settled stays to be settled.
    """
    shown = at.astimezone(schedule.plan.zone).replace(tzinfo=None)
    return shown.replace(tzinfo=moved.plan.zone).astimezone(UTC)


def _first_due(schedule: Schedule) -> datetime:
    if schedule.next_at is None:
        raise ValueError(f"schedule {schedule.plan.name} is not due")
    return schedule.next_at


def _run(schedule: Schedule, first: datetime, until: datetime, next_fire: NextFire) -> Span:
    return span_until(schedule.plan.rule, schedule.plan.zone, first, until, next_fire)


def _occurrence(schedule: Schedule, run: Span, outcome: Outcome, now: datetime) -> Occurrence:
    return Occurrence(
        schedule_id=schedule.id,
        due_at=run.last,
        first_due_at=run.first,
        count=run.count,
        outcome=outcome,
        settled_at=now,
    )
