"""What is kept of files that left: that they did, never what was in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class ExportKind(StrEnum):
    """What a file is. Whoever lets another kind out adds it here, its roles in `desk.py`, its words."""

    STANDING = "standing"
    CASES = "cases"
    UNDERSTANDING = "understanding"
    WORKLOAD = "workload"
    WAVE = "wave"
    WAVE_PEOPLE = "wave_people"
    BOARD_LIST = "board_list"
    IMUT_LIST = "imut_list"
    SCENARIO = "scenario"
    IMPORT_FAULTS = "import_faults"
    VACANCIES = "vacancies"
    LIAISON_LIST = "liaison_list"
    LIAISON_CARDS = "liaison_cards"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One file. `by`: as in the audit trail. `people`: how many it names, 0 where it holds sums alone.

    `digest`: SHA-256 of its bytes, in hex, by which a copy found anywhere is known again.
    """

    number: int
    kind: ExportKind
    by: str
    people: int
    digest: str
    at: datetime


class Exports(Protocol):
    """The record. Rows are only ever added."""

    def note(self, kind: ExportKind, *, people: int, digest: str, by: str, now: datetime) -> int:
        """Keep it and return its number."""

    def newest(self, *, limit: int, offset: int = 0) -> Sequence[Export]: ...

    def count(self) -> int: ...

    def of_digest(self, digest: str) -> Sequence[Export]:
        """Every time that this very file left, the newest first."""
