"""Cases on one transaction: found by marks, opened in memory, written back sealed."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection, func, select

from domain.concerns.records import (
    BySender,
    Case,
    CountedCase,
    FileKind,
    Mode,
    Owner,
    SealOfficer,
    StoredFile,
    Unsealing,
    Waiting,
)
from domain.concerns.refusals import NotEnrolled, UnsealingNotRequested
from storage.concerns.boxes import joined
from storage.concerns.dossier import Dossier, files_of
from storage.concerns.known import KnownCases, as_counted, in_queue
from storage.concerns.marks import Marks
from storage.concerns.seals import SealOfficers
from storage.concerns.shelves import Kept, Shelves
from storage.hour_keys import HourKeys, hour_of
from storage.tables import concern
from storage.vault import Vault

# One writer of cases at a time on PostgreSQL. A lock on their rows would stand in the log of writes.
_LOCK = 0x5A9A_4153
_OPENED_AT_ONCE = 500


T = TypeVar("T")


class SqlConcerns:
    """What was read in this unit is held, so that saving knows where it lies."""

    def __init__(
        self,
        connection: Connection,
        vault: Vault,
        keys: HourKeys | None,
        *,
        is_writing: bool,
        known: KnownCases,
    ) -> None:
        self._connection = connection
        self._shelves = Shelves(connection, vault.concerns, keys)
        self._marks = Marks(connection, vault.concerns)
        self._seals = SealOfficers(connection)
        self._must_lock = is_writing and connection.dialect.name == "postgresql"
        self._known = known
        self._held: dict[str, Kept] = {}
        self._new_files: dict[str, bytes] = {}

    def open(self, case: Case, owner: Owner, *, now: datetime) -> None:
        taken = [one.dossier.owner_mark for one in self._owned(owner)]
        dossier = Dossier(case=case, owner_mark=self._marks.new_for(owner, taken=taken))
        self._take_files(dossier)
        if case.mode is Mode.SEALED and isinstance(owner, BySender):
            dossier.halves = self._seals.halves_for_all(owner.person_id, case.number)
        self._shelves.put(dossier, self._marks.of_number(case.number), now=now)

    def save(self, case: Case, *, now: datetime) -> None:
        kept = self._held[case.number]
        kept.dossier.case = case
        self._take_files(kept.dossier)
        if kept.hour is not None:
            self._shelves.change(kept)
        else:
            self._shelves.put(kept.dossier, self._marks.of_number(case.number), now=now)

    def owned(self, owner: Owner) -> Sequence[Case]:
        return self._hold(self._owned(owner))

    def case(self, number: str) -> Case | None:
        self._lock()
        found = [one for one in self._shelves.letters() if one.dossier.case.number == number]
        if not found and self._marks.are_there:
            found = self._shelves.shelved(concern.c.number_hash == self._marks.of_number(number))
        return next(iter(self._hold(found)), None)

    def all(self) -> Sequence[Case]:
        return self._hold([*self._shelves.shelved(), *self._shelves.letters()])

    def waiting(self) -> Sequence[Waiting]:
        opened = self._opened(self._shelves.waiting_rows(), self._known.waiting, in_queue)
        found = {one.case.number: one for one in opened}
        found |= {one.dossier.case.number: in_queue(one.dossier.case) for one in self._shelves.letters()}
        return [one for one in found.values() if one.case.waits_for_answer]

    def counted(self) -> Sequence[CountedCase]:
        opened = self._opened(self._shelves.rows(), self._known.counted, as_counted)
        found = {one.number: one for one in opened}
        found |= {one.dossier.case.number: as_counted(one.dossier.case) for one in self._shelves.letters()}
        return list(found.values())

    def put_file(self, content: bytes, kind: FileKind) -> StoredFile:
        name, key = self._shelves.put_file(content, with_letter=True)
        self._new_files[name] = key
        return StoredFile(id=name, kind=kind, size=len(content))

    def file(self, file: StoredFile) -> bytes:
        keys = {name: key for kept in self._held.values() for name, key in kept.dossier.file_keys.items()}
        return self._shelves.file(file.id, keys[file.id])

    def sort_in(self, *, at_least: int = 1, or_before: datetime | None = None) -> int:
        self._lock()
        lying, oldest = self._shelves.lying()
        is_old = oldest is not None and or_before is not None and oldest < hour_of(or_before)
        if lying < at_least and not is_old:
            return 0
        letters = self._shelves.letters()
        secrets.SystemRandom().shuffle(letters)
        for letter in letters:
            self._settle_files(letter.dossier)
            self._shelves.put_on_shelf(letter.dossier, self._marks.of_number(letter.dossier.case.number))
            self._shelves.throw_away(letter)
        return len(letters)

    def shuffle(self) -> int:
        self._lock()
        shelved = self._shelves.shelved()
        secrets.SystemRandom().shuffle(shelved)
        for one in shelved:
            self._shelves.put_on_shelf(one.dossier, self._marks.of_number(one.dossier.case.number))
        return len(shelved)

    def forget_lost(self, *, before: datetime) -> int:
        return self._shelves.mark_lost(before_hour=hour_of(before))

    def is_ready(self) -> bool:
        return self._seals.are_ready()

    def officers(self) -> Sequence[SealOfficer]:
        return self._seals.listed()

    def enrol(self, person_id: int, passphrase: str, *, today: date) -> None:
        self._seals.enrol(person_id, passphrase, today=today)

    def knows(self, person_id: int, passphrase: str) -> bool:
        return self._seals.key_of(person_id, passphrase) is not None

    def request(self, number: str, reason: str, *, by: int, passphrase: str, today: date) -> None:
        kept = self._held[number]
        kept.dossier.given = self._seals.opened_halves(kept.dossier, by=by, passphrase=passphrase)
        kept.dossier.unsealing = Unsealing(number=number, reason=reason, requested_by=by, requested_on=today)

    def pending(self, number: str) -> Unsealing | None:
        asked = self._held[number].dossier.unsealing
        return asked if asked is not None and asked.second_by is None else None

    def approve(self, number: str, *, by: int, passphrase: str, today: date) -> int:
        dossier = self._held[number].dossier
        if dossier.unsealing is None:
            raise UnsealingNotRequested
        halves = self._seals.opened_halves(dossier, by=by, passphrase=passphrase)
        first = dossier.unsealing.requested_by
        if by not in dossier.given or first not in halves:
            raise NotEnrolled
        sender = int(joined(dossier.given[by], halves[first]))
        dossier.given = {}
        dossier.unsealing = replace(dossier.unsealing, second_by=by, opened_on=today)
        return sender

    def _owned(self, owner: Owner) -> list[Kept]:
        self._lock()
        if not self._marks.are_there:
            return []
        marks = self._marks.of_owner(owner)
        newer = [one for one in self._shelves.letters() if one.dossier.owner_mark in marks]
        return [*self._shelves.shelved(concern.c.owner_mark.in_(marks)), *newer]

    def _opened(self, rows: Sequence[str], known: dict[str, T], read: Callable[[Case], T]) -> list[T]:
        """Each row as it is known; what is not known yet is opened, a few at a time."""
        opened = {row: one for row in rows if (one := known.get(row)) is not None}
        fresh = [row for row in rows if row not in opened]
        for at in range(0, len(fresh), _OPENED_AT_ONCE):
            chosen = concern.c.id.in_(fresh[at : at + _OPENED_AT_ONCE])
            opened |= {one.row_id: read(one.dossier.case) for one in self._shelves.shelved(chosen)}
        # Other threads read and write it as well.
        known.update(opened)
        for gone in set(known) - opened.keys():
            known.pop(gone, None)
        return list(opened.values())

    def _hold(self, found: Iterable[Kept]) -> list[Case]:
        """Of two versions of a case the last one stands: the letter."""
        held = {one.dossier.case.number: one for one in found}
        self._held |= held
        return [one.dossier.case for one in held.values()]

    def _take_files(self, dossier: Dossier) -> None:
        """Keep the keys of the files that the case names, and lose those of the others."""
        named = [one.id for one in files_of(dossier.case)]
        keys = dossier.file_keys | self._new_files
        dossier.fresh_files += [one for one in named if one not in dossier.file_keys]
        dossier.doomed_files += [one for one in dossier.file_keys if one not in named]
        dossier.file_keys = {name: keys[name] for name in named}

    def _settle_files(self, dossier: Dossier) -> None:
        """Under new names and keys: what the disk remembers of a file's coming leads nowhere."""
        fresh = {name: dossier.file_keys[name] for name in dossier.fresh_files if name in dossier.file_keys}
        renamed = {}
        for name, key in fresh.items():
            renamed[name], dossier.file_keys[renamed[name]] = self._shelves.put_file(
                self._shelves.file(name, key), with_letter=False
            )
            del dossier.file_keys[name]
        dossier.rename_files(renamed)
        gone = [*fresh, *dossier.doomed_files]
        if gone:
            self._shelves.destroy_files(gone)
        dossier.fresh_files, dossier.doomed_files = [], []

    def _lock(self) -> None:
        if self._must_lock:
            self._connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            self._must_lock = False
