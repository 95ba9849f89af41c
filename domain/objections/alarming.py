"""HR is told of an objection whose limit is near, and of one whose limit is reached; once each."""

from datetime import datetime, tzinfo

from domain.actors import Role
from domain.calendar.off_days import Estimate
from domain.calendar.records import working_days
from domain.linking.binding import tell_officers
from domain.objections.decrees import answer_due
from domain.outbox import Message
from domain.work import Work

NEAR_AT = 2
"""Working days left of the 21 (PP 79/2021)."""


def alarm_objections(work: Work, estimate: Estimate, *, zone: tzinfo, now: datetime) -> int:
    """Tell officers and administrators, on the last day also the head; return messages put."""
    today = now.astimezone(zone).date()
    told = 0
    for one in work.objections.submitted():
        due = answer_due(work, one, estimate, zone=zone)
        if due is None:
            continue
        first, last = sorted((today, due.last_day))
        calendar = working_days(work.calendar, estimate, first_year=first.year, last_year=last.year)
        left = calendar.working_days_between(today, due.last_day)
        if left > NEAR_AT:
            continue
        step = "late" if today >= due.last_day else "near"
        number, day = one.number or "", f"{due.last_day:%d-%m-%Y}"
        occurrence, key = f"objection:{one.id}:alarm:{step}", f"objection.hr.alarm.{step}"
        told += tell_officers(work, occurrence, key, now=now, number=number, day=day)
        if step == "late":
            told += _tell_heads(work, occurrence, key, number, day, now=now)
    return told


def _tell_heads(work: Work, occurrence: str, key: str, number: str, day: str, *, now: datetime) -> int:
    """The head may hold another role, too: the occurrence has one message for each person."""
    told = 0
    for head in work.people.holding(Role.APPROVER):
        account = work.linking.account_of(head.id)
        if account is not None:
            told += work.outbox.put(
                Message(
                    unique=f"{occurrence}:officer:{head.id}",
                    chat_id=account.chat_id,
                    language=account.language,
                    text_key=key,
                    facts={"number": number, "day": day},
                    protect=True,
                ),
                now=now,
            )
    return told
