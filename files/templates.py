"""Empty, explained spreadsheets for HR to fill in; what is filled in imports."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from files.sheets.competencies import COMPETENCIES, STANDARDS
from files.sheets.headings import recognise
from files.sheets.page import Page
from files.sheets.people import PEOPLE
from files.sheets.positions import POSITIONS, TASKS
from files.sheets.preferences import CIRCUMSTANCES, COUPLES, WISHES
from files.sheets.proposals import PROPOSALS
from files.sheets.travel import TRAVEL
from files.spreadsheet import DataValidation, Say, Workbook, WriteOnlyWorksheet, heading_cell, text_cell
from files.tables.table import HeadRow, letters
from files.template_examples import EXAMPLES, Example

TEMPLATES: dict[str, tuple[Page, ...]] = {
    "people": (PEOPLE,),
    "positions": (POSITIONS, TASKS),
    "competency": (COMPETENCIES, STANDARDS),
    "proposals": (PROPOSALS,),
    "preferences": (WISHES, COUPLES, CIRCUMSTANCES),
    "travel": (TRAVEL,),
}
ROWS_PREPARED = 2_000
GUIDE_WIDTH = 110


def write_template(kind: str, path: Path | BinaryIO, say: Say) -> None:
    """Write the template of a kind of `TEMPLATES`: its data sheets, then a page of guidance.

    The guidance is one column of prose, which the import takes for no table.
    """
    workbook = Workbook(write_only=True)
    for page in TEMPLATES[kind]:
        _data_sheet(workbook, page, say)
    _guide(workbook, TEMPLATES[kind], say)
    workbook.save(path)


def _data_sheet(workbook: Workbook, page: Page, say: Say) -> None:
    title, examples = EXAMPLES[page.kind]
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    for at, example in enumerate(examples):
        column = sheet.column_dimensions[letters(at)]
        column.width = max(len(example.heading), len(example.value)) + 3
        if example.is_text:
            column.number_format = "@"
        if example.choices:
            _offer(sheet, at, example, say)
    sheet.append([heading_cell(sheet, example.heading) for example in examples])


def _offer(sheet: WriteOnlyWorksheet, at: int, example: Example, say: Say) -> None:
    listed = DataValidation(type="list", formula1=f'"{",".join(example.choices)}"', allow_blank=True)
    listed.error = say("import.template.only")
    listed.showErrorMessage = True
    listed.add(f"{letters(at)}2:{letters(at)}{ROWS_PREPARED}")
    sheet.data_validations.append(listed)


def _guide(workbook: Workbook, pages: Sequence[Page], say: Say) -> None:
    sheet = workbook.create_sheet(say("import.template.guide"))
    sheet.column_dimensions["A"].width = GUIDE_WIDTH
    for key in ("start", "rules", "privacy"):
        sheet.append([text_cell(sheet, say(f"import.template.{key}"))])
    for page in pages:
        title, examples = EXAMPLES[page.kind]
        sheet.append([])
        sheet.append([heading_cell(sheet, title)])
        required = _required(page, examples)
        for example in examples:
            weight = "required" if example.heading in required else "optional"
            line = say(f"import.template.{weight}", column=example.heading, example=example.value)
            sheet.append([text_cell(sheet, line)])


def _required(page: Page, examples: Sequence[Example]) -> set[str]:
    """Ask the reader itself which of the headings it needs."""
    found = recognise([HeadRow(1, [example.heading for example in examples])], [page])
    places = found.places if found else ()
    return {place.heading for place in places if place.column.required}
