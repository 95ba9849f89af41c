"""Readers of the values that several kinds of table share."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from domain.nip import Nip, NipFault, parse_nip
from files.phones import normalise_phone
from files.sheets.cells import BLANKS, Read, day, number, shown, text, whole
from files.sheets.page import Setting
from files.tables.table import Cell, Fault

SCIENTIFIC = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
PUNCTUATION = re.compile(r"[\W_]+")
UUID = re.compile(r"([0-9A-F]{8})-?([0-9A-F]{4})-?([0-9A-F]{4})-?([0-9A-F]{4})-?([0-9A-F]{12})")
GRADE = re.compile(r"(I{1,3}|IV)[ /.]?([A-E])")
PPPK_GRADE = re.compile(r"X(?:V(?:II?)?|I{1,3}|IV)?|IX|IV|V(?:I{0,3})|I{1,3}")
CODED_GRADE = re.compile(r"([1-4])([1-5])")
RANKS = ("", "I", "II", "III", "IV")
HIGHEST_LEVEL = 5
PEOPLE_AT_MOST = 100_000


def words(_: Setting) -> Read[str]:
    return text


def dates(setting: Setting) -> Read[date | None]:
    return partial(day, day_zero=setting.day_zero, today=setting.today)


def amounts(_: Setting) -> Read[Any]:
    return number


def whole_numbers(low: int, high: int) -> Callable[[Setting], Read[Any]]:
    return lambda _: partial(whole, low=low, high=high)


def nips(setting: Setting) -> Read[Nip | None]:
    today = setting.today

    def read(cell: Cell) -> Nip | Fault | None:
        if not isinstance(cell, str):
            return _no_text_nip(cell)
        digits = cell.strip().removeprefix("'")
        nip = parse_nip(digits, today=today)
        if not isinstance(nip, NipFault):
            return nip
        if digits in BLANKS:
            return None
        return Fault("nip.digits_lost" if SCIENTIFIC.fullmatch(digits) else nip.value)

    return read


def _no_text_nip(cell: float | Fault | None) -> Fault | None:
    # A spreadsheet keeps 15 digits of a number: whatever follows is made up.
    return Fault("nip.digits_lost", f"{cell:.0f}") if isinstance(cell, float) else cell


def uuids(_: Setting) -> Read[str]:
    def read(cell: Cell) -> str | Fault:
        written = shown(cell).removeprefix("'").upper()
        match = UUID.fullmatch(written)
        if match:
            return "-".join(match.groups())
        if isinstance(cell, Fault):
            return cell
        return "" if written in BLANKS else Fault("siasn_id.not_uuid")

    return read


def phones(_: Setting) -> Read[str | None]:
    def read(cell: Cell) -> str | Fault | None:
        if isinstance(cell, Fault):
            return cell
        written = shown(cell)
        if written.removeprefix("'") in BLANKS:
            return None
        return normalise_phone(written) or Fault("phone.unreadable")

    return read


def choices(
    table: Mapping[str, Any], fault: str, *, by_first_word: bool = False
) -> Callable[[Setting], Read[Any]]:
    """One of some words, whatever their case and punctuation; or else by the first ("PNS Daerah …")."""

    def read(cell: Cell) -> Any:
        written = text(cell)
        if isinstance(written, Fault) or not written:
            return written or None
        plain = PUNCTUATION.sub(" ", written.casefold()).strip()
        return table.get(plain.partition(" ")[0] if by_first_word else plain, Fault(fault))

    return lambda _: read


def grades(_: Setting) -> Read[str]:
    def read(cell: Cell) -> str | Fault:
        written = text(cell)
        if isinstance(written, Fault) or not written:
            return written
        tidy = written.upper()
        if match := GRADE.fullmatch(tidy):
            return f"{match[1]}/{match[2].lower()}"
        if match := CODED_GRADE.fullmatch(tidy):
            return f"{RANKS[int(match[1])]}/{'abcde'[int(match[2]) - 1]}"
        return tidy if PPPK_GRADE.fullmatch(tidy) else Fault("grade.unknown")

    return read


levels = whole_numbers(1, HIGHEST_LEVEL)
people_counts = whole_numbers(0, PEOPLE_AT_MOST)
