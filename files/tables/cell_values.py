"""What one cell of an XLSX sheet holds, from its type and its text."""

import re
from collections.abc import Callable, Sequence
from html import unescape

from files.tables.table import Cell, Fault

TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
PHONETIC = re.compile(r"<rPh[ >].*?</rPh>", re.DOTALL)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Read = Callable[[str], Cell]


class Unusual(Exception):
    """The sheet is written in a way that only the general reader knows."""


def plain_text(markup: str) -> str:
    """The text of `<t>` elements, rich runs joined and reading aids left out."""
    if "<rPh" in markup:
        markup = PHONETIC.sub("", markup)
    found = TEXT.findall(markup)
    return resolve(found[0] if len(found) == 1 else "".join(found))


def resolve(text: str) -> str:
    if "&" in text:
        text = unescape(text)
    return unspell(text)


def unspell(text: str) -> str:
    """Undo the `_x000D_` by which spreadsheets write a control character."""
    if "_x" in text:
        return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text


def readers(strings: Sequence[str]) -> dict[str, Read]:
    """How to read a value by the cell's type; the text is already free of markup and entities."""
    return {
        "s": lambda text: strings[int(text)],
        "str": unspell,
        "inlineStr": unspell,
        "n": float,
        "b": lambda text: "TRUE" if text == "1" else "FALSE",
        "e": lambda text: Fault("cell.error", text),
        "d": str,
    }
