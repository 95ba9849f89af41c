"""Where proposals stand, brought back by a spreadsheet: looked at first, then recorded as looked at."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.actors import Actor, Role
from domain.dossiers.desk import READERS
from domain.dossiers.words import WORDS_AT_MOST
from domain.forms import finish_form
from domain.nip import LENGTH
from domain.organisation import name_key
from domain.proposal_desk import record_step
from domain.proposals import Proposal, Status
from domain.refusals import ChangedMeanwhile, NotPermitted, Refusal
from domain.rights import acting_as
from domain.route import needs_note, next_steps
from domain.work import Store, Work

ROWS_AT_MOST = 1_000


class StatusListUnfit(Refusal):
    """The file is no list of statuses that can be read."""


class StatusListTooLong(Refusal):
    """`limit` rows at most: more is divided into several files."""


class RowFault(StrEnum):
    """Why a row records nothing."""

    WHO_MISSING = "who_missing"
    UNKNOWN_PERSON = "unknown_person"
    NOT_IN_WAVE = "not_in_wave"
    TWICE = "twice"
    UNKNOWN_STATUS = "unknown_status"
    NOT_NEXT = "not_next"
    NO_RIGHT = "no_right"
    NOTE_NEEDED = "note_needed"
    NOTE_TOO_LONG = "note_too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One row as it was read: `who` is a NIP or a proposal's number."""

    line: int
    who: str
    status: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a row would record."""

    line: int
    proposal: Proposal
    to: Status
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """What a list would do. `same`: rows whose proposal stands there already. `faults`: by line.

    `digest` names just this outcome; who confirms it has seen it.
    """

    wave: str
    steps: Sequence[Step]
    same: int
    faults: Mapping[int, RowFault]
    digest: str

    @property
    def tally(self) -> Mapping[tuple[Status, Status], int]:
        """How many would go from where to where."""
        return Counter((one.proposal.status, one.to) for one in self.steps)


class StatusListDesk:
    """Two steps: `look` changes nothing, `apply` does what was looked at, or nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def look(
        self, wave_id: int, rows: Sequence[StatusRow], names: Mapping[str, Status], *, by: Actor
    ) -> DryRun:
        """Say what the rows would record. `names`: what statuses are called, by `name_key`.

        Raise StatusListTooLong, NotFound, NotPermitted.
        """
        with self._store.read() as work:
            acting_as(work, by, *READERS)
            return _dry_run(work, wave_id, rows, names, by)

    def apply(
        self,
        wave_id: int,
        rows: Sequence[StatusRow],
        names: Mapping[str, Status],
        *,
        seen: str,
        form_of: int | None = None,
        by: Actor,
        now: datetime,
    ) -> int:
        """Record what `look` said, and tell people what they may know; return how many steps.

        Raise ChangedMeanwhile where it would not be the same any more, and as `look`.
        """
        with self._store.write() as work:
            acting_as(work, by, *READERS)
            run = _dry_run(work, wave_id, rows, names, by)
            if run.digest != seen:
                raise ChangedMeanwhile(subject=run.wave)
            for one in run.steps:
                record_step(work, one.proposal, one.to, note=one.note, by=by, now=now)
            work.audit.add(
                "wave.statuses_recorded",
                by=by.label,
                subject=f"wave:{wave_id}",
                now=now,
                steps=len(run.steps),
            )
            finish_form(work, form_of)
            work.commit()
        return len(run.steps)


def _dry_run(
    work: Work, wave_id: int, rows: Sequence[StatusRow], names: Mapping[str, Status], by: Actor
) -> DryRun:
    if len(rows) > ROWS_AT_MOST:
        raise StatusListTooLong(limit=ROWS_AT_MOST)
    wave = work.waves.get(wave_id)
    reading = _Reading(work, wave_id, names, by)
    steps: list[Step] = []
    faults: dict[int, RowFault] = {}
    same = 0
    for row in rows:
        outcome = reading.read(row)
        if isinstance(outcome, RowFault):
            faults[row.line] = outcome
        elif outcome is None:
            same += 1
        else:
            steps.append(outcome)
    told = repr([(one.proposal.id, one.proposal.status, one.to, one.note) for one in steps])
    return DryRun(
        wave=wave.name,
        steps=tuple(steps),
        same=same,
        faults=faults,
        digest=hashlib.sha256(f"{told}{sorted(faults.items())}".encode()).hexdigest()[:16],
    )


class _Reading:
    """The wave at hand, row after row."""

    def __init__(self, work: Work, wave_id: int, names: Mapping[str, Status], by: Actor) -> None:
        self._work = work
        self._names = names
        self._by = by
        every = work.proposals.of_wave(wave_id)
        self._by_number = {one.id: one for one in every}
        self._by_person = {one.person_id: one for one in every}
        self._taken: set[int] = set()
        self._holds: dict[Role, bool] = {}

    def read(self, row: StatusRow) -> Step | RowFault | None:
        """None: it stands there already."""
        proposal = self._proposal(row.who)
        if isinstance(proposal, RowFault):
            return proposal
        if proposal.id in self._taken:
            return RowFault.TWICE
        self._taken.add(proposal.id)
        to = self._names.get(name_key(row.status))
        if to is None:
            return RowFault.UNKNOWN_STATUS
        if to is proposal.status:
            return None
        fault = self._fault(proposal, to, row.note.strip())
        return fault or Step(line=row.line, proposal=proposal, to=to, note=row.note.strip())

    def _proposal(self, who: str) -> Proposal | RowFault:
        digits = "".join(who.split()).lstrip("#")
        if not digits:
            return RowFault.WHO_MISSING
        if not (digits.isascii() and digits.isdigit()):
            return RowFault.UNKNOWN_PERSON
        if len(digits) != LENGTH:
            return self._by_number.get(int(digits[:LENGTH]), RowFault.NOT_IN_WAVE)
        person = self._work.people.by_nip(digits)
        if person is None:
            return RowFault.UNKNOWN_PERSON
        return self._by_person.get(person.id, RowFault.NOT_IN_WAVE)

    def _fault(self, proposal: Proposal, to: Status, note: str) -> RowFault | None:
        if to not in next_steps(proposal.status):
            return RowFault.NOT_NEXT
        if not self._is_permitted(proposal.status, to):
            return RowFault.NO_RIGHT
        if needs_note(to) and not note:
            return RowFault.NOTE_NEEDED
        return RowFault.NOTE_TOO_LONG if len(note) > WORDS_AT_MOST else None

    def _is_permitted(self, status: Status, to: Status) -> bool:
        role = next_steps(status)[to]
        if role not in self._holds:
            try:
                acting_as(self._work, self._by, role)
            except NotPermitted:
                self._holds[role] = False
            else:
                self._holds[role] = True
        return self._holds[role]
