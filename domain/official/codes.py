"""How an official code is spelled, `SAPA-7K3M-Q9XD-042R`, and how it is found in whatever somebody sends.

The prefix is the product's and says nothing of anybody; it lets a code be found inside a forwarded message.
"""

import re

from domain.typed_codes import random_code, read_signs

PREFIX = "SAPA"
LENGTH = 12  # of five random bits each: nobody meets a code by guessing
_GROUP = 4
# What people and programmes put between groups: spaces, dashes of every kind, dots, and signs without width.
_GAP = r"[\s\-\u2010-\u2015\u2212\u00ad\u200b-\u200f\u2060\ufeff_.·:]{0,3}"
_IN_TEXT = re.compile(
    rf"(?<![0-9A-Za-z]){PREFIX}((?:{_GAP}[0-9A-Za-z]{{{_GROUP}}}){{{LENGTH // _GROUP}}})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
# "Sapa Adik Anda Saja" has the shape of a code: a digit that no letter is mistaken for tells them apart.
_TELLING = frozenset("23456789")


def new_code() -> str:
    """Twelve signs, as they are kept."""
    code = random_code(LENGTH)
    while not _TELLING & set(code):
        code = random_code(LENGTH)
    return code


def shown(code: str) -> str:
    """As it stands on paper."""
    groups = [code[start : start + _GROUP] for start in range(0, LENGTH, _GROUP)]
    return "-".join((PREFIX, *groups))


def read_code(text: str) -> str | None:
    """What was typed as a code and nothing else, with or without the prefix; None when it is no code."""
    kept = read_signs(text)
    if kept is None:
        return None
    if len(kept) == len(PREFIX) + LENGTH:
        kept = kept.removeprefix(PREFIX)
    return kept if len(kept) == LENGTH and _TELLING & set(kept) else None


def codes_in(text: str) -> list[str]:
    """Every code with its prefix inside a longer text, each once, in order."""
    found = (read_code(one[1]) for one in _IN_TEXT.finditer(text))
    return list(dict.fromkeys(code for code in found if code is not None))
