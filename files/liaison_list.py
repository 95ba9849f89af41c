"""The liaison's list as a spreadsheet: whom no message reaches, with room to note what was handed over."""

from collections.abc import Sequence
from io import BytesIO

from domain.liaison.records import Colleague
from files.spreadsheet import Say, Workbook, heading_cell, text_cell
from files.tables.table import letters

_COLUMNS = (
    ("number", 6),
    ("name", 40),
    ("position", 40),
    ("unit", 40),
    ("silence", 22),
    ("day", 18),
    ("sign", 24),
)


def write_list(colleagues: Sequence[Colleague], say: Say) -> bytes:
    """Every cell is text; the last two columns are for pens."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(say("li.list.title"))
    sheet.freeze_panes = "A2"
    for at, (_, width) in enumerate(_COLUMNS):
        sheet.column_dimensions[letters(at)].width = width
    sheet.append([heading_cell(sheet, say(f"li.list.{name}")) for name, _ in _COLUMNS])
    for number, one in enumerate(colleagues, start=1):
        said = (str(number), one.full_name, one.position, one.unit, say(f"li.silence.{one.silence}"))
        sheet.append([text_cell(sheet, text) for text in said])
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()
