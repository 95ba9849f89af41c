"""Deciding what becomes of held messages."""

from datetime import datetime

from domain.actors import Actor, Role
from domain.held.records import Verdict
from domain.refusals import NotFound, NotPermitted, Refusal
from domain.work import Store, Work


class TakenBack(Refusal):
    """What was taken back is not sent again."""


class HeldDesk:
    """Administrators decide, and who decided stands in the audit."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def resolve(self, number: int, verdict: Verdict, *, by: Actor, now: datetime) -> None:
        """Decide one; raise NotFound when it is not held, TakenBack for one that must not go out again."""
        with self._store.write() as work:
            _ensure_administrator(work, by)
            if not work.held.resolve(verdict, number=number, now=now):
                raise TakenBack if work.held.holds(number) else NotFound(subject=f"message {number}")
            _record(work, verdict, f"message:{number}", 1, by=by, now=now)
            work.commit()

    def resolve_kind(self, kind: str, verdict: Verdict, *, by: Actor, now: datetime) -> int:
        """Decide all of a kind and return how many; raise NotFound when none is held."""
        with self._store.write() as work:
            _ensure_administrator(work, by)
            count = work.held.resolve_kind(verdict, kind=kind, now=now)
            if count == 0:
                raise NotFound(subject=kind)
            _record(work, verdict, f"messages:{kind}", count, by=by, now=now)
            work.commit()
        return count


def _ensure_administrator(work: Work, by: Actor) -> None:
    administrators = {one.id for one in work.people.holding(Role.ADMINISTRATOR)}
    if by.person_id not in administrators:
        raise NotPermitted(role=Role.ADMINISTRATOR)


def _record(work: Work, verdict: Verdict, subject: str, count: int, *, by: Actor, now: datetime) -> None:
    work.audit.add(f"outbox.{verdict}", by=by.label, subject=subject, now=now, messages=count)
