"""The sheets of an XLSX package: hidden ones too, for nothing may be lost without a word."""

from collections.abc import Iterator
from datetime import timedelta
from posixpath import join, normpath
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from files.tables.safe_xml import parsed
from files.tables.shared_strings import shared_strings
from files.tables.table import DAY_ZERO, Fault, Unreadable
from files.tables.xlsx_table import XlsxTable

EPOCH_1904 = timedelta(days=1_462)
MOST_SHEETS = 50
LARGEST_INDEX = 4 << 20


def workbook_tables(package: ZipFile) -> Iterator[XlsxTable]:
    workbook = _parsed(package, "xl/workbook.xml")
    parts = _relations(package)
    strings = shared_strings(package, parts.get("sharedStrings", ""))
    day_zero = DAY_ZERO + EPOCH_1904 if _counts_from_1904(workbook) else DAY_ZERO
    sheets = list(_all(workbook, "sheet"))
    if len(sheets) > MOST_SHEETS:
        raise Unreadable(Fault("file.too_many_sheets", facts=(("most", MOST_SHEETS),)))
    for sheet in sheets:
        part = parts.get(_relation_id(sheet), "")
        if "worksheets/" in part:
            yield XlsxTable(sheet.get("name") or "", package, part, strings, day_zero)


def _parsed(package: ZipFile, part: str) -> Element:
    if part not in package.namelist() or package.getinfo(part).file_size > LARGEST_INDEX:
        raise Unreadable(Fault("file.unreadable"))
    return parsed(package.read(part))


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _relations(package: ZipFile) -> dict[str, str]:
    """Parts by relation id, and the shared strings by that name."""
    parts: dict[str, str] = {}
    for relation in _all(_parsed(package, "xl/_rels/workbook.xml.rels"), "Relationship"):
        target = relation.get("Target") or ""
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        parts[relation.get("Id") or ""] = part
        if (relation.get("Type") or "").endswith("/sharedStrings"):
            parts["sharedStrings"] = part
    return parts


def _relation_id(sheet: Element) -> str:
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")


def _counts_from_1904(workbook: Element) -> bool:
    return any(element.get("date1904") in {"1", "true"} for element in _all(workbook, "workbookPr"))
