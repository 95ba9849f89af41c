"""The auditor's desk: the trail in pages, what left, and how often somebody's record was looked at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.actors import Actor, Role
from domain.audit import AuditEntry, Head, Sought
from domain.refusals import NotFound, Refusal
from domain.rights import acting_as, recently_proven
from domain.views.desk import KEPT_FOR
from domain.work import Store

A_PAGE = 6
IN_A_FILE = 20_000
"""Rows in one spreadsheet from the chat; `sapa audit export` knows no limit."""
VIEWS_AT_MOST = 1_000
_REASON_AT_LEAST = 10
_REASON_AT_MOST = 300


class LookReasonNeeded(Refusal):
    """Who looks at somebody's log says why, in `least` signs or more; it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`older`: the number before which the next page begins, None on the last one."""

    entries: Sequence[AuditEntry]
    older: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The last verification, if there was one, and the head as it stands."""

    verified: AuditEntry | None
    head: Head | None


class TrailDesk:
    """Auditors only, for the whole region; every method raises NotPermitted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, kind: str, before: int | None, *, by: Actor) -> Page:
        """The newest of a kind (`""`: all), or those before an entry."""
        with self._store.read() as work:
            acting_as(work, by, Role.AUDITOR)
            found = work.audit.sought(Sought(kind=kind), limit=A_PAGE + 1, before=before)
        shown = found[:A_PAGE]
        return Page(entries=shown, older=shown[-1].number if len(found) > A_PAGE else None)

    def proof(self, *, by: Actor) -> Proof:
        with self._store.read() as work:
            acting_as(work, by, Role.AUDITOR)
            last = work.audit.sought(Sought(kind="trail.verified"), limit=1)
            return Proof(verified=last[0] if last else None, head=work.audit.head())

    def views_of(self, nip: str, reason: str, *, by: Actor, now: datetime) -> Mapping[tuple[str, str], int]:
        """How often somebody's record was looked at, by role and purpose; that it was asked is kept with why.

        Raise LookReasonNeeded, NotFound.
        """
        said = " ".join(reason.split())[:_REASON_AT_MOST]
        with self._store.write() as work:
            acting_as(work, by, Role.AUDITOR)
            if len(said) < _REASON_AT_LEAST:
                raise LookReasonNeeded(least=_REASON_AT_LEAST)
            person = work.people.by_nip(nip)
            if person is None:
                raise NotFound(subject="person")
            work.audit.add_about(person.id, {"reason": said}, "views.read", by=by.label, now=now)
            found = work.views.of(person.id, since=now - KEPT_FOR, limit=VIEWS_AT_MOST, offset=0)
            work.commit()
        counts: Counter[tuple[str, str]] = Counter()
        for view in found:
            counts[view.role, view.purpose] += view.times
        return counts

    def for_file(self, kind: str, *, by: Actor, now: datetime) -> Sequence[AuditEntry]:
        """The newest of a kind, as many as one file takes. Raise SecondFactorNeeded."""
        with self._store.write() as work:
            acting_as(work, by, Role.AUDITOR)
            recently_proven(work, by, now=now)
            found = work.audit.sought(Sought(kind=kind), limit=IN_A_FILE)
            work.commit()
        return found
