"""The position map (peta jabatan) with its staffing, and the workload analysis (ABK) task by task."""

import re
from collections.abc import Iterable
from decimal import Decimal

from domain.imports.rows import PositionRow, SheetKind, TaskRow
from files.sheets.cells import BLANKS, shown
from files.sheets.page import Column, Complaint, Fields, Page
from files.sheets.values import amounts, people_counts, whole_numbers, words
from files.tables.table import Cell, Fault

UNIT = ("UNIT KERJA", "UNIT ORGANISASI", "UNOR NAMA", "NAMA UNIT", "UNIT", "OPD")
POSITION = ("NAMA JABATAN", "JABATAN NAMA", "JABATAN")
HIGHEST_CLASS = 17
TASKS_AT_MOST = 10_000
SIGNED = re.compile(r"([-+–]?) ?(\d+)")
ROUNDING = Decimal("0.02")


def _signed(cell: Cell) -> int | Fault | None:
    """B - K as written: "+2", "-3", 0; a blank or a mark for nothing stays open."""
    if isinstance(cell, Fault):
        return cell
    written = shown(cell).removeprefix("'")
    if written in BLANKS:
        return None
    match = SIGNED.fullmatch(written)
    if not match:
        return Fault("cell.not_a_number")
    return -int(match[2]) if match[1] in {"-", "–"} else int(match[2])


def _check_staff(fields: Fields) -> Iterable[Complaint]:
    expected = fields["staff_actual"] - fields["staff_need"]
    if fields["difference"] not in {None, expected}:
        return [("difference", Fault("staff.difference", facts=(("expected", f"{expected:+d}"),)))]
    return ()


def _make_position(sheet: int, row: int, fields: Fields) -> PositionRow:
    fields.pop("difference")
    return PositionRow(sheet=sheet, row=row, **fields)


def _check_need(fields: Fields) -> Iterable[Complaint]:
    if not fields["effective_minutes"]:
        return [("effective_minutes", Fault("number.zero"))]
    expected = fields["volume"] * fields["minutes"] / fields["effective_minutes"]
    if fields["need"] is not None and abs(fields["need"] - expected) > ROUNDING:
        return [("need", Fault("need.difference", facts=(("expected", f"{expected:.4f}"),)))]
    return ()


def _make_task(sheet: int, row: int, fields: Fields) -> TaskRow:
    return TaskRow(sheet=sheet, row=row, **fields)


POSITIONS = Page(
    kind=SheetKind.POSITIONS,
    columns=(
        Column("unit", UNIT, words, must=True, required=True),
        Column("position", POSITION, words, must=True, required=True),
        Column("job_class", ("KELAS", "KELAS JABATAN", "KLS"), whole_numbers(1, HIGHEST_CLASS)),
        Column(
            "staff_actual",
            ("B", "BEZETTING", "JUMLAH PEGAWAI", "ADA"),
            people_counts,
            must=True,
            required=True,
        ),
        Column(
            "staff_need", ("K", "KEBUTUHAN", "KEBUTUHAN PEGAWAI"), people_counts, must=True, required=True
        ),
        Column("difference", ("SELISIH", "+/-", "KURANG/LEBIH"), lambda _: _signed),
        Column("note", ("KET", "KETERANGAN"), words),
    ),
    check=_check_staff,
    make=_make_position,
    forbids=("nip",),
)

TASKS = Page(
    kind=SheetKind.TASKS,
    columns=(
        Column("unit", UNIT, words, must=True, required=True),
        Column("position", POSITION, words, must=True, required=True),
        Column("number", ("NO", "NOMOR", "NO TUGAS"), whole_numbers(1, TASKS_AT_MOST)),
        Column("description", ("URAIAN TUGAS", "URAIAN"), words, must=True, required=True),
        Column("product", ("HASIL KERJA",), words),
        Column("measure", ("SATUAN", "SATUAN HASIL"), words),
        Column("volume", ("JUMLAH HASIL", "VOLUME", "JUMLAH BEBAN"), amounts, must=True, required=True),
        Column(
            "minutes",
            ("WAKTU PENYELESAIAN (MENIT)", "WAKTU PENYELESAIAN", "NORMA WAKTU"),
            amounts,
            must=True,
            required=True,
        ),
        Column(
            "effective_minutes",
            ("WAKTU EFEKTIF", "WAKTU KERJA EFEKTIF", "WKE", "WAKTU EFEKTIF (MENIT)"),
            amounts,
            must=True,
            required=True,
        ),
        Column("need", ("KEBUTUHAN", "KEBUTUHAN PEGAWAI", "PEGAWAI DIBUTUHKAN"), amounts),
    ),
    check=_check_need,
    make=_make_task,
)
