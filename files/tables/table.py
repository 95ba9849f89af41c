"""What every reader gives: the first rows to find the headings in, then batches of the wanted columns."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from lzma import LZMAError
from typing import Protocol
from zipfile import BadZipFile

HEAD_ROWS = 40
BATCH_ROWS = 2_000
MOST_ROWS = 300_000  # several times the largest region
MOST_COLUMNS = 400
DAY_ZERO = date(1899, 12, 30)  # of a spreadsheet's serial dates

# What the readers of archives, XML and text raise when the bytes are not what they should be.
DAMAGE = (
    BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    SyntaxError,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell, sheet or file cannot be used; becomes a `Problem` where its place is known."""

    key: str
    value: str = ""
    facts: tuple[tuple[str, str | int], ...] = ()


Cell = str | float | Fault | None
Merge = tuple[int, int, int, int]  # top, left, bottom, right; rows from 1, columns from 0


@dataclass(frozen=True, slots=True)
class HeadRow:
    """One of the first rows with anything in it, every column of it."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows with anything in the wanted columns; `columns` holds the wanted columns, cell by cell."""

    numbers: Sequence[int]
    columns: list[Sequence[Cell]] = field(repr=False)


class Unreadable(Exception):
    """The file cannot go on being read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.key)
        self.fault = fault


class Table(Protocol):
    """One sheet, or one CSV file."""

    name: str
    day_zero: date
    share: float  # of the bytes, read so far

    def head(self) -> list[HeadRow]: ...

    def batches(self, wanted: Sequence[int]) -> Iterator[Batch]: ...

    def merges(self) -> list[Merge]:
        """Merged ranges; complete once the batches have been read."""


Row = tuple[int, list[Cell]]  # its number, and the wanted cells in their order


def letters(column: int) -> str:
    """A spreadsheet's name of a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1
