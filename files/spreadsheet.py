"""Writing spreadsheets: the one door to openpyxl, and cells that stay text whatever they begin with."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import files.lean  # noqa: F401 -- before openpyxl, which it keeps from loading numpy

# isort: split
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

__all__ = ["Cell", "Comment", "DataValidation", "Font", "PatternFill", "Workbook", "WriteOnlyWorksheet"]

LONGEST = 1_000
HEADING_FONT = Font(bold=True, color="FFFFFF")
HEADING_FILL = PatternFill("solid", fgColor="1F4E78")
WRAPPED = Alignment(wrap_text=True, vertical="top")

Say = Callable[..., str]


def text_cell(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    """A text that a spreadsheet program never runs as a formula, not even after an edit."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST])
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.number_format = "@"
    return cell


def value_cell(sheet: WriteOnlyWorksheet, value: int | Decimal | date | None, number_format: str) -> Cell:
    """A number or a day in the form in which it is shown; None stays empty."""
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell


def heading_cell(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = text_cell(sheet, text)
    cell.font = HEADING_FONT
    cell.fill = HEADING_FILL
    cell.alignment = WRAPPED
    return cell
