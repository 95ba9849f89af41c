"""What the titles above the headings say: as of which day, of which year."""

import re
from collections.abc import Iterable
from datetime import date

from files.sheets.cells import day, shown
from files.tables.table import DAY_ZERO, HeadRow

AS_OF = re.compile(
    r"(?:KEADAAN|PER|POSISI|TANGGAL)\b\D{0,20}(\d{1,2}[-/ ](?:\d{1,2}|[a-z]+)[-/ ]\d{4})", re.IGNORECASE
)
YEAR = re.compile(r"TAHUN (\d{4})\b", re.IGNORECASE)
LONGEST_TITLE = 200


def title_of(rows: Iterable[HeadRow]) -> str:
    spoken = (shown(cell) for row in rows for cell in row.cells)
    return " · ".join(words for words in spoken if words)[:LONGEST_TITLE]


def as_of(title: str, *, today: date) -> date | None:
    match = AS_OF.search(title)
    found = day(match[1], day_zero=DAY_ZERO, today=today) if match else None
    return found if isinstance(found, date) else None


def year_of(title: str) -> int | None:
    match = YEAR.search(title)
    return int(match[1]) if match else None
