"""Assessed competencies with performance and discipline, and the standard that each post asks for."""

import re

from domain.imports.rows import CompetencyRow, SheetKind, StandardRow
from files.sheets.page import Column, Fields, Page
from files.sheets.positions import POSITION
from files.sheets.values import choices, dates, levels, nips, words

CODE = re.compile(r"(M|SK|T)(\d{2})")
RATING = re.compile(r"PREDIKAT(?:KINERJA|SKP)?(20\d\d)")
PREDICATES = {
    "sangat baik": "sangat_baik",
    "baik": "baik",
    "butuh perbaikan": "butuh_perbaikan",
    "kurang": "kurang",
    "kurang misconduct": "kurang",
    "misconduct": "kurang",
    "sangat kurang": "sangat_kurang",
}
DISCIPLINE = {
    "tidak ada": "tidak_ada",
    "tidak pernah": "tidak_ada",
    "nihil": "tidak_ada",
    **{
        f"{start}{weight}": weight
        for start in ("", "hukuman disiplin ")
        for weight in ("ringan", "sedang", "berat")
    },
}


def _code(match: re.Match[str]) -> str:
    return f"{match[1]}.{match[2]}"


LEVELS = Column("levels", ("M.01",), levels, must=True, family=CODE, family_key=_code)


def _make_competency(sheet: int, row: int, fields: Fields) -> CompetencyRow:
    nip = fields.pop("nip").digits
    return CompetencyRow(sheet=sheet, row=row, nip=nip, **fields)


def _make_standard(sheet: int, row: int, fields: Fields) -> StandardRow:
    allowed = tuple(name.strip() for name in fields.pop("education_fields").split(";") if name.strip())
    return StandardRow(sheet=sheet, row=row, education_fields=allowed, **fields)


COMPETENCIES = Page(
    kind=SheetKind.COMPETENCIES,
    columns=(
        Column("nip", ("NIP", "NIP BARU"), nips, must=True, required=True, is_distinct=True),
        LEVELS,
        Column("assessed_on", ("TANGGAL ASESMEN", "TGL ASESMEN", "TANGGAL PENILAIAN"), dates),
        Column(
            "ratings",
            ("PREDIKAT 2025",),
            choices(PREDICATES, "predicate.unknown"),
            family=RATING,
            family_key=lambda match: int(match[1]),
        ),
        Column(
            "discipline",
            ("HUKUMAN DISIPLIN", "HUKDIS", "DISIPLIN"),
            choices(DISCIPLINE, "discipline.unknown"),
        ),
    ),
    make=_make_competency,
)

STANDARDS = Page(
    kind=SheetKind.STANDARDS,
    columns=(
        Column("position", POSITION, words, must=True, required=True),
        LEVELS,
        Column("education_min", ("PENDIDIKAN MINIMAL", "PENDIDIKAN"), words),
        Column("education_fields", ("BIDANG PENDIDIKAN", "BIDANG", "JURUSAN"), words),
    ),
    make=_make_standard,
)
