"""Invitation letters to print: one page a person, one file a unit, in the office's own form."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from domain.people import Sex
from files.letters_file import save_private
from files.letters_page import Letter, add_letter
from files.letters_sheet import Say, Sheet
from files.letters_summary import write_summary

__all__ = ["Letter", "Say", "salutation_key", "write_letters", "write_summary"]

SALUTATIONS: dict[Sex | None, str] = {
    "L": "letters.salutation.man",
    "P": "letters.salutation.woman",
    None: "letters.salutation.unknown",
}


def salutation_key(sex: Sex | None) -> str:
    """Bapak or Ibu, and both where the record does not say."""
    return SALUTATIONS[sex]


def write_letters(
    path: Path,
    letters: Sequence[Letter],
    say: Say,
    *,
    region: str,
    office: str,
    contact: str,
    signed_on: date,
    progress: Callable[[int], None] = lambda _count: None,
) -> None:
    """Write one unit's letters, a page each, and tell `progress` how many are set after each one.

    `say` fills words in the region's language without markup. The file appears whole or not at all.
    """
    sheet = Sheet(say, region=region, office=office, contact=contact, signed_on=signed_on)
    for number, letter in enumerate(letters, start=1):
        add_letter(sheet, letter, number)
        progress(number)
    save_private(path, bytes(sheet.output()))
