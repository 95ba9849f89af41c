"""Any way of writing a sheet that the format allows: slower, element by element, never the whole tree."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO
from xml.etree.ElementTree import Element

from files.tables.cell_values import Read
from files.tables.safe_xml import elements_of
from files.tables.shared_strings import text_of
from files.tables.table import Cell, Fault, Merge, Row, column_index

ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
RANGE = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")


def elements(
    part: IO[bytes], reads: Mapping[str, Read], wanted: Sequence[int], merges: list[Merge]
) -> Iterator[Row]:
    """One row after another; `merges` is filled when the end is reached."""
    places = {column: place for place, column in enumerate(wanted)}
    number = 0
    for element in elements_of(part):
        tag = element.tag.rpartition("}")[2]
        if tag == "row":
            number = int(element.get("r") or number + 1)
            cells: list[Cell] = [None] * len(places)
            for column, value in _row(element, reads):
                if column in places:
                    cells[places[column]] = value
            yield number, cells
            element.clear()
        elif tag == "mergeCell":
            merges.extend(parse_merges(element.get("ref") or ""))


def parse_merges(text: str) -> list[Merge]:
    return [
        (int(top), column_index(left), int(bottom), column_index(right))
        for left, top, right, bottom in RANGE.findall(text)
    ]


def _row(row: Element, reads: Mapping[str, Read]) -> Iterator[tuple[int, Cell]]:
    column = -1
    for cell in row:
        address = ADDRESS.fullmatch(cell.get("r") or "")
        column = column_index(address[1]) if address else column + 1
        yield column, _value(cell, reads)


def _value(cell: Element, reads: Mapping[str, Read]) -> Cell:
    parts = {child.tag.rpartition("}")[2]: child for child in cell}
    shown = parts["v"].text if "v" in parts else None
    if "f" in parts:
        return Fault("cell.formula", shown or "")
    if "is" in parts:
        return reads["inlineStr"](text_of(parts["is"]))
    return None if shown is None else reads[cell.get("t") or "n"](shown)
