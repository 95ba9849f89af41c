"""A comma, semicolon or tab separated file, in whichever of the usual encodings."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from pathlib import Path

from files.tables.table import (
    BATCH_ROWS,
    DAY_ZERO,
    HEAD_ROWS,
    MOST_COLUMNS,
    MOST_ROWS,
    Batch,
    Fault,
    HeadRow,
    Merge,
    Unreadable,
)

SEPARATORS = ",;\t"
SAMPLE = 1 << 16
LONGEST_CELL = 1 << 17


class CsvTable:
    """Raises Unreadable for bytes that are no text; a row of the wrong width has a Fault in every cell."""

    def __init__(self, path: Path) -> None:
        self.name = ""
        self.day_zero = DAY_ZERO
        self.share = 0.0
        self._path = path
        self._size = path.stat().st_size
        self._width = 0
        self._encoding = _encoding(path)
        with self._open() as text:
            self._separator = _separator(text.read(SAMPLE))

    def head(self) -> list[HeadRow]:
        rows = [HeadRow(number, list(cells)) for number, cells in islice(self._rows(), HEAD_ROWS) if any(cells)]
        self._width = max((len(row.cells) for row in rows), default=0)
        if self._width > MOST_COLUMNS:
            raise Unreadable(Fault("sheet.too_many_columns", facts=(("most", MOST_COLUMNS),)))
        return rows

    def batches(self, wanted: Sequence[int]) -> Iterator[Batch]:
        pick = itemgetter(*wanted) if len(wanted) > 1 else lambda row: (row[wanted[0]],)
        misfit = tuple(Fault("row.width", facts=(("width", self._width),)) for _ in wanted)
        rows = self._rows()
        total = 0
        while chunk := list(islice(rows, BATCH_ROWS)):
            total += len(chunk)
            if total > MOST_ROWS:
                raise Unreadable(Fault("sheet.too_many_rows", facts=(("most", MOST_ROWS),)))
            kept = [(number, row) for number, row in chunk if any(row)]
            picked = [pick(row) if self._fits(row) else misfit for _, row in kept]
            if kept:
                yield Batch([number for number, _ in kept], list(zip(*picked, strict=True)))

    def _fits(self, row: list[str]) -> bool:
        return len(row) == self._width or (len(row) > self._width and not any(row[self._width :]))

    def merges(self) -> list[Merge]:
        return []

    def _open(self) -> io.TextIOWrapper:
        return self._path.open(encoding=self._encoding, newline="")

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(LONGEST_CELL)
        number = 0
        with self._open() as text:
            try:
                for number, row in enumerate(csv.reader(text, delimiter=self._separator, strict=True), 1):
                    if not number % BATCH_ROWS:
                        self.share = text.buffer.tell() / self._size
                    yield number, row
            except csv.Error as error:
                raise Unreadable(Fault("file.quotes", facts=(("row", number + 1),))) from error


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(1 << 20):
                if b"\0" in block:
                    raise Unreadable(Fault("file.nul_bytes"))
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _separator(sample: str) -> str:
    """Tell the separator by the fullest of the first lines: titles above the headings have none."""
    lines = sample.splitlines()[:HEAD_ROWS]
    return max(SEPARATORS, key=lambda mark: max((line.count(mark) for line in lines), default=0))
