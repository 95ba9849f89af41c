"""Asking those whose day has come, once; and once more after a week of silence."""

import secrets
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from domain.calendar.off_days import OffDay
from domain.calendar.records import working_days
from domain.calendar.send_windows import next_permitted
from domain.checkins.counting import count_closed
from domain.checkins.records import CheckIn, Due, Milestone
from domain.official.notices import tell_person
from domain.outbox import Lane
from domain.schedules.records import LateRule, Missed, Occurrence, Plan, Schedule
from domain.schedules.rules import EveryMinutes
from domain.work import Work

CHECK_IN = "check_in"
# Later than that the question would be about another time, and the next one is near.
ASK_WITHIN = timedelta(days=14)
REMIND_AFTER = timedelta(days=7)
# The last one closes as long after it as the one before was open.
CLOSES_AFTER = {Milestone.WEEK: 30, Milestone.MONTH: 90, Milestone.QUARTER: 150}
# In one run: a wave that took effect on one day is asked within a morning, and nobody else waits for it.
_AT_MOST = 500
_ONE_DAY = timedelta(days=1)
_ID_BYTES = 6


def check_in_plan(zone: ZoneInfo) -> Plan:
    """Every hour the house looks whom to ask. A run that was missed is made up by the next one."""
    return Plan(
        name="check-ins",
        kind=CHECK_IN,
        rule=EveryMinutes(minutes=60),
        zone=zone,
        late=LateRule(send_if_less_than=ASK_WITHIN, missed=Missed.COALESCED),
    )


def ask_and_remind(work: Work, schedule: Schedule, occurrence: Occurrence) -> None:
    """The effect of an occurrence: nobody is written to outside the office's hours, which come again."""
    zone, now = schedule.plan.zone, occurrence.settled_at
    count_closed(work, today=now.astimezone(zone).date(), now=now)
    if not _is_office_open(work, zone, now):
        return
    asked, missed = 0, 0
    for milestone in Milestone:
        # A day more, for the day begins earlier here than it does in UTC.
        for due in work.checkins.due(milestone, effective_by=now - (milestone - 1) * _ONE_DAY):
            due_on = due.effective_at.astimezone(zone).date() + milestone * _ONE_DAY
            today = now.astimezone(zone).date()
            if today >= due_on + ASK_WITHIN:
                missed += work.checkins.keep(_new(due, milestone, due_on, asked_at=None))
            elif today >= due_on and asked < _AT_MOST:
                asked += _ask(work, _new(due, milestone, due_on, asked_at=now), zone, now)
    _remind(work, zone, now)
    if missed:
        work.audit.add("checkin.missed", by="clock", subject="checkins", now=now, count=missed)


def _new(due: Due, milestone: Milestone, due_on: date, *, asked_at: datetime | None) -> CheckIn:
    return CheckIn(
        id=secrets.token_hex(_ID_BYTES),
        proposal_id=due.proposal_id,
        person_id=due.person_id,
        unit_id=due.unit_id,
        milestone=milestone,
        due_on=due_on,
        closes_on=due_on + (CLOSES_AFTER[milestone] - milestone) * _ONE_DAY,
        asked_at=asked_at,
        answers={},
    )


def _ask(work: Work, checkin: CheckIn, zone: tzinfo, now: datetime) -> bool:
    """Who is not linked yet may be until it is too late."""
    if work.linking.account_of(checkin.person_id) is None or not work.checkins.keep(checkin):
        return False
    _tell(work, checkin, "asked", zone, now)
    return True


def _remind(work: Work, zone: tzinfo, now: datetime) -> None:
    """Once, then silence: nobody owes an answer. A reminder that would come a week late stays away."""
    last = now - REMIND_AFTER
    today = now.astimezone(zone).date()
    for checkin in work.checkins.to_remind(asked_after=last - REMIND_AFTER, asked_by=last):
        if today < checkin.closes_on:
            work.checkins.mark_reminded(checkin.id, now=now)
            _tell(work, checkin, "reminded", zone, now)


def _tell(work: Work, checkin: CheckIn, step: str, zone: tzinfo, now: datetime) -> None:
    tell_person(
        work,
        checkin.person_id,
        unique=f"checkin:{checkin.proposal_id}:{int(checkin.milestone)}:{step}",
        text_key=f"checkin.notice.{step}",
        lane=Lane.REMINDER,
        expires_at=datetime.combine(checkin.closes_on, time(), tzinfo=zone),
        buttons=(("checkin.button.open", f"v1:checkin:{checkin.id}"),),
        now=now,
    )


def _is_office_open(work: Work, zone: tzinfo, now: datetime) -> bool:
    """Whoever has chosen hours of their own gets it within these (`storage.wanted_hours`)."""
    year = now.astimezone(zone).year
    days = working_days(work.calendar, _none_known, first_year=year, last_year=year + 1)
    return next_permitted(now, zone, days, work.calendar.windows()) == now


def _none_known(_year: int) -> tuple[OffDay, ...]:
    """Today's year has its decree long before; of the next one only weekends matter here."""
    return ()
