"""Names in ordinary casing, where a file holds them in capitals only."""

import re
from functools import lru_cache

ROMAN = re.compile(r"(?:X{1,3}|X?(?:IX|IV|V?I{2,3}|VI{0,3}))")
PART = re.compile(r"[^\W\d_]+")
LOWER_WORDS = {"BIN": "bin", "BINTI": "binti"}
OPENINGS = frozenset("'’`")
LONGEST_OPENING = 2  # O' and D' begin a new word, MA' does not


def proper_name(name: str) -> str:
    """'KARMAN AGUSTINA' → 'Karman Agustina'; a name that is not all capitals stays as it is written."""
    return " ".join(map(_cased, name.split(" "))) if name.isupper() else name


@lru_cache(maxsize=1 << 16)
def _cased(word: str) -> str:
    """Parts between dots, hyphens and the like: MA'RUF → Ma'ruf, AL-FARISI → Al-Farisi, O'NEIL → O'Neil."""
    return PART.sub(_part, word)


def _part(part: re.Match[str]) -> str:
    word, before = part[0], part.string[: part.start()]
    if before[-1:] in OPENINGS and len(before) > LONGEST_OPENING:
        return word.lower()
    if len(word) > 1 and ROMAN.fullmatch(word):
        return word
    return LOWER_WORDS.get(word) or word.capitalize()
