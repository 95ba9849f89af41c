"""File sets as the readers hand them over, built in code."""

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.imports.rows import (
    CompetencyRow,
    FileSet,
    PersonRow,
    PositionRow,
    ProposalRow,
    SheetKind,
    SourceFile,
    SourceSheet,
    StandardRow,
    TaskRow,
)
from domain.proposals import Direction

UNITS = ("Puskesmas Selensen", "Puskesmas Kemuning", "Dinas Kesehatan")


def siasn_id(number: int) -> str:
    return str(uuid.UUID(int=number)).upper()


def nip(number: int) -> str:
    """Different people share no birth date here; the serial is an invented one."""
    birth = f"{1970 + number // 336 % 30}{number // 28 % 12 + 1:02}{number % 28 + 1:02}"
    return f"{birth}2015051{901 + number // 10_080}"


def person_row(number: int, **changed: Any) -> PersonRow:
    row = PersonRow(
        sheet=0,
        row=number + 2,
        siasn_id=siasn_id(number),
        nip=nip(number),
        name=f"ORANG KE {number}",
        name_proper=f"Orang Ke {number}",
        title_front="",
        title_back="S.Kep.",
        sex="P" if number % 2 else "L",
        phone=f"+62899000{number:05}",
        employee_kind="pns",
        legal_status="Aktif",
        grade="III/a",
        grade_since=date(2023, 4, 1),
        position_kind="fungsional",
        position="Perawat Terampil",
        position_since=date(2020, 9, 1),
        education_level="D-III",
        education="D-III Keperawatan",
        location="Selensen",
        unit_siasn_id=siasn_id(900_000 + number % len(UNITS)),
        unit=UNITS[number % len(UNITS)],
        unit_above="",
        echelon="",
    )
    return replace(row, **changed)


def file_set(people: int = 6, **changed: Any) -> FileSet:
    """All six kinds of rows for so many people, two proposals among them."""
    files = FileSet(
        files=[SourceFile(name="region.xlsx", sha256="0" * 64, size=1)],
        sheets=[
            SourceSheet(file="region.xlsx", name=kind.value, kind=kind, rows=1, title="Gelombang I")
            for kind in SheetKind
        ],
        people=[person_row(number) for number in range(people)],
        positions=[
            PositionRow(
                sheet=1,
                row=row,
                unit=unit,
                position="Perawat Terampil",
                job_class=6,
                staff_actual=2,
                staff_need=3,
                note="",
            )
            for row, unit in enumerate(UNITS)
        ],
        tasks=[
            TaskRow(
                sheet=2,
                row=row,
                unit=unit,
                position="Perawat Terampil",
                number=None,
                description=f"Tugas {row}",
                product="Layanan",
                measure="orang",
                volume=Decimal(7500),
                minutes=Decimal(30),
                effective_minutes=Decimal(75_000),
                need=Decimal(3),
            )
            for row, unit in enumerate(UNITS)
        ],
        competencies=[
            CompetencyRow(
                sheet=3,
                row=number,
                nip=nip(number),
                levels={"M.01": 3},
                assessed_on=date(2025, 3, 2),
                ratings={2024: "baik", 2025: "sangat_baik"},
                discipline="tidak_ada",
            )
            for number in range(people)
        ],
        standards=[
            StandardRow(
                sheet=4,
                row=1,
                position="Perawat Terampil",
                levels={"M.01": 2},
                education_min="D-III",
                education_fields=("D-III Keperawatan",),
            )
        ],
        proposals=[proposal_row(0, UNITS[0], UNITS[1]), proposal_row(3, UNITS[0], UNITS[2])],
    )
    return replace(files, **changed)


def proposal_row(number: int, from_unit: str, to_unit: str, **changed: Any) -> ProposalRow:
    row = ProposalRow(
        sheet=5,
        row=number + 3,
        nip=nip(number),
        name=f"Orang Ke {number}",
        from_position="Perawat Terampil",
        from_unit=from_unit,
        to_position="Perawat Terampil",
        to_unit=to_unit,
        direction=Direction.ROTASI,
        own_request=False,
        planned_effective_on=date(2027, 2, 1),
        reason="Beban kerja unit tujuan melebihi kapasitas",
    )
    return replace(row, **changed)
