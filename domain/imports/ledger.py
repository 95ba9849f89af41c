"""How a set of files differs from what is kept, and the one short writing unit that applies it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from domain.imports.problems import Problem
from domain.imports.rows import FileSet, SheetKind

if TYPE_CHECKING:  # domain/work.py imports this page
    from domain.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Rows of one kind. `absent`: kept here, but not in the files."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one row, before and after. `person_id`: whose row it is, where it is somebody's."""

    kind: SheetKind
    subject: str
    field: str
    before: str
    after: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """Somebody in service here who is not in the files."""

    person_id: int
    name: str
    unit: str


@dataclass(slots=True, kw_only=True)
class Comparison:
    """What would happen. `changes` lists before and after, `vanished_units` those left without anybody.

    `fingerprint` is of all of it, down to the row: equal ones would do the same to the same rows.
    """

    tallies: dict[SheetKind, Tally]
    changes: list[Change]
    leavers: list[Leaver]
    vanished_units: list[str]
    in_service: int
    renamed_units: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fingerprint: str = ""

    @property
    def changes_anything(self) -> bool:
        return bool(self.renamed_units) or any(one.new or one.changed for one in self.tallies.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class PastImport:
    """An import as it was recorded."""

    id: int
    applied_at: datetime
    applied_by: str
    digest: str
    summary: dict[str, dict[str, int]]
    undone_at: datetime | None


class ImportLedger(Protocol):
    """The imports kept here."""

    def compare(self, files: FileSet) -> Comparison: ...

    def apply(self, comparison: Comparison, *, digest: str, ends_absent: bool, by: str, now: datetime) -> int:
        """Write what was staged and return the import's number.

        Raise ChangedMeanwhile when the kept rows are no longer those that were compared.
        """

    def last(self) -> PastImport | None: ...

    def newest(self, *, limit: int, offset: int) -> Sequence[PastImport]: ...

    def count(self) -> int: ...

    def touched(self, import_id: int) -> Mapping[str, int]:
        """Rows that undoing it would put back or end, by table."""

    def undo(self, import_id: int, *, now: datetime) -> dict[str, int]:
        """Put back what the import changed; return rows by table. People whom it brought are ended."""


class Staging(Protocol):
    """Rows on their way in, beside the kept ones: sealing and copying hold no lock."""

    def load(self, comparison: Comparison) -> Iterator[int]:
        """Copy in the new and changed rows, yielding how many are in after each portion."""

    def write(self) -> "AbstractContextManager[Work]":
        """The writing unit that sees them."""


def digest_of(files: FileSet) -> str:
    """What identifies a set of files: the hashes of their bytes, in whatever order they were given."""
    return " ".join(sorted(file.sha256 for file in files.files))
