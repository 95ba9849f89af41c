"""The list of a wave for the board and for I-MUT: at most fifty names a file, one person's alone to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from files.letters_file import save_private
from files.spreadsheet import Say, Workbook, heading_cell, text_cell

NAMES_AT_MOST = 50
_COLUMNS = (
    ("NO", 6),
    ("NIP", 22),
    ("NAMA", 34),
    ("GOLONGAN", 12),
    ("JABATAN LAMA", 34),
    ("UNIT KERJA LAMA", 40),
    ("JABATAN BARU", 34),
    ("UNIT KERJA BARU", 40),
    ("JENIS MUTASI", 16),
    ("RENCANA TMT", 14),
    ("ALASAN", 60),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One proposed transfer as the list prints it."""

    nip: str
    name: str
    grade: str
    from_position: str
    from_unit: str
    to_position: str
    to_unit: str
    kind: str
    planned_on: date | None
    reason: str


def write_transfer_lists(folder: Path, wave: str, listed: Sequence[Listed], say: Say) -> list[Path]:
    """Write as many files as it takes and return their paths; the import reads them again."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = []
    for start in range(0, len(listed), NAMES_AT_MOST):
        number = start // NAMES_AT_MOST + 1
        path = folder / f"{say('files.list.name')}-{number:02}.xlsx"
        save_private(path, _file(wave, listed[start : start + NAMES_AT_MOST], first=start + 1, say=say))
        written.append(path)
    return written


def _file(wave: str, listed: Sequence[Listed], *, first: int, say: Say) -> bytes:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(say("files.list.sheet"))
    for at, (_, width) in enumerate(_COLUMNS):
        sheet.column_dimensions["ABCDEFGHIJK"[at]].width = width
    sheet.freeze_panes = "A4"
    # The import names a wave after the title row, so a list that comes back belongs to the same wave.
    sheet.append([text_cell(sheet, wave)])
    sheet.append([])
    sheet.append([heading_cell(sheet, heading) for heading, _ in _COLUMNS])
    for number, one in enumerate(listed, start=first):
        planned = f"{one.planned_on:%d-%m-%Y}" if one.planned_on else ""
        texts = (
            one.nip,
            one.name,
            one.grade,
            one.from_position,
            one.from_unit,
            one.to_position,
            one.to_unit,
            one.kind,
            planned,
            one.reason,
        )
        sheet.append([number, *(text_cell(sheet, text) for text in texts)])
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()
