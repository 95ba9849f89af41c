"""A paper as a spreadsheet: every cell is text, a number or a day, and nothing in it can be run."""

import re
from collections.abc import Callable, Sequence
from io import BytesIO

from files.reports.paper import Kind, Listing, Paper, Value
from files.spreadsheet import Cell, Font, Workbook, WriteOnlyWorksheet, heading_cell, text_cell, value_cell
from files.tables.table import letters

TITLE_AT_MOST = 31  # what spreadsheet programs take as the name of a sheet
_NO_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_FORMATS: dict[Kind, str] = {"text": "@", "number": "#,##0", "ratio": "0.00", "date": "dd-mm-yyyy"}
_BOLD = Font(bold=True)
_TITLE = Font(bold=True, size=14)
_A4 = 9  # as the format numbers paper
_TOLD_EVERY = 500  # rows

Progress = Callable[[int], None]


def write_workbook(paper: Paper, *, progress: Progress) -> bytes:
    """Write one sheet for each listing; `progress` is told now and then how many rows stand.

    The rows are taken one by one and leave as they come: a long list needs hardly more memory.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = paper.office
    workbook.properties.title = paper.title
    names: set[str] = set()
    written = 0
    for listing in paper.listings:
        sheet = workbook.create_sheet(_name(listing.title, names))
        first = _set_up(sheet, paper, listing)
        rows = 0
        for row in listing.rows:
            sheet.append(_cells(sheet, listing, row))
            rows += 1
            if (written + rows) % _TOLD_EVERY == 0:
                progress(written + rows)
        written += rows
        _finish(sheet, listing)
        if rows:
            sheet.auto_filter.ref = f"A{first}:{letters(len(listing.headings) - 1)}{first + rows}"
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _set_up(sheet: WriteOnlyWorksheet, paper: Paper, listing: Listing) -> int:
    """What stands above the rows, and how it is printed; return the row of the headings."""
    above = [
        _marked(sheet, listing.title, _TITLE),
        _marked(sheet, paper.mark, _BOLD),
        *(text_cell(sheet, f"{label}: {value}") for label, value in paper.facts),
        text_cell(sheet, f"{paper.code} · {paper.code_note}"),
    ]
    first = len(above) + 2
    for at, heading in enumerate(listing.headings):
        sheet.column_dimensions[letters(at)].width = heading.width
    sheet.freeze_panes = f"A{first + 1}"
    sheet.print_title_rows = f"{first}:{first}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    # In headers and footers `&` begins a code, and `&&` is the sign itself.
    sheet.oddHeader.right.text = paper.mark.replace("&", "&&")
    sheet.oddFooter.left.text = paper.code
    sheet.oddFooter.right.text = paper.page_of.format(page="&P", pages="&N")
    for cell in above:
        sheet.append([cell])
    sheet.append([])
    sheet.append([heading_cell(sheet, heading.text) for heading in listing.headings])
    return first


def _finish(sheet: WriteOnlyWorksheet, listing: Listing) -> None:
    if listing.total is not None:
        cells = _cells(sheet, listing, listing.total)
        for cell in cells:
            cell.font = _BOLD
        sheet.append(cells)
    if listing.notes:
        sheet.append([])
    for note in listing.notes:
        sheet.append([text_cell(sheet, note)])


def _cells(sheet: WriteOnlyWorksheet, listing: Listing, row: Sequence[Value]) -> list[Cell]:
    return [_cell(sheet, value, heading.kind) for value, heading in zip(row, listing.headings, strict=True)]


def _cell(sheet: WriteOnlyWorksheet, value: Value, kind: Kind) -> Cell:
    return text_cell(sheet, value) if isinstance(value, str) else value_cell(sheet, value, _FORMATS[kind])


def _marked(sheet: WriteOnlyWorksheet, text: str, font: Font) -> Cell:
    cell = text_cell(sheet, text)
    cell.font = font
    return cell


def _name(title: str, taken: set[str]) -> str:
    """A name that programs take and that no other sheet of the file has."""
    plain = _NO_NAME.sub(" ", title).strip() or "-"
    name, number = plain[:TITLE_AT_MOST], 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: TITLE_AT_MOST - 4]} {number}"
    taken.add(name.casefold())
    return name
