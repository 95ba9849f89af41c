"""Letting a file out: recorded and audited in one unit, or it does not leave."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.actors import Actor, Role
from domain.exports.records import Export, ExportKind
from domain.rights import acting_as, recently_proven, scope_of
from domain.work import Store, Work

A_PAGE = 6

_HR = (Role.OFFICER, Role.PLANNER, Role.APPROVER)
_PLANNING = (Role.PLANNER, Role.APPROVER)
# Who may let a file of that kind out; whether its contents are theirs to see, the desk that makes it says.
MAY_RELEASE: dict[ExportKind, tuple[Role, ...]] = {
    ExportKind.STANDING: _HR,
    ExportKind.CASES: _HR,
    ExportKind.UNDERSTANDING: _HR,
    ExportKind.WORKLOAD: _HR,
    ExportKind.WAVE: _HR,
    ExportKind.WAVE_PEOPLE: _HR,
    ExportKind.BOARD_LIST: _PLANNING,
    ExportKind.IMUT_LIST: _PLANNING,
    ExportKind.SCENARIO: _PLANNING,
    ExportKind.IMPORT_FAULTS: (Role.PLANNER,),
    ExportKind.VACANCIES: _HR,
    ExportKind.LIAISON_LIST: (Role.LIAISON, Role.OFFICER),
    ExportKind.LIAISON_CARDS: (Role.LIAISON, Role.OFFICER),
    ExportKind.AUDIT: (Role.AUDITOR,),
}
# What was brought a moment ago by whoever takes it back, marked.
_OWN_FILE = ExportKind.IMPORT_FAULTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`number` from 1; `pages` at least 1."""

    listed: Sequence[Export]
    number: int
    pages: int
    count: int


class ExportDesk:
    """The record of what left."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def release(self, kind: ExportKind, content: bytes, *, people: int, by: Actor, now: datetime) -> int:
        """Record a finished file, which may be handed over from then on; return its number.

        `people`: how many it names. Raise NotPermitted, SecondFactorNeeded.
        """
        with self._store.write() as work:
            number = release(work, kind, content, people=people, by=by, now=now)
            work.commit()
        return number

    def page(self, number: int, *, by: Actor) -> Page:
        """What left, the newest first; the nearest page there is. The auditor's: raise NotPermitted."""
        with self._store.read() as work:
            if by.person_id is not None:
                acting_as(work, by, Role.AUDITOR)
            count = work.exports.count()
            pages = max(1, -(-count // A_PAGE))
            shown = min(max(1, number), pages)
            listed = work.exports.newest(limit=A_PAGE, offset=(shown - 1) * A_PAGE)
        return Page(listed=listed, number=shown, pages=pages, count=count)


def release(work: Work, kind: ExportKind, content: bytes, *, people: int, by: Actor, now: datetime) -> int:
    """The same for a desk that records it in a unit of its own."""
    if by.person_id is not None:
        scope_of(work, by, *MAY_RELEASE[kind])
    if kind is not _OWN_FILE:
        recently_proven(work, by, now=now)
    digest = hashlib.sha256(content).hexdigest()
    number = work.exports.note(kind, people=people, digest=digest, by=by.label, now=now)
    work.audit.add(
        "export.released",
        by=by.label,
        subject=f"export:{number}",
        now=now,
        kind=kind,
        people=people,
        digest=digest,
    )
    return number
