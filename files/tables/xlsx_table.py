"""A sheet of an XLSX file, read in one pass with the memory of one batch."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from zipfile import ZipFile

from files.tables.cell_values import Unusual, readers
from files.tables.table import (
    BATCH_ROWS,
    DAY_ZERO,
    HEAD_ROWS,
    MOST_COLUMNS,
    MOST_ROWS,
    Batch,
    Cell,
    Fault,
    HeadRow,
    Merge,
    Unreadable,
    column_index,
    letters,
)
from files.tables.xlsx_dialect import Dialect, Found
from files.tables.xlsx_elements import elements, parse_merges


class XlsxTable:
    """One sheet; `part` is its name in the package, `strings` the shared strings."""

    def __init__(
        self, name: str, package: ZipFile, part: str, strings: Sequence[str], day_zero: date = DAY_ZERO
    ) -> None:
        self.name = name
        self.day_zero = day_zero
        self.share = 0.0
        self._package = package
        self._part = part
        self._size = max(package.getinfo(part).file_size, 1)
        self._reads = readers(strings)
        self._merges: list[Merge] = []

    def head(self) -> list[HeadRow]:
        rows: list[HeadRow] = []
        for cells in self._cells(None):
            for column, number, value in cells:
                if value == "":
                    continue
                if not rows or rows[-1].number != int(number):
                    if len(rows) == HEAD_ROWS:
                        return rows
                    rows.append(HeadRow(int(number), []))
                _place(rows[-1].cells, column_index(column), value)
        return rows

    def batches(self, wanted: Sequence[int]) -> Iterator[Batch]:
        places = {letters(column): place for place, column in enumerate(wanted)}
        total = 0
        pending: dict[str, list[Cell]] = {}
        for cells in self._cells(wanted):
            for column, number, value in cells:
                row = pending.get(number)
                if row is None:
                    row = pending[number] = [None] * len(places)
                row[places[column]] = value
            if len(pending) >= BATCH_ROWS:
                total = _counted(total, pending)
                yield _batch(pending)
                pending = {}
        if pending:
            _counted(total, pending)
            yield _batch(pending)

    def merges(self) -> list[Merge]:
        return self._merges

    def _cells(self, wanted: Sequence[int] | None) -> Iterator[list[Found]]:
        dialect = Dialect(self._reads, wanted)
        last = 0
        try:
            with closing(self._package.open(self._part)) as part:
                for cells in dialect.cells(part):
                    self.share = dialect.taken / self._size
                    yield cells
                    last = int(cells[-1][1]) if cells else last
            self._merges = parse_merges(dialect.tail)
        except (Unusual, UnicodeDecodeError):
            yield from self._all_cells(wanted, last)

    def _all_cells(self, wanted: Sequence[int] | None, after: int) -> Iterator[list[Found]]:
        kept = None if wanted is None else set(map(letters, wanted))
        self._merges = []
        with closing(self._package.open(self._part)) as part:
            for cells in elements(part, self._reads, self._merges):
                if cells and int(cells[0][1]) > after:
                    yield cells if kept is None else [cell for cell in cells if cell[0] in kept]


def _place(cells: list[Cell], index: int, value: Cell) -> None:
    if index >= MOST_COLUMNS:
        raise Unreadable(Fault("sheet.too_many_columns", facts=(("most", MOST_COLUMNS),)))
    cells.extend([None] * (index + 1 - len(cells)))
    cells[index] = value


def _counted(total: int, pending: dict[str, list[Cell]]) -> int:
    if total + len(pending) > MOST_ROWS:
        raise Unreadable(Fault("sheet.too_many_rows", facts=(("most", MOST_ROWS),)))
    return total + len(pending)


def _batch(pending: dict[str, list[Cell]]) -> Batch:
    return Batch(list(map(int, pending)), list(zip(*pending.values(), strict=True)))
