"""Before a clock runs out officers and the head are told, once each and together, on a working morning.

At two working days left: the officer who has taken the case (else all) and the head. On the last day, and for
what is past it: the head again, and the officer. What was told lies in the case, under its seal; a clock that
begins anew is told of anew.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from domain.actors import Role
from domain.calendar.off_days import Estimate
from domain.concerns.queue import lines_of
from domain.concerns.records import Case
from domain.objections.alarming import alarm_objections
from domain.outbox import Message
from domain.schedules.desk import Effect
from domain.schedules.office_days import is_day_off, on_office_days
from domain.schedules.records import Occurrence, Plan, Schedule
from domain.work import Work

CASE_CLOCK = "case_clock"
SOON, LATE = "soon", "late"
SOON_AT = 2
"""Working days left."""
_AT = time(8, 0)
_NAMED_AT_MOST = 8
# Two working days are never further away than that, over the longest feast and its weekends.
_NEAR_DAYS = 21
# A working day late, the list of the next morning is due.
_LATE_BY_LESS_THAN = timedelta(hours=22)


@dataclass(slots=True)
class _Digest:
    soon: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)


def case_clock_plan(zone: ZoneInfo) -> Plan:
    """Every morning from Monday to Friday."""
    return on_office_days("case-clock", CASE_CLOCK, at=_AT, late_by_less_than=_LATE_BY_LESS_THAN, zone=zone)


def case_clock(estimate: Estimate) -> Effect[Work]:
    """What the plan's occurrences do; on a day off, nothing: the next morning tells."""
    return partial(_escalate, estimate)


def _escalate(estimate: Estimate, work: Work, schedule: Schedule, occurrence: Occurrence) -> None:
    now, zone = occurrence.settled_at, schedule.plan.zone
    today = now.astimezone(zone).date()
    if is_day_off(work, estimate, today):
        return
    alarm_objections(work, estimate, zone=zone, now=now)
    digests: dict[int, _Digest] = defaultdict(_Digest)
    heads = [one.id for one in work.people.holding(Role.APPROVER)]
    officers = [one.id for one in work.people.holding(Role.OFFICER)]
    for case, step in _to_tell(work, estimate, today):
        work.concerns.save(replace(case, alarms=(*case.alarms, step)), now=now)
        # Whoever had it and is no officer any more hears nothing of it.
        own = [case.assigned_to] if case.assigned_to in officers else officers
        whom = heads + (own if step == SOON or case.assigned_to is not None else [])
        for person_id in dict.fromkeys(whom):
            getattr(digests[person_id], step).append(case.number)
    for person_id, digest in digests.items():
        unique = f"schedule:{schedule.plan.name}:{today}:{person_id}"
        _put(work, person_id, digest, unique=unique, is_officer=person_id in officers, now=now)


def _to_tell(work: Work, estimate: Estimate, today: date) -> Iterable[tuple[Case, str]]:
    """Those of which somebody is to be told now, the most urgent first."""
    waiting = sorted(work.concerns.waiting(), key=lambda one: (one.case.answer_due_on, one.case.number))
    near = [one for one in waiting if (one.case.answer_due_on - today).days <= _NEAR_DAYS]
    for line in lines_of(work, near, estimate, today=today):
        step = LATE if line.days_left <= 0 else SOON
        if line.days_left <= SOON_AT and step not in line.waiting.case.alarms:
            case = work.concerns.case(line.waiting.case.number)
            if case is not None:
                yield case, step


def _put(
    work: Work, person_id: int, digest: _Digest, *, unique: str, is_officer: bool, now: datetime
) -> None:
    """Whoever is no officer of the desk is not shown the way there: it would be closed."""
    account = work.linking.account_of(person_id)
    if account is None:
        return
    numbers = [*digest.late, *digest.soon]
    work.outbox.put(
        Message(
            unique=unique,
            chat_id=account.chat_id,
            language=account.language,
            text_key="case_desk.alarm" if is_officer else "case_desk.alarm.head",
            facts={
                "late": len(digest.late),
                "soon": len(digest.soon),
                "numbers": ", ".join(numbers[:_NAMED_AT_MOST]),
            },
            protect=True,
            buttons=(("case_desk.button.desk", "v1:ti"),) if is_officer else (),
        ),
        now=now,
    )
