"""Any way of writing a sheet that the format allows: slower, element by element, never the whole tree."""

import re
from collections.abc import Iterator, Mapping
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from files.tables.cell_values import Read
from files.tables.shared_strings import text_of
from files.tables.table import Cell, Fault, Merge, column_index, letters
from files.tables.xlsx_dialect import Found

ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
RANGE = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")


def elements(part: IO[bytes], reads: Mapping[str, Read], merges: list[Merge]) -> Iterator[list[Found]]:
    """The cells of one row after another; `merges` is filled when the end is reached."""
    number = 0
    for _, element in iterparse(part):
        tag = element.tag.rpartition("}")[2]
        if tag == "row":
            number = int(element.get("r") or number + 1)
            yield list(_row(element, number, reads))
            element.clear()
        elif tag == "mergeCell":
            merges.extend(parse_merges(element.get("ref") or ""))


def parse_merges(text: str) -> list[Merge]:
    return [
        (int(top), column_index(left), int(bottom), column_index(right))
        for left, top, right, bottom in RANGE.findall(text)
    ]


def _row(row: Element, number: int, reads: Mapping[str, Read]) -> Iterator[Found]:
    column = -1
    for cell in row:
        address = ADDRESS.fullmatch(cell.get("r") or "")
        column = column_index(address[1]) if address else column + 1
        value = _value(cell, reads)
        if value is not None:
            yield letters(column), str(number), value


def _value(cell: Element, reads: Mapping[str, Read]) -> Cell:
    parts = {child.tag.rpartition("}")[2]: child for child in cell}
    shown = parts["v"].text if "v" in parts else None
    if "f" in parts:
        return Fault("cell.formula", shown or "")
    if "is" in parts:
        return reads["inlineStr"](text_of(parts["is"]))
    return None if shown is None else reads[cell.get("t") or "n"](shown)
