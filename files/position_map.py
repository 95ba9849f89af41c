"""The position map (peta jabatan dan bezetting) as HR knows it, and as the import reads it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from files.spreadsheet import Say, Workbook, WriteOnlyWorksheet, heading_cell, text_cell

_COLUMNS = (
    ("NO", 6),
    ("UNIT KERJA", 44),
    ("NAMA JABATAN", 40),
    ("KELAS", 8),
    ("B", 6),
    ("K", 6),
    ("+/-", 6),
    ("KET", 14),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """One post: staffing B and need K in people, None where unknown."""

    unit: str
    position: str
    job_class: int | None
    actual: int
    need: int | None


def write_position_map(path: Path, lines: Sequence[MapLine], *, as_of: date, say: Say) -> None:
    """Write to `path`; its columns are those of domain.md 2.5, its gap is B - K."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(say("files.map.sheet"))
    for at, (_, width) in enumerate(_COLUMNS):
        sheet.column_dimensions["ABCDEFGH"[at]].width = width
    sheet.freeze_panes = "A5"
    sheet.append([text_cell(sheet, say("files.map.title"))])
    sheet.append([text_cell(sheet, say("files.map.as_of", day=as_of))])
    sheet.append([])
    sheet.append([heading_cell(sheet, heading) for heading, _ in _COLUMNS])
    for number, line in enumerate(lines, start=1):
        sheet.append(_row(sheet, number, line, say))
    workbook.save(path)


def _row(sheet: WriteOnlyWorksheet, number: int, line: MapLine, say: Say) -> list[object]:
    gap = None if line.need is None else line.actual - line.need
    remark = "unknown" if gap is None else "even" if gap == 0 else "over" if gap > 0 else "short"
    return [
        number,
        text_cell(sheet, line.unit),
        text_cell(sheet, line.position),
        line.job_class,
        line.actual,
        line.need,
        gap,
        text_cell(sheet, say(f"files.map.remark.{remark}")),
    ]
