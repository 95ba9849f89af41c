"""A sheet of an XLSX file, read in one pass with the memory of one batch."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import chain, islice
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
    Row,
    Unreadable,
)
from files.tables.xlsx_dialect import Dialect
from files.tables.xlsx_elements import elements, parse_merges

MOST_UNUSUAL = 256 << 20  # bytes that the general reader, which holds more, is trusted with


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
        rows = islice(chain.from_iterable(self._rows(range(MOST_COLUMNS + 1))), HEAD_ROWS)
        head = [HeadRow(number, _trimmed(cells)) for number, cells in rows]
        if any(len(row.cells) > MOST_COLUMNS for row in head):
            raise Unreadable(Fault("sheet.too_many_columns", facts=(("most", MOST_COLUMNS),)))
        return [row for row in head if row.cells]

    def batches(self, wanted: Sequence[int]) -> Iterator[Batch]:
        total = 0
        pending: list[Row] = []
        for rows in self._rows(wanted):
            pending += rows
            total += len(rows)
            if total > MOST_ROWS:
                raise Unreadable(Fault("sheet.too_many_rows", facts=(("most", MOST_ROWS),)))
            if len(pending) >= BATCH_ROWS:
                yield _batch(pending)
                pending = []
        if pending:
            yield _batch(pending)

    def merges(self) -> list[Merge]:
        return self._merges

    def _rows(self, wanted: Sequence[int]) -> Iterator[list[Row]]:
        """Rows in groups; whatever the quick way does not know is read on in the general way."""
        dialect = Dialect(self._reads, wanted)
        last = 0
        try:
            with closing(self._package.open(self._part)) as part:
                for rows in dialect.rows(part):
                    self.share = dialect.taken / self._size
                    yield rows
                    last = rows[-1][0] if rows else last
            self._merges = parse_merges(dialect.tail)
        except (Unusual, UnicodeDecodeError):
            yield from self._all_rows(wanted, last)

    def _all_rows(self, wanted: Sequence[int], after: int) -> Iterator[list[Row]]:
        if self._size > MOST_UNUSUAL:
            raise Unreadable(Fault("file.bomb", facts=(("unpacked", self._size >> 20),)))
        self._merges = []
        with closing(self._package.open(self._part)) as part:
            for number, cells in elements(part, self._reads, wanted, self._merges):
                if number > after and any(cell is not None for cell in cells):
                    yield [(number, cells)]


def _trimmed(cells: list[Cell]) -> list[Cell]:
    width = max((at for at, cell in enumerate(cells, 1) if cell not in {None, ""}), default=0)
    return cells[:width]


def _batch(rows: list[Row]) -> Batch:
    return Batch([number for number, _ in rows], list(zip(*(cells for _, cells in rows), strict=True)))
