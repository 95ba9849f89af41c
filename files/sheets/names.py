"""Names in ordinary casing, where a file holds them in capitals only."""

import re

ROMAN = re.compile(r"(?:X{1,3}|X?(?:IX|IV|V?I{2,3}|VI{0,3}))")
PART = re.compile(r"[^\W\d_]+")
LOWER_WORDS = {"BIN": "bin", "BINTI": "binti"}
OPENINGS = frozenset("'’`")


def proper_name(name: str) -> str:
    """'KARMAN AGUSTINA' → 'Karman Agustina'; a name that is not all capitals stays as it is written."""
    if not name.isupper():
        return name
    if name.replace(" ", "").isalpha():
        return " ".join([_word(word) for word in name.split(" ")])
    return " ".join([_joined(word) for word in name.split(" ")])


def _word(word: str) -> str:
    if len(word) <= 4 and len(word) > 1 and ROMAN.fullmatch(word):  # noqa: PLR2004 -- up to XIII
        return word
    return LOWER_WORDS.get(word) or word.capitalize()


def _joined(word: str) -> str:
    """Parts between dots, hyphens and the like: MA'RUF → Ma'ruf, AL-FARISI → Al-Farisi, O'NEIL → O'Neil."""

    def cased(part: re.Match[str]) -> str:
        before = word[: part.start()]
        follows_apostrophe = before[-1:] in OPENINGS and len(before) > 2  # noqa: PLR2004 -- O' and D' begin a name
        return part[0].lower() if follows_apostrophe and before else _word(part[0])

    return PART.sub(cased, word)
