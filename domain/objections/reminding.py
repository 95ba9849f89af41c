"""Reminders of the safe day: seven, three and one day before, to those who want them."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendar.weekdays import EVERY_DAY
from domain.deadlines import safe_objection_day
from domain.objections.decrees import decree_on
from domain.objections.records import Reminder
from domain.official.notices import put_official
from domain.outbox import Lane, Message
from domain.schedules.records import LateRule, Missed, Occurrence, Plan, Schedule
from domain.schedules.rules import Weekly
from domain.work import Work

OBJECTION_DEADLINE = "objection_deadline"
DAYS_BEFORE = (7, 3, 1)
_AT = time(8, 0)
# Late by a working morning it still helps on the same day; later than that, the next one is due soon.
_LATE_BY_LESS_THAN = timedelta(hours=10)


def reminder_plan(zone: ZoneInfo) -> Plan:
    """Every morning the house looks who is to be reminded that day."""
    return Plan(
        name="objection-deadlines",
        kind=OBJECTION_DEADLINE,
        rule=Weekly(at=_AT, on=EVERY_DAY),
        zone=zone,
        late=LateRule(send_if_less_than=_LATE_BY_LESS_THAN, missed=Missed.COALESCED),
    )


def remind(work: Work, schedule: Schedule, occurrence: Occurrence) -> None:
    """The effect of an occurrence. Of several mornings that were missed, only the newest step is told."""
    for reminder in work.objections.reminders():
        _remind(work, reminder, schedule, occurrence)


def _remind(work: Work, reminder: Reminder, schedule: Schedule, occurrence: Occurrence) -> None:
    zone = schedule.plan.zone
    account = work.linking.account_of(reminder.person_id)
    decree = decree_on(work, work.proposals.get(reminder.proposal_id), zone=zone)
    if account is None or decree is None:
        return
    safe = safe_objection_day(decree.decided_on)
    first, last = (at.astimezone(zone).date() for at in (occurrence.first_due_at, occurrence.due_at))
    due = [days for days in DAYS_BEFORE if first <= safe - timedelta(days=days) <= last]
    if not due:
        return
    put_official(
        work,
        Message(
            unique=f"schedule:{schedule.plan.name}:{reminder.proposal_id}:{safe}:{min(due)}",
            chat_id=account.chat_id,
            language=account.language,
            text_key="objection.notice.deadline",
            facts={"day": f"{safe:%d-%m-%Y}"},
            # Asked for, and of a limit of law: it comes also to who wants no other reminders.
            lane=Lane.TRANSACTIONAL,
            protect=True,
            expires_at=datetime.combine(safe + timedelta(days=1), time(), tzinfo=zone),
            buttons=(("objection.button.open", "v1:objection"),),
        ),
        person_id=account.person_id,
        now=occurrence.settled_at,
    )
