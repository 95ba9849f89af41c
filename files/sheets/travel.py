"""How long the way is between two places of work: minutes by the usual mode, not kilometres."""

from domain.imports.rows import SheetKind, TravelRow
from files.sheets.page import Column, Fields, Page
from files.sheets.values import whole_numbers, words

LONGEST_WAY = 2_880  # minutes: two days


def _make(sheet: int, row: int, fields: Fields) -> TravelRow:
    return TravelRow(sheet=sheet, row=row, **fields)


TRAVEL = Page(
    kind=SheetKind.TRAVEL,
    columns=(
        Column("origin", ("LOKASI ASAL", "DARI LOKASI"), words, must=True, required=True),
        Column("destination", ("LOKASI TUJUAN", "KE LOKASI"), words, must=True, required=True),
        Column(
            "minutes",
            ("MENIT", "WAKTU TEMPUH (MENIT)", "WAKTU TEMPUH"),
            whole_numbers(0, LONGEST_WAY),
            must=True,
            required=True,
        ),
        Column("mode", ("MODA", "MODA TRANSPORTASI"), words),
        Column("source", ("SUMBER", "SUMBER DATA"), words),
    ),
    make=_make,
)
