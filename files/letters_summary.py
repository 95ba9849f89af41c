"""The list of one unit's letters, for the officer who hands them out: names and signatures, no codes."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from files.letters_file import save_private
from files.letters_page import Letter
from files.letters_sheet import BOTTOM, LEFT, Column, Say, Sheet
from files.letters_text import printable

WIDTHS = (10.0, 66.0, 45.0, 44.0)
HEADINGS = ("number", "name", "position", "received")
ROW = 11.0
LINES_A_ROW = 2


def write_summary(
    path: Path,
    letters: Sequence[Letter],
    say: Say,
    *,
    region: str,
    office: str,
    contact: str,
    signed_on: date,
) -> None:
    """Write the receipt sheet of one unit's letters: a row a person, room to date and sign."""
    sheet = Sheet(say, region=region, office=office, contact=contact, signed_on=signed_on)
    unit = letters[0].unit if letters else ""
    footing = say("letters.summary.footing", unit=printable(unit, at_most=80), count=len(letters))
    _start_page(sheet, unit, footing)
    for number, letter in enumerate(letters, start=1):
        if sheet.get_y() + ROW > BOTTOM:
            _start_page(sheet, unit, footing)
        _set_row(sheet, (str(number), letter.full_name, letter.position, ""))
    save_private(path, bytes(sheet.output()))


def _start_page(sheet: Sheet, unit: str, footing: str) -> None:
    sheet.start_page(footing)
    sheet.set_font("times", "B", 12)
    sheet.paragraph(sheet.say("letters.summary.title"), align="C", height=6)
    sheet.paragraph(unit, align="C", height=6)
    sheet.gap(3)
    sheet.set_font("times", "B", 10)
    _set_row(sheet, tuple(sheet.say(f"letters.summary.{name}") for name in HEADINGS))
    sheet.set_font("times", "", 10)


def _set_row(sheet: Sheet, texts: Sequence[str]) -> None:
    x, y = float(LEFT), sheet.get_y()
    sheet.set_line_width(0.2)
    for width, text in zip(WIDTHS, texts, strict=True):
        sheet.rect(x, y, width, ROW)
        sheet.set_xy(x, y + 1)
        sheet.paragraph(
            sheet.fitting(text, width - 3, lines=LINES_A_ROW), Column(x + 1.5, width - 3), height=4.4
        )
        x += width
    sheet.set_y(y + ROW)
