"""The years ahead as a spreadsheet: one row a unit. It names nobody."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from domain.vacancies.outlook import UnitAhead
from files.spreadsheet import Cell, Say, Workbook, WriteOnlyWorksheet, heading_cell, text_cell, value_cell
from files.tables.table import letters

_WIDE, _NARROW = 44, 12
_WHOLE = "#,##0"
_FIRST = ("unit", "actual", "need")
_LAST = ("contracts_unknown", "retirement_unknown")


def write_vacancies(units: Sequence[UnitAhead], *, as_of: date, say: Say) -> bytes:
    """The sheet, each year with who retires, whose contract ends, and B - K at its end.

    Cells are text or numbers, never formulas; what is not known stays empty and is said above.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(say("files.vacancies.sheet"))
    years = [one.year for one in units[0].projection.years] if units else []
    headings = [
        *(say(f"files.vacancies.{one}") for one in _FIRST),
        *(
            say(f"files.vacancies.{column}", year=str(year))
            for year in years
            for column in ("retirements", "contract_ends", "net")
        ),
        *(say(f"files.vacancies.{one}") for one in _LAST),
    ]
    for at in range(len(headings)):
        sheet.column_dimensions[letters(at)].width = _NARROW if at else _WIDE
    sheet.freeze_panes = "B5"
    sheet.append([text_cell(sheet, say("files.vacancies.title", day=as_of))])
    sheet.append([text_cell(sheet, say("files.vacancies.note"))])
    sheet.append([])
    sheet.append([heading_cell(sheet, one) for one in headings])
    for one in units:
        sheet.append(_row(sheet, one))
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _row(sheet: WriteOnlyWorksheet, one: UnitAhead) -> list[Cell]:
    ahead = one.projection
    numbers = [
        ahead.staff_actual,
        ahead.staff_need,
        *(value for year in ahead.years for value in (year.retirements, year.contract_ends, year.net)),
        one.contracts_unknown,
        one.retirement_unknown,
    ]
    return [text_cell(sheet, one.unit), *(value_cell(sheet, number, _WHOLE) for number in numbers)]
