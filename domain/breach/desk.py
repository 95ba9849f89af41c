"""Whom a breach concerns, and which kinds of data, in time for the notice within 3 x 24 hours (art. 46)."""

from datetime import datetime, timedelta

from domain.actors import Actor, Role
from domain.breach.records import Affected, Span
from domain.rights import acting_as
from domain.work import Store

TOLD_WITHIN = timedelta(hours=72)
"""Counted from when the office learnt of it (UU 27/2022 art. 46)."""


class BreachDesk:
    """The administrators' and the operator's. That it was asked stands in the audit, in counts."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def affected(self, span: Span, *, by: Actor, now: datetime) -> list[Affected]:
        """Raise NotPermitted."""
        with self._store.write() as work:
            if by.person_id is not None:
                acting_as(work, by, Role.ADMINISTRATOR)
            found = list(work.breaches.affected(span))
            kinds = len(span.kinds) or len(work.breaches.kinds())
            work.audit.add(
                "breach.asked", by=by.label, subject="breach", now=now, people=len(found), kinds=kinds
            )
            work.commit()
        return found
