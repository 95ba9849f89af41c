"""Reading one column's cells: text, dates and numbers as people type them, or a Fault that says why not."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from files.tables.table import Cell, Fault

LONGEST_TEXT = 500
LONGEST_SHOWN = 80
BLANKS = frozenset({"", "null", "NULL", "Null", "-", "--", "–"})
FORMULA_LIKE = re.compile(r"[=+@]|-(?! )")
NUMERIC_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: 0?0[:.]00(?:[:.]00)?)?")
ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
WORDED_DATE = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})", re.IGNORECASE)
MONTHS = {
    **dict(
        zip(
            ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"],
            range(1, 13),
            strict=True,
        )
    ),
    "may": 5,
    "aug": 8,
    "agt": 8,
    "ags": 8,
    "oct": 10,
    "dec": 12,
    "nop": 11,
    "peb": 2,
}
THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+")
FIRST_YEAR = 1940
YEARS_AHEAD = 10

T = TypeVar("T")
Read = Callable[[Cell], T | Fault]


class Memo(dict[Cell, object]):
    """A column's reader that remembers: most columns hold few different values, each then kept once."""

    def __init__(self, read: Read[object]) -> None:
        self._read = read

    def __missing__(self, cell: Cell) -> object:
        value = self[cell] = self._read(cell)
        return value


def shown(cell: Cell) -> str:
    """A cell as an officer sees it, short enough for a table of problems."""
    if isinstance(cell, Fault):
        return cell.value[:LONGEST_SHOWN]
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return " ".join((cell or "").split())[:LONGEST_SHOWN]


def text(cell: Cell) -> str | Fault:
    """Words with single spaces; markup is kept as it stands, for it is escaped where it is shown."""
    if not isinstance(cell, str):
        return cell if isinstance(cell, Fault) else shown(cell)
    words = " ".join(cell.split()).removeprefix("'")
    if words in BLANKS:
        return ""
    if len(words) > LONGEST_TEXT:
        return Fault("cell.too_long", facts=(("length", len(words)), ("most", LONGEST_TEXT)))
    if words[0] in "=+-@" and FORMULA_LIKE.match(words):
        return Fault("cell.formula_like")
    return words if words.isascii() and words.isprintable() else _without_marks(words)


def _without_marks(words: str) -> str | Fault:
    """Composed letters; marks of direction and width are dropped, other control characters refused."""
    composed = unicodedata.normalize("NFC", words)
    kept = "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")
    return (
        kept
        if kept.isprintable()
        else Fault("cell.control_character", "".join(filter(str.isprintable, kept)))
    )


def day(cell: Cell, *, day_zero: date, today: date) -> date | Fault | None:
    """A date as dd-mm-yyyy, ISO, in Indonesian or English words, or a spreadsheet's serial number."""
    if isinstance(cell, Fault):
        return cell
    try:
        found = _serial(cell, day_zero) if isinstance(cell, float) else _written(text(cell))
    except (ValueError, OverflowError):
        return Fault("cell.not_a_date")
    if isinstance(found, date) and not FIRST_YEAR <= found.year <= today.year + YEARS_AHEAD:
        return Fault(
            "date.out_of_range", facts=(("first", str(FIRST_YEAR)), ("last", str(today.year + YEARS_AHEAD)))
        )
    return found


def _serial(number: float, day_zero: date) -> date:
    return day_zero + timedelta(days=int(number))


def _written(words: str | Fault) -> date | Fault | None:
    if isinstance(words, Fault) or not words:
        return words or None
    if match := NUMERIC_DATE.fullmatch(words):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := ISO_DATE.fullmatch(words):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := WORDED_DATE.fullmatch(words):
        return date(int(match[3]), MONTHS.get(match[2][:3].lower(), 0), int(match[1]))
    return Fault("cell.not_a_date")


def number(cell: Cell) -> Decimal | Fault | None:
    """A number not below zero; as text the comma is decimal and the dot groups thousands (1.250,5)."""
    if isinstance(cell, float):
        value = Decimal(repr(cell))
    else:
        words = text(cell)
        if isinstance(words, Fault):
            return Fault("number.negative") if words.key == "cell.formula_like" else words
        if not words:
            return None
        try:
            value = Decimal(_decimal_point(words))
        except InvalidOperation:
            return Fault("cell.not_a_number")
    if not value.is_finite():
        return Fault("cell.not_a_number")
    return value if value >= 0 else Fault("number.negative")


def _decimal_point(words: str) -> str:
    if THOUSANDS.fullmatch(words) or words.rfind(",") > words.rfind("."):
        return words.replace(".", "").replace(",", ".")
    return words.replace(",", "")


def whole(cell: Cell, *, low: int, high: int) -> int | Fault | None:
    """A whole number within bounds."""
    value = number(cell)
    if value is None or isinstance(value, Fault):
        return value
    if value != value.to_integral_value() or not low <= value <= high:
        return Fault("number.out_of_range", facts=(("low", low), ("high", high)))
    return int(value)
