"""One recognised sheet, batch by batch: cells are read column-wise, checked, and made into rows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import NoneType
from typing import Any

from domain.imports.problems import SEVERITIES, Problem, ProblemList
from domain.imports.rows import Row
from files.sheets.cells import BLANKS, Memo, Read, shown
from files.sheets.headings import Place, Recognised
from files.sheets.page import Column, Setting
from files.tables.csv_table import MISFIT
from files.tables.table import HEAD_ROWS, Batch, Fault, Merge, Table, column_index, letters

TOTAL = re.compile(r"(JUMLAH|TOTAL|JML)\b.*", re.IGNORECASE)
REQUIRED = Fault("cell.required")
COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where problems of one sheet are reported."""

    file: str
    sheet: str
    problems: ProblemList

    def report(self, fault: Fault, *, row: int = 0, place: Place | None = None, value: str = "") -> None:
        self.problems.add(
            Problem(
                key=fault.key,
                file=self.file,
                sheet=self.sheet,
                row=row,
                column=place.heading if place else "",
                cell=f"{letters(place.index)}{row}" if place and row else "",
                value=fault.value or value,
                facts=dict(fault.facts),
            )
        )


class SheetReader:
    """Reads the rows of one sheet; `sheet` is its index in the set, `seen` counts rows with data."""

    def __init__(self, table: Table, found: Recognised, *, setting: Setting, spot: Spot, sheet: int) -> None:
        self.seen = 0
        self._table = table
        self._page = found.page
        self._spot = spot
        self._sheet = sheet
        self._last_heading = found.last_row
        self._places = found.places
        self._readers = [_reader(place.column, setting) for place in found.places]
        self._by_field = {place.column.field: place for place in found.places}
        self._names = [place.column.field for place in found.places]
        self._family = [(i, place) for i, place in enumerate(found.places) if place.column.family]
        self._blanks = {column.field: _blank(column, setting) for column in found.page.columns}

    def rows(self, progress: Callable[[], None]) -> Iterator[Row]:
        for batch in self._table.batches([place.index for place in self._places]):
            yield from self._batch(batch)
            progress()
        merges = self._table.merges()
        if merges:
            self._spot.problems.relabel(
                "cell.required", to="cell.merged", where=lambda problem: self._is_mine(problem, merges)
            )

    def _is_mine(self, problem: Problem, merges: list[Merge]) -> bool:
        here = problem.file == self._spot.file and problem.sheet == self._spot.sheet
        column = column_index(problem.cell.rstrip("0123456789"))
        return here and any(
            top <= problem.row <= bottom and left <= column <= right for top, left, bottom, right in merges
        )

    def _batch(self, batch: Batch) -> Iterator[Row]:
        columns = [list(map(read, cells)) for read, cells in zip(self._readers, batch.columns, strict=True)]
        left_out = self._without_data(batch, columns)
        self.seen += len(batch.numbers) - len(left_out)
        left_out |= self._misfits(batch)
        left_out |= self._refused(batch, columns, left_out)
        for at, (number, *values) in enumerate(zip(batch.numbers, *columns, strict=True)):
            if at not in left_out:
                row = self._row(number, values, batch, at)
                if row is not None:
                    yield row

    def _without_data(self, batch: Batch, columns: list[list[Any]]) -> set[int]:
        """Rows above the data, a row that numbers the columns, sums, and rows blank but for spaces."""
        suspects = {
            at for at, number in enumerate(batch.numbers[:HEAD_ROWS]) if number <= self._last_heading + 1
        }
        for place, values in zip(self._places, columns, strict=True):
            if place.column.required and _has_blank(values):
                suspects |= {at for at, value in enumerate(values) if value is None or value == ""}
        return {at for at in suspects if self._is_no_data(batch, at)}

    def _is_no_data(self, batch: Batch, at: int) -> bool:
        if batch.numbers[at] <= self._last_heading:
            return True
        cells = [cells[at] for cells in batch.columns]
        if any(isinstance(cell, Fault) for cell in cells):
            return False
        spoken = [words for words in map(shown, cells) if words.removeprefix("'") not in BLANKS]
        if not spoken or TOTAL.fullmatch(spoken[0]):
            return True
        first = batch.numbers[at] == self._last_heading + 1
        return first and len(spoken) > 1 and all(map(COLUMN_NUMBER.fullmatch, spoken))

    def _misfits(self, batch: Batch) -> set[int]:
        found = {
            at: cell
            for at, cell in enumerate(batch.columns[0])
            if isinstance(cell, Fault) and cell.key == MISFIT and batch.numbers[at] > self._last_heading
        }
        for at, fault in found.items():
            self._spot.report(fault, row=batch.numbers[at])
        return set(found)

    def _refused(self, batch: Batch, columns: list[list[Any]], left_out: set[int]) -> set[int]:
        refused: set[int] = set()
        for place, values, cells in zip(self._places, columns, batch.columns, strict=True):
            if place.column.required and _has_blank(values):
                _fill(values, REQUIRED)
            if Fault in set(map(type, values)):
                for at, fault in [(at, value) for at, value in enumerate(values) if type(value) is Fault]:
                    values[at] = self._blanks[place.column.field]
                    if at not in left_out:
                        self._spot.report(fault, row=batch.numbers[at], place=place, value=shown(cells[at]))
                        if SEVERITIES[fault.key] == "refused":
                            refused.add(at)
        return refused

    def _row(self, number: int, values: list[Any], batch: Batch, at: int) -> Row | None:
        fields = self._blanks | dict(zip(self._names, values, strict=True))
        if self._family:
            self._gather(fields, values)
        is_refused = False
        for name, fault in self._page.check(fields):
            place = self._by_field.get(name)
            value = shown(batch.columns[self._places.index(place)][at]) if place else ""
            self._spot.report(fault, row=number, place=place, value=value)
            is_refused |= SEVERITIES[fault.key] == "refused"
        return None if is_refused else self._page.make(self._sheet, number, fields)

    def _gather(self, fields: dict[str, Any], values: list[Any]) -> None:
        for _, place in self._family:
            fields[place.column.field] = {}
        for i, place in self._family:
            if values[i] is not None:
                fields[place.column.field][place.key] = values[i]


def _has_blank(values: list[Any]) -> bool:
    types = set(map(type, values))
    return NoneType in types or (str in types and "" in values)


def _fill(values: list[Any], fault: Fault) -> None:
    for at, value in enumerate(values):
        if value is None or value == "":
            values[at] = fault


def _reader(column: Column, setting: Setting) -> Read[Any]:
    read = column.read(setting)
    return read if column.is_distinct else Memo(read).__getitem__


def _blank(column: Column, setting: Setting) -> Any:
    return {} if column.family else column.read(setting)(None)
