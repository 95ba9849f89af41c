"""The clocks of requests: HR is told of what is still open at 48 of its 72 hours, once."""

from datetime import datetime

from domain.linking.binding import tell_officers
from domain.privacy.records import ALARMED_AFTER, ANSWERED_WITHIN
from domain.work import Store, Work


def alarm(store: Store, *, now: datetime) -> int:
    """Tell HR's officers; where none of them can be told yet, it is tried again. Return requests told."""
    with store.write() as work:
        told = _requests(work, now) + _corrections(work, now)
        work.commit()
    return told


def _requests(work: Work, now: datetime) -> int:
    told = 0
    for request in work.privacy.to_alarm(asked_before=now - ALARMED_AFTER):
        heard = tell_officers(
            work,
            f"privacy:{request.id}:alarm",
            "privacy.hr.alarm",
            now=now,
            number=request.id,
        )
        if heard:
            work.privacy.alarmed(request.id, now=now)
            work.audit.add(
                "privacy.alarmed",
                by="clock",
                subject=f"person:{request.person_id}",
                now=now,
                request=request.id,
            )
            told += 1
    return told


def _corrections(work: Work, now: datetime) -> int:
    """Requests to have a fact put right run by the same clock; the message exists once for each."""
    is_near = ANSWERED_WITHIN - ALARMED_AFTER
    near = [one for one in work.corrections.open() if now >= one.due_at - is_near]
    heard = [
        tell_officers(
            work,
            f"correction:{one.number}:alarm",
            "privacy.hr.alarm_correction",
            now=now,
            number=one.number,
        )
        for one in near
    ]
    return sum(count > 0 for count in heard)
