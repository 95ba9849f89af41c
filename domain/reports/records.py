"""What a report holds, before it is put into words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.exports.records import ExportKind
from domain.standing.cases import CaseCount
from domain.standing.desk import WaveStanding
from domain.standing.records import LoadCount, WavePerson

REPORTS = (
    ExportKind.STANDING,
    ExportKind.UNDERSTANDING,
    ExportKind.CASES,
    ExportKind.WORKLOAD,
    ExportKind.WAVE,
    ExportKind.WAVE_PEOPLE,
)


class Format(StrEnum):
    """As what it leaves."""

    EXCEL = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """After a wave: what was said and what came of it. `cases`: small kinds are one line, see `joined_small`.

    A number below five is None: with so few, somebody might be recognised. `corrected`: data that were
    wrong and were mended; `given_up`: proposals withdrawn or rejected after their people had been told;
    `wishes_met`: people whose decree leads to a unit that they had wished for.
    """

    cases: Sequence[CaseCount]
    corrected: int | None
    given_up: int | None
    wishes_met: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Only what the kind tells is filled in. `since`: since when cases are counted; None: from ever."""

    kind: ExportKind
    wave: str
    made_at: datetime
    dated_on: date
    code: str
    since: date | None = None
    standing: WaveStanding | None = None
    loads: Sequence[LoadCount] = ()
    cases: Sequence[CaseCount] | None = None
    heard: Heard | None = None
    people: Sequence[WavePerson] = ()


class ReportFiles(Protocol):
    """Writes reports, in a process of its own."""

    def write(
        self, content: Content, form: Format, *, language: str, progress: Callable[[int], None]
    ) -> bytes:
        """`progress` takes the rows that stand already."""
