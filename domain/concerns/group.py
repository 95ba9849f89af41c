"""The desk's view in a group with topics: what waits, by number, kind and clock. Never a word, never a file.

The queue is the database; the group only shows it, in one topic for each desk, twice on a working day. A
message at the moment at which a case comes in would tell the minute in which somebody wrote, and a topic for
each case as well: so both are lists, made by the clock, of what has left the letterbox
(docs/decisions/0012-sealed-concerns.md).
"""

import json
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from domain.actors import Actor, Role
from domain.calendar.off_days import Estimate
from domain.concerns.desk_records import Group
from domain.concerns.queue import lines_of
from domain.concerns.taxonomy import Desk
from domain.outbox import Message
from domain.refusals import NotFound
from domain.rights import acting_as, recently_proven
from domain.schedules.desk import Effect
from domain.schedules.office_days import on_office_days
from domain.schedules.records import Occurrence, Plan, Schedule
from domain.work import Store, Work

CASE_GROUP = "case_group"
LISTED_AT_MOST = 20
_TIMES = {"morning": time(8, 15), "noon": time(13, 0)}
_STALE_AFTER = timedelta(hours=3)
# Late over a weekend or a feast it still shows what waits then, as it stands: nothing was missed.
_LATE_BY_LESS_THAN = timedelta(days=10)


class GroupDesk:
    """For administrators: raise NotPermitted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def offer(self, chat_id: int, user_id: int, *, now: datetime) -> None:
        """The assistant was let into a group with topics: an administrator who did it is asked in private."""
        with self._store.write() as work:
            account = work.linking.account_of_user(user_id)
            if account is None or Role.ADMINISTRATOR not in work.people.roles_of(account.person_id):
                return
            work.outbox.put(
                Message(
                    unique=f"case-group-offer:{chat_id}:{now:%Y%m%dT%H%M%S}",
                    chat_id=account.chat_id,
                    language=account.language,
                    text_key="case_group.offer",
                    protect=True,
                    buttons=(("case_group.button.bind", f"v1:ti_group:bind.{chat_id}"),),
                ),
                now=now,
            )
            work.commit()

    def current(self, *, by: Actor) -> Group | None:
        with self._store.read() as work:
            acting_as(work, by, Role.ADMINISTRATOR)
            return work.case_groups.current()

    def ensure_may_bind(self, *, by: Actor, now: datetime) -> None:
        """Before topics are made. Raise NotPermitted, SecondFactorNeeded."""
        with self._store.write() as work:
            acting_as(work, by, Role.ADMINISTRATOR)
            recently_proven(work, by, now=now)
            work.commit()

    def bind(self, chat_id: int, topics: Mapping[Desk, int], *, by: Actor, now: datetime) -> None:
        """Show the desks there from the next list on. Raise NotPermitted, SecondFactorNeeded."""
        with self._store.write() as work:
            officer = acting_as(work, by, Role.ADMINISTRATOR)
            recently_proven(work, by, now=now)
            work.case_groups.bind(Group(chat_id=chat_id, topics=topics, bound_by=officer, bound_at=now))
            work.audit.add("case_group.bound", by=by.label, subject="case_group", now=now)
            work.commit()

    def end(self, *, by: Actor, now: datetime) -> None:
        """Show nothing there any more. Raise NotFound."""
        with self._store.write() as work:
            acting_as(work, by, Role.ADMINISTRATOR)
            if work.case_groups.current() is None:
                raise NotFound(subject="case_group")
            work.case_groups.end(now=now)
            work.audit.add("case_group.ended", by=by.label, subject="case_group", now=now)
            work.commit()


def case_group_plans(zone: ZoneInfo) -> tuple[Plan, ...]:
    """In the morning and after noon."""
    return tuple(
        on_office_days(
            f"case-group-{name}", CASE_GROUP, at=at, late_by_less_than=_LATE_BY_LESS_THAN, zone=zone
        )
        for name, at in _TIMES.items()
    )


def case_group(estimate: Estimate) -> Effect[Work]:
    """What the plans' occurrences do: four messages at most, where a group takes twenty a minute."""
    return partial(_show, estimate)


def _show(estimate: Estimate, work: Work, schedule: Schedule, occurrence: Occurrence) -> None:
    group, now = work.case_groups.current(), occurrence.settled_at
    if group is None:
        return
    prefix = f"case-group:{group.bound_at:%Y%m%dT%H%M%S}:"
    tally = work.outbox.tally(prefix)
    if tally.get("refused") or tally.get("unreachable"):
        # Put out, without topics, or not allowed to write: the desk goes on, and its keepers hear it once.
        work.case_groups.end(now=now)
        work.audit.add("case_group.lost", by="clock", subject="case_group", now=now)
        _tell_lost(work, prefix, now=now)
        return
    today = now.astimezone(schedule.plan.zone).date()
    waiting = sorted(work.concerns.waiting(), key=lambda one: (one.case.answer_due_on, one.case.number))
    for desk, topic in group.topics.items():
        own = [one for one in waiting if one.case.desk is desk]
        lines = lines_of(work, own[:LISTED_AT_MOST], estimate, today=today)
        cases = [[one.waiting.case.number, one.waiting.case.concern, one.days_left] for one in lines]
        work.outbox.put(
            Message(
                unique=f"{prefix}{occurrence.due_at:%Y%m%dT%H%M}:{desk}",
                chat_id=group.chat_id,
                language="id",
                text_key="case_group.list",
                facts={"topic": topic, "cases": json.dumps(cases), "total": len(own)},
                expires_at=now + _STALE_AFTER,
            ),
            now=now,
        )


def _tell_lost(work: Work, prefix: str, *, now: datetime) -> None:
    for person in work.people.holding(Role.ADMINISTRATOR):
        account = work.linking.account_of(person.id)
        if account is not None:
            work.outbox.put(
                Message(
                    unique=f"case-group-lost:{prefix}{person.id}",
                    chat_id=account.chat_id,
                    language=account.language,
                    text_key="case_group.lost",
                    protect=True,
                ),
                now=now,
            )
