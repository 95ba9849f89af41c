"""Spreadsheets whose bytes depend only on what they say, so that the same region is the same files."""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from files.spreadsheet import Workbook

Cell = str | int | float | date | None
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_workbook(path: Path, sheets: Mapping[str, Iterable[Iterable[Cell]]], *, today: date) -> None:
    """One sheet for each name, row by row, dated `today`."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(tuple(row))
    unsettled = io.BytesIO()
    book.save(unsettled)
    with ZipFile(unsettled) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = STAMP.sub(rf"\g<1>{today:%Y-%m-%d}T00:00:00Z".encode(), source.read(name))
            member = ZipInfo(name, (today.year, today.month, today.day, 0, 0, 0))
            target.writestr(member, content, compress_type=ZIP_DEFLATED)
