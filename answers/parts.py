"""The questions in a paragraph: people often ask several at once."""

import re

from answers.spelling import telling_words

_ENDS = re.compile(r"[.?!;,\n]+")
_AT_MOST = 12


def parts_of(text: str) -> list[str]:
    """The sentences and clauses that ask something, in their order; a pasted page is read in part."""
    clauses = [clause.strip() for clause in _ENDS.split(text[:1_000])]
    return [clause for clause in clauses if telling_words(clause)][:_AT_MOST]
