"""The plain way in which spreadsheet programs write a sheet, read with one regular expression a cell.

Calamine holds every cell of a sheet at once (400 MB for 100,000 people of the SIASN export); here only the
wanted columns of one block are held, and formulas are seen on the way. Whatever is written otherwise raises
`Unusual` before any of its block is used, and `xlsx_elements` reads on.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO

from files.tables.cell_values import Read, Unusual, plain_text, resolve
from files.tables.table import Cell, Fault, Row, letters

BLOCK = 1 << 20
LONGEST_ROW = 1 << 24
END = "</sheetData>"

# column, row, attributes, then: a plain value, or whatever else the cell holds
CELL = r'<c r="({columns})(\d+)"([^>]*)>(?:<(?:v|is><t)>([^<]*)</|(?<!/>)(.*?)</c>)?'
TYPE = re.compile(r' t="(\w+)"')
WRITTEN_OUT = {"str", "d", "inlineStr"}
FORMULA = re.compile(r"<f[ />]")
VALUE = re.compile(r"<v(?: [^>]*)?>([^<]*)</v>")


class _Readers(dict[str, Callable[[str], Cell]]):
    """How to read a plain value, by the attributes of its cell: a sheet has only a handful of them."""

    def __init__(self, reads: Mapping[str, Read]) -> None:
        self._reads = reads

    def __missing__(self, attributes: str) -> Callable[[str], Cell]:
        found = TYPE.search(attributes)
        kind = found[1] if found else "n"
        if kind not in self._reads or "'" in attributes:
            raise Unusual
        read = self._reads[kind]
        self[attributes] = (lambda text: read(resolve(text))) if kind in WRITTEN_OUT else read
        return self[attributes]


class Dialect:
    """Reads the wanted columns out of a sheet's markup; `tail` is what follows them.

    `taken` counts the bytes read.
    """

    def __init__(self, reads: Mapping[str, Read], wanted: Sequence[int]) -> None:
        self._pattern = re.compile(CELL.format(columns=_columns(wanted)), re.DOTALL)
        self._places = {letters(column): place for place, column in enumerate(wanted)}
        self._readers = _Readers(reads)
        self.tail = ""
        self.taken = 0

    def rows(self, part: IO[bytes]) -> Iterator[list[Row]]:
        for block in self._blocks(part):
            try:
                yield self._rows(self._pattern.findall(_checked(block)))
            except ValueError as error:
                raise Unusual from error

    def _rows(self, found: list[tuple[str, str, str, str, str]]) -> list[Row]:
        places, readers, inner = self._places, self._readers, self._inner
        rows: list[Row] = []
        current = ""
        cells: list[Cell] = []
        for column, number, attributes, plain, rest in found:
            if plain or rest:
                if number != current:
                    current, cells = number, [None] * len(places)
                    rows.append((int(number), cells))
                cells[places[column]] = readers[attributes](plain) if plain else inner(attributes, rest)
        return rows

    def _blocks(self, part: IO[bytes]) -> Iterator[str]:
        """Whole rows, a block at a time."""
        decode = getincrementaldecoder("utf-8")().decode
        carried = ""
        while data := part.read(BLOCK):
            self.taken += len(data)
            text = carried + decode(data)
            end = text.find(END, max(len(carried) - len(END), 0))
            if end >= 0:
                yield text[:end]
                self.tail = text[end:] + decode(part.read(BLOCK))
                return
            cut = text.rfind("</row>") + 1
            carried = text[cut:]
            if len(carried) > LONGEST_ROW:
                raise Unusual
            if cut:
                yield text[:cut]
        raise Unusual

    def _inner(self, attributes: str, inner: str) -> Cell:
        shown = VALUE.search(inner)
        if FORMULA.search(inner):
            return Fault("cell.formula", resolve(shown[1]) if shown else "")
        if inner.startswith("<is>"):
            return plain_text(inner)
        if shown is None:
            raise Unusual
        return self._readers[attributes](shown[1])


def _columns(wanted: Sequence[int]) -> str:
    """The columns' letters as a pattern; classes of last letters, since an alternation is half as fast."""
    classes: dict[str, str] = {}
    for name in map(letters, wanted):
        classes[name[:-1]] = classes.get(name[:-1], "") + name[-1]
    return "|".join(f"{start}[{last}]" for start, last in classes.items())


def _checked(block: str) -> str:
    """Every cell must begin in the one way that the pattern knows."""
    markup = block[max(block.find("<sheetData"), 0) :]
    if "!" in markup and "<!" in markup:  # a comment or CDATA; looking for one letter first is far faster
        raise Unusual
    if markup.count("<c") != markup.count('<c r="'):
        raise Unusual
    return block
