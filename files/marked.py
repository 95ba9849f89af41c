"""The problems of a set as a spreadsheet: one list, and each sheet again with its faulty cells marked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from domain.imports.problems import Problem
from files.letters_file import save_private
from files.opening import opened_tables
from files.sheets.cells import shown
from files.sheets.headings import Place, Recognised, recognise
from files.sheets.page import heading_key
from files.sheets.pages import PAGES
from files.source import OnDisk, Source
from files.spreadsheet import (
    WRAPPED,
    Comment,
    PatternFill,
    Say,
    Workbook,
    WriteOnlyWorksheet,
    heading_cell,
    text_cell,
)
from files.spreadsheet import Cell as SpreadsheetCell
from files.tables.table import DAMAGE, Cell, HeadRow, Table, Unreadable, letters

FILLS = {"refused": PatternFill("solid", fgColor="F8CBAD"), "warning": PatternFill("solid", fgColor="FFE699")}
COPIED_WHOLE = 10_000  # rows; of a longer sheet only the faulty ones are copied
TITLE_AT_MOST = 31
AUTHOR = "Sapa Mutasi"
LIST = (
    ("file", 24),
    ("place", 18),
    ("row", 8),
    ("column", 20),
    ("value", 28),
    ("weight", 12),
    ("wrong", 60),
    ("mend", 60),
)

Marks = Mapping[int, list[Problem]]  # by row


def write_marked(out: Path, paths: Iterable[Path], problems: Sequence[Problem], say: Say) -> None:
    """Write to `out`. Columns that are not read, personal ones among them, are not copied.

    It is its owner's alone all the same: faulty numbers stand in it. `say` gives the words for a key,
    its placeholders filled with facts.
    """
    save_private(out, marked([OnDisk(path) for path in paths], problems, say))


def marked(sources: Iterable[Source], problems: Sequence[Problem], say: Say) -> bytes:
    """The same spreadsheet in memory."""
    workbook = Workbook(write_only=True)
    _list_problems(workbook, problems, say)
    rows: dict[tuple[str, str], dict[int, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        if problem.row:
            rows[problem.file, problem.sheet][problem.row].append(problem)
    for source in sources:
        if any(file == source.name for file, _ in rows):
            _copy_file(workbook, source, rows, say)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _list_problems(workbook: Workbook, problems: Iterable[Problem], say: Say) -> None:
    sheet = workbook.create_sheet(say("import.marked.sheet"))
    sheet.freeze_panes = "A2"
    for at, (_, width) in enumerate(LIST):
        sheet.column_dimensions[letters(at)].width = width
    sheet.append([heading_cell(sheet, say(f"import.marked.{name}")) for name, _ in LIST])
    for problem in problems:
        cells = [text_cell(sheet, text) for text in _line(problem, say)]
        for cell in cells:
            cell.alignment = WRAPPED
            cell.fill = FILLS[problem.severity]
        sheet.append(cells)


def _line(problem: Problem, say: Say) -> tuple[str, ...]:
    row = str(problem.row or "")
    weight = say(f"import.marked.{problem.severity}")
    return problem.file, problem.sheet, row, problem.column, problem.value, weight, *_words(problem, say)


def _words(problem: Problem, say: Say) -> tuple[str, str]:
    facts = {"value": problem.value, "column": problem.column, **problem.facts}
    key = f"import.problem.{problem.key}"
    return say(f"{key}.wrong", **facts), say(f"{key}.mend", **facts)


def _copy_file(workbook: Workbook, source: Source, rows: Mapping[tuple[str, str], Marks], say: Say) -> None:
    """What cannot be read again has its line in the list, and no copy."""
    try:
        with opened_tables(source) as tables:
            for table in tables:
                marks = rows.get((source.name, table.name))
                head = table.head() if marks else []
                found = recognise(head, PAGES)
                if marks and found:
                    sheet = workbook.create_sheet(_title(table.name or Path(source.name).stem))
                    _Copy(sheet, table, found, marks, say).write(head)
    except (Unreadable, *DAMAGE):
        return


def _title(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:TITLE_AT_MOST]


class _Copy:
    """One sheet again, every cell at its address as long as the sheet is copied whole."""

    def __init__(
        self, sheet: WriteOnlyWorksheet, table: Table, found: Recognised, marks: Marks, say: Say
    ) -> None:
        self._sheet = sheet
        self._table = table
        self._found = found
        self._marks = marks
        self._say = say
        self._width = max(place.index for place in found.places) + 1

    def write(self, head: Sequence[HeadRow]) -> None:
        for place in self._found.places:
            self._sheet.column_dimensions[letters(place.index)].width = max(len(place.heading) + 2, 14)
        rows = self._rows()
        is_whole = len(rows) <= COPIED_WHOLE
        headings = {row.number: row.cells for row in head if row.number <= self._found.last_row}
        written = 0
        for number in sorted({*headings, *(rows if is_whole else self._marks)}):
            while is_whole and written < number - 1:
                self._sheet.append([])
                written += 1
            cells = self._heading(headings[number]) if number in headings else self._data(number, rows)
            self._sheet.append(cells)
            written += 1

    def _rows(self) -> dict[int, Sequence[Cell]]:
        places = [place.index for place in self._found.places]
        rows: dict[int, Sequence[Cell]] = {}
        for batch in self._table.batches(places):
            rows.update(zip(batch.numbers, zip(*batch.columns, strict=True), strict=True))
        return rows

    def _heading(self, cells: Sequence[Cell]) -> list[SpreadsheetCell]:
        return [heading_cell(self._sheet, shown(cell)) for cell in cells]

    def _data(self, number: int, rows: Mapping[int, Sequence[Cell]]) -> list[SpreadsheetCell | None]:
        line: list[SpreadsheetCell | None] = [None] * self._width
        for place, value in zip(self._found.places, rows.get(number, ()), strict=False):
            line[place.index] = text_cell(self._sheet, shown(value))
        for problem in self._marks.get(number, ()):
            self._mark(line, problem)
        return line

    def _mark(self, line: list[SpreadsheetCell | None], problem: Problem) -> None:
        at = next((place.index for place in self._found.places if _is_at(place, problem)), None)
        if at is None:
            return
        cell = line[at] or text_cell(self._sheet, "")
        said = "\n".join(_words(problem, self._say))
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(before + said, AUTHOR)
        cell.fill = FILLS[problem.severity]
        line[at] = cell


def _is_at(place: Place, problem: Problem) -> bool:
    """By its address; the import desk knows only the usual heading."""
    if problem.cell:
        return problem.cell.rstrip("0123456789") == letters(place.index)
    return heading_key(problem.column) in map(heading_key, place.column.headings)
