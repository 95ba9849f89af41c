"""What people wish and what weighs on them, as HR gathered it on paper or by form."""

from collections.abc import Iterable

from domain.imports.rows import CircumstanceRow, CoupleRow, SheetKind, WishRow
from files.sheets.page import Column, Complaint, Fields, Page
from files.sheets.values import choices, nips, whole_numbers, words
from files.tables.table import Fault

RANKS_AT_MOST = 10
YES_NO = {"ya": True, "y": True, "yes": True, "tidak": False, "t": False, "no": False}
NIP = Column("nip", ("NIP", "NIP BARU"), nips, must=True, required=True, is_distinct=True)


def _make_wish(sheet: int, row: int, fields: Fields) -> WishRow:
    return WishRow(sheet=sheet, row=row, nip=fields.pop("nip").digits, **fields)


def _check_couple(fields: Fields) -> Iterable[Complaint]:
    if fields["nip"].digits == fields["spouse_nip"].digits:
        return [("spouse_nip", Fault("couple.same_person"))]
    return ()


def _make_couple(sheet: int, row: int, fields: Fields) -> CoupleRow:
    return CoupleRow(sheet=sheet, row=row, nip=fields["nip"].digits, spouse_nip=fields["spouse_nip"].digits)


def _make_circumstance(sheet: int, row: int, fields: Fields) -> CircumstanceRow:
    return CircumstanceRow(
        sheet=sheet,
        row=row,
        nip=fields["nip"].digits,
        hardship=bool(fields["hardship"]),
        swaps=bool(fields["swaps"]),
    )


WISHES = Page(
    kind=SheetKind.WISHES,
    columns=(
        NIP,
        Column(
            "rank",
            ("PERINGKAT", "PILIHAN KE", "URUTAN PILIHAN"),
            whole_numbers(1, RANKS_AT_MOST),
            must=True,
            required=True,
        ),
        Column(
            "unit", ("UNIT TUJUAN", "UNIT PILIHAN", "PILIHAN UNIT KERJA"), words, must=True, required=True
        ),
        Column("position", ("JABATAN TUJUAN", "JABATAN PILIHAN"), words),
    ),
    make=_make_wish,
)

COUPLES = Page(
    kind=SheetKind.COUPLES,
    columns=(
        NIP,
        Column(
            "spouse_nip",
            ("NIP PASANGAN", "NIP SUAMI/ISTRI", "NIP SUAMI ISTRI"),
            nips,
            must=True,
            required=True,
            is_distinct=True,
        ),
    ),
    check=_check_couple,
    make=_make_couple,
)

CIRCUMSTANCES = Page(
    kind=SheetKind.CIRCUMSTANCES,
    columns=(
        NIP,
        Column(
            "hardship",
            ("KONDISI KHUSUS", "PERTIMBANGAN KHUSUS"),
            choices(YES_NO, "answer.unknown"),
            must=True,
        ),
        Column(
            "swaps", ("BERSEDIA BERTUKAR", "BERSEDIA TUKAR"), choices(YES_NO, "answer.unknown"), must=True
        ),
    ),
    make=_make_circumstance,
)
