"""The trail as a spreadsheet: every cell is text, so that nothing in it can be run."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from files.spreadsheet import Workbook, heading_cell, text_cell

_SHEET = "Trail"


def write_trail(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows leave as they come: a long list needs hardly more memory."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_SHEET)
    sheet.append([heading_cell(sheet, one) for one in headings])
    for row in rows:
        sheet.append([text_cell(sheet, one) for one in row])
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()
