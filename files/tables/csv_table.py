"""A comma, semicolon or tab separated file, in whichever of the usual encodings."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter

from files.source import Source
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

MISFIT = "row.width"
SEPARATORS = ",;\t"
SAMPLE = 1 << 16
LONGEST_CELL = 1 << 17
LONGEST_LINE = 1 << 20
MOST_SEPARATORS = 10 * MOST_COLUMNS  # in one row; some may stand in quoted text


class CsvTable:
    """Raises Unreadable for bytes that are no text; a row of the wrong width has only a Fault, MISFIT."""

    def __init__(self, source: Source) -> None:
        self.name = ""
        self.day_zero = DAY_ZERO
        self.share = 0.0
        self._source = source
        self._size = source.size() or 0
        self._width = 0
        self._encoding = _encoding(source)
        with source.opened() as file, io.TextIOWrapper(file, self._encoding, newline="") as text:
            self._separator = _separator(text.read(SAMPLE))

    def head(self) -> list[HeadRow]:
        chunk = next((rows for _, rows in self._chunks(HEAD_ROWS)), [])
        # Most cells stand in rows of the right width: titles are narrow, a row with a stray cell is alone.
        widths = Counter(map(len, chunk))
        self._width = max(widths, key=lambda width: width * widths[width], default=0)
        if max(widths, default=0) > MOST_COLUMNS:
            raise Unreadable(Fault("sheet.too_many_columns", facts=(("most", MOST_COLUMNS),)))
        return [HeadRow(number, list(cells)) for number, cells in enumerate(chunk, 1) if any(cells)]

    def batches(self, wanted: Sequence[int]) -> Iterator[Batch]:
        pick = itemgetter(*wanted) if len(wanted) > 1 else lambda row: (row[wanted[0]],)
        misfit = (Fault(MISFIT, facts=(("width", self._width),)), *[None] * (len(wanted) - 1))
        for first, chunk in self._chunks(BATCH_ROWS):
            if first + len(chunk) > MOST_ROWS:
                raise Unreadable(Fault("sheet.too_many_rows", facts=(("most", MOST_ROWS),)))
            rows = [(number, row) for number, row in enumerate(chunk, first) if any(row)]
            picked = [pick(row) if self._fits(row) else misfit for _, row in rows]
            if rows:
                yield Batch([number for number, _ in rows], list(zip(*picked, strict=True)))

    def _fits(self, row: list[str]) -> bool:
        return len(row) == self._width or (len(row) > self._width and not any(row[self._width :]))

    def merges(self) -> list[Merge]:
        return []

    def _chunks(self, size: int) -> Iterator[tuple[int, list[list[str]]]]:
        """Rows with the number of the first of them."""
        csv.field_size_limit(LONGEST_CELL)
        number = 1
        with self._source.opened() as file, io.TextIOWrapper(file, self._encoding, newline="") as text:
            lines = _Lines(text, self._separator)
            reader = csv.reader(lines, delimiter=self._separator, strict=True)
            try:
                while chunk := list(islice(lines.rows_of(reader), size)):
                    self.share = file.tell() / self._size
                    yield number, chunk
                    number += len(chunk)
            except csv.Error as error:
                raise Unreadable(Fault("file.quotes", facts=(("line", str(reader.line_num)),))) from error


class _Lines:
    """A text's lines, as long as no row of them grows without end: a file of commas is a bomb too."""

    def __init__(self, text: io.TextIOWrapper, separator: str) -> None:
        self._text = text
        self._separator = separator
        self._in_row = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(LONGEST_LINE):
            self._in_row += line.count(self._separator)
            if len(line) == LONGEST_LINE or self._in_row > MOST_SEPARATORS:
                raise Unreadable(Fault("sheet.too_many_columns", facts=(("most", MOST_COLUMNS),)))
            yield line

    def rows_of(self, reader: Iterator[list[str]]) -> Iterator[list[str]]:
        for row in reader:
            self._in_row = 0
            yield row


def _encoding(source: Source) -> str:
    with source.opened() as file:
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
