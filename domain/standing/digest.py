"""A digest for HR: what waits, in numbers, on the morning of a working day; on Mondays the waves as well.

One message to each officer and approver of the whole region, and none where nothing waits. Which cases are
about to run out is told by number at eight (`domain.concerns.alarms`); here only how many there are.
"""

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from domain.actors import Role
from domain.calendar.off_days import Estimate
from domain.outbox import Lane, Message
from domain.refusals import Fact
from domain.rights import Scope
from domain.schedules.desk import Effect
from domain.schedules.office_days import is_day_off, on_office_days
from domain.schedules.records import Occurrence, Plan, Schedule
from domain.standing.desk import clocks_of, standing_of_wave, summed
from domain.work import Work

DESK_DIGEST = "desk_digest"
_AT = time(7, 30)
_MONDAY = 0
# In the afternoon it tells nothing that the desk does not show.
_LATE_BY_LESS_THAN = timedelta(hours=5)
_READERS = (Role.OFFICER, Role.APPROVER)
_WAVES_AT_MOST = 3
"""The newest ones that were shown: older ones are over."""


def digest_plan(zone: ZoneInfo) -> Plan:
    """Every morning from Monday to Friday."""
    return on_office_days("desk-digest", DESK_DIGEST, at=_AT, late_by_less_than=_LATE_BY_LESS_THAN, zone=zone)


def desk_digest(estimate: Estimate) -> Effect[Work]:
    """What the plan's occurrences do; on a day off, nothing."""
    return partial(_tell, estimate)


def _tell(estimate: Estimate, work: Work, schedule: Schedule, occurrence: Occurrence) -> None:
    now, zone = occurrence.settled_at, schedule.plan.zone
    today = now.astimezone(zone).date()
    if is_day_off(work, estimate, today):
        return
    facts = _waiting(work, today, now)
    is_weekly = today.weekday() == _MONDAY
    if is_weekly:
        facts |= _waves(work, now)
    if not any(facts.values()):
        return
    key = "st.digest.weekly" if is_weekly else "st.digest.daily"
    expires_at = datetime.combine(today + timedelta(days=1), time(), tzinfo=zone)
    for person_id in _readers(work):
        account = work.linking.account_of(person_id)
        if account is None:
            continue
        work.outbox.put(
            Message(
                unique=f"schedule:{schedule.plan.name}:{today}:{person_id}",
                chat_id=account.chat_id,
                language=account.language,
                text_key=key,
                facts=facts,
                lane=Lane.TRANSACTIONAL,
                protect=True,
                expires_at=expires_at,
                buttons=(("st.button.home", "v1:st"),),
            ),
            now=now,
        )


def _readers(work: Work) -> list[int]:
    """Whoever holds a role for the whole region, each once."""
    people = [one for role in _READERS for one in work.people.holding(role) if one.is_active]
    whole = [
        one.id
        for one in people
        if any(held.role in _READERS and held.unit_id is None for held in work.people.grants_of(one.id))
    ]
    return list(dict.fromkeys(whole))


def _waiting(work: Work, today: date, now: datetime) -> dict[str, Fact]:
    clocks = clocks_of(work, today=today, now=now)
    return {
        "cases": clocks.cases,
        "cases_overdue": clocks.cases_overdue,
        "corrections": clocks.corrections,
        "corrections_overdue": clocks.corrections_overdue,
        "callers": clocks.callers,
    }


def _waves(work: Work, now: datetime) -> dict[str, Fact]:
    everybody = Scope(officer=0, units=None)
    shown = [one for one in work.waves.all() if one.published_at is not None][:_WAVES_AT_MOST]
    total = summed([standing_of_wave(work, one.id, everybody, now=now).total for one in shown])
    return {"untold": total.untold, "silent": total.silent, "unclear": total.not_understood}
