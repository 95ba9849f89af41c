"""Spreadsheets of a wave: for the board (Tim Penilai Kinerja), for I-MUT, and rows that came back faulty.

Headings are the region's and BKN's own words, in capitals as their files have them; the reader knows them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO

from domain.dossiers.lists import ListedTransfer, WaveList
from domain.dossiers.status_lists import RowFault, StatusRow
from domain.proposals import Direction
from files.spreadsheet import Say, Workbook, WriteOnlyWorksheet, heading_cell, text_cell
from files.tables.table import letters

NAMES_AT_MOST = 50
"""I-MUT takes a list of fifty names at once (files/transfer_list.py)."""
_BOARD = (
    ("NO", 6),
    ("NO USULAN", 12),
    ("NIP", 22),
    ("NAMA", 34),
    ("GOLONGAN", 12),
    ("JABATAN LAMA", 34),
    ("UNIT KERJA LAMA", 40),
    ("JABATAN BARU", 34),
    ("UNIT KERJA BARU", 40),
    ("KELAS", 10),
    ("JENIS MUTASI", 20),
    ("RENCANA TMT", 14),
    ("ALASAN", 60),
    ("STATUS SEKARANG", 24),
    ("STATUS", 24),
    ("CATATAN", 40),
)
# As the national record's own export names them (SIASN, "Export Data ASN").
_IMUT = (
    ("PNS ID", 38),
    ("NIP BARU", 22),
    ("NAMA", 34),
    ("GELAR DEPAN", 14),
    ("GELAR BELAKANG", 18),
    ("GOL AKHIR NAMA", 12),
    ("UNOR ASAL NAMA", 40),
    ("JABATAN ASAL NAMA", 34),
    ("UNOR TUJUAN NAMA", 40),
    ("JABATAN TUJUAN NAMA", 34),
    ("JENIS MUTASI", 20),
    ("TMT JABATAN", 14),
    ("ALASAN", 60),
)
_FAULTY = (("BARIS", 8), ("NIP / NO USULAN", 24), ("STATUS", 24), ("CATATAN", 40))
_KINDS = {Direction.ROTASI: "Rotasi", Direction.PROMOSI: "Promosi", Direction.DEMOSI: "Demosi"}
_OWN_REQUEST = "Atas permintaan sendiri"


def board_list(content: WaveList, say: Say) -> bytes:
    """One sheet. STATUS and CATATAN are left empty: filled in, the file comes back as a list of statuses."""
    rows = (
        (
            str(number),
            str(one.number),
            one.nip,
            one.full_name,
            one.grade,
            one.from_position,
            one.from_unit,
            one.to_position,
            one.to_unit,
            f"{_class(one.from_class)} → {_class(one.to_class)}",
            _kind(one),
            _day(one),
            one.reason,
            say(f"commands.proposal.status.{one.status}"),
            "",
            "",
        )
        for number, one in enumerate(content.rows, start=1)
    )
    return _written(say("files.list.sheet"), content.wave, _BOARD, rows)


def imut_lists(content: WaveList, say: Say) -> Iterator[bytes]:
    """As many files as it takes."""
    for start in range(0, len(content.rows), NAMES_AT_MOST):
        portion = content.rows[start : start + NAMES_AT_MOST]
        rows = (
            (
                one.siasn_id,
                one.nip,
                one.name,
                one.title_front,
                one.title_back,
                one.grade,
                one.from_unit,
                one.from_position,
                one.to_unit,
                one.to_position,
                _kind(one),
                _day(one),
                one.reason,
            )
            for one in portion
        )
        yield _written(say("files.list.sheet"), None, _IMUT, rows)


def faulty_rows(rows: Sequence[StatusRow], faults: Mapping[int, RowFault], say: Say) -> bytes:
    """Each row that records nothing as it was written, and beside it why; mended, the file is sent again."""
    headings = (*_FAULTY, (say("waves.marked.why"), 70))
    lines = (
        (str(one.line), one.who, one.status, one.note, say(f"waves.fault.{faults[one.line]}"))
        for one in rows
        if one.line in faults
    )
    return _written(say("waves.marked.sheet"), None, headings, lines)


def _written(
    name: str, title: str | None, headings: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]
) -> bytes:
    workbook = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = workbook.create_sheet(name)
    for at, (_, width) in enumerate(headings):
        sheet.column_dimensions[letters(at)].width = width
    if title is not None:
        sheet.append([text_cell(sheet, title)])
        sheet.append([])
    sheet.freeze_panes = "A2" if title is None else "A4"
    sheet.append([heading_cell(sheet, heading) for heading, _ in headings])
    for row in rows:
        sheet.append([text_cell(sheet, text) for text in row])
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _class(job_class: int | None) -> str:
    return "?" if job_class is None else str(job_class)


def _kind(one: ListedTransfer) -> str:
    return _OWN_REQUEST if one.own_request else _KINDS[one.direction]


def _day(one: ListedTransfer) -> str:
    return f"{one.planned_on:%d-%m-%Y}" if one.planned_on else ""
