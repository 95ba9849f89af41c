"""What HR's files say, row by row, read and checked but not yet compared with what is kept.

No personal column without a purpose has a place here: no NIK, NPWP, BPJS, religion, marriage, birth
place, address or e-mail (UU 27/2022; domain.md 4.4).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from domain.people import EmployeeKind, Sex
from domain.proposals import Direction

PositionKind = Literal["struktural", "fungsional", "pelaksana"]
Predicate = Literal["sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang"]
Discipline = Literal["tidak_ada", "ringan", "sedang", "berat"]


class SheetKind(StrEnum):
    """The kinds of table that HR hands in, told apart by their headings."""

    PEOPLE = "people"
    POSITIONS = "positions"
    TASKS = "tasks"
    COMPETENCIES = "competencies"
    STANDARDS = "standards"
    PROPOSALS = "proposals"
    WISHES = "wishes"
    COUPLES = "couples"
    CIRCUMSTANCES = "circumstances"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`sheet` is an index into `FileSet.sheets`, `row` the row's number as a spreadsheet counts it."""

    sheet: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow(Row):
    """One civil servant of the SIASN export; empty text where the file says nothing.

    `name` is as written, `name_proper` the same in ordinary casing (files often hold capitals only).
    `phone` is E.164; `unit_siasn_id` and `siasn_id` are UUIDs in capitals. `unit_above`: the name of the unit
    that stands above the person's.
    """

    siasn_id: str
    nip: str
    name: str
    name_proper: str
    title_front: str
    title_back: str
    sex: Sex | None
    phone: str | None
    employee_kind: EmployeeKind
    legal_status: str
    grade: str
    grade_since: date | None
    position_kind: PositionKind | None
    position: str
    position_since: date | None
    education_level: str
    education: str
    location: str
    unit_siasn_id: str
    unit: str
    unit_above: str
    echelon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow(Row):
    """One post of the position map (peta jabatan): staffing B and need K in people."""

    unit: str
    position: str
    job_class: int | None
    staff_actual: int
    staff_need: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow(Row):
    """One task of the workload analysis (ABK): `volume` a year, `minutes` each, `need` in people."""

    unit: str
    position: str
    number: int | None
    description: str
    product: str
    measure: str
    volume: Decimal
    minutes: Decimal
    effective_minutes: Decimal
    need: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyRow(Row):
    """One person's assessed levels (1-5 by code, as "M.01") and performance ratings by year.

    `discipline` is None where the file does not say.
    """

    nip: str
    levels: Mapping[str, int]
    assessed_on: date | None
    ratings: Mapping[int, Predicate]
    discipline: Discipline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRow(Row):
    """What one post asks for: levels by code, education at least, and the fields that fit."""

    position: str
    levels: Mapping[str, int]
    education_min: str
    education_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow(Row):
    """One proposed transfer. `direction` is None where the list only says that it is an own request."""

    nip: str
    name: str
    from_position: str
    from_unit: str
    to_position: str
    to_unit: str
    direction: Direction | None
    own_request: bool
    planned_effective_on: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WishRow(Row):
    """A unit that somebody would like to serve in, by rank from 1; no `position`: in any that fits."""

    nip: str
    rank: int
    unit: str
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoupleRow(Row):
    """Somebody who wishes to serve near their husband or wife."""

    nip: str
    spouse_nip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstanceRow(Row):
    """Whether HR acknowledged a special circumstance (which one is not read), and readiness to swap."""

    nip: str
    hardship: bool
    swaps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelRow(Row):
    """The way from one location to another, in minutes by the usual mode."""

    origin: str
    destination: str
    minutes: int
    mode: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file handed in; `sha256` of its bytes tells whether it came before."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSheet:
    """One recognised sheet. `as_of` or `year` where a title above the headings says so."""

    file: str
    name: str
    kind: SheetKind
    rows: int
    title: str = ""
    as_of: date | None = None
    year: int | None = None


@dataclass(slots=True, kw_only=True)
class FileSet:
    """Everything that one set of files says."""

    files: list[SourceFile] = field(default_factory=list)
    sheets: list[SourceSheet] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    positions: list[PositionRow] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    competencies: list[CompetencyRow] = field(default_factory=list)
    standards: list[StandardRow] = field(default_factory=list)
    proposals: list[ProposalRow] = field(default_factory=list)
    wishes: list[WishRow] = field(default_factory=list)
    couples: list[CoupleRow] = field(default_factory=list)
    circumstances: list[CircumstanceRow] = field(default_factory=list)
    travel: list[TravelRow] = field(default_factory=list)

    def source(self, row: Row) -> SourceSheet:
        return self.sheets[row.sheet]
