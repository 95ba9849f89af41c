"""What the printer's fonts can show.

The letters use the PDF core fonts, which every reader and printer has: Windows-1252, which covers
Indonesian and Western Europe. Other letters lose their marks ("Ḥasan" prints as "Hasan"), signs are left out,
and a letter of another script prints as "?", so that an officer sees that something is missing.
"""

import unicodedata

ENCODING = "cp1252"
LIKE = str.maketrans(
    {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "ʼ": "’", "ʻ": "‘", "‑": "-", "−": "–"}
)


def printable(text: str, *, at_most: int = 240) -> str:
    """One line of text that the core fonts print; never fails. Longer than `at_most` ends in "…"."""
    known = "".join(_shown(letter) for letter in unicodedata.normalize("NFC", text).translate(LIKE))
    line = " ".join(known.split())
    return line if len(line) <= at_most else f"{line[: at_most - 1].rstrip()}…"


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Zs", "Zl", "Zp"} or letter in "\t\n\r":
        return " "
    if category[0] == "C":  # controls, and marks that turn the direction of what follows
        return ""
    if _is_known(letter):
        return letter
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if _is_known(part))
    return plain or ("?" if category[0] in "LN" else "")


def _is_known(letter: str) -> bool:
    try:
        letter.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True
