"""The stem of a word, in the language in which the sentence seems to be."""

from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from answers.colloquial import SYNONYMS

_INDONESIAN = snowballstemmer.stemmer("indonesian")
_ENGLISH = snowballstemmer.stemmer("english")
_LITTLE = "the is are my i do does how what when who why can will to of from about me you which and in for"
_IS_ENGLISH = frozenset(_LITTLE.split(" "))
_ENOUGH = 2


def seems_english(words: Iterable[str]) -> bool:
    """Two little words that Indonesian does not have."""
    return sum(word in _IS_ENGLISH for word in words) >= _ENOUGH


@lru_cache(maxsize=20_000)
def term(word: str, *, english: bool = False) -> str:
    """What stands for the word in the index: its synonym's stem, or its own."""
    stemmer = _ENGLISH if english else _INDONESIAN
    known = SYNONYMS.get(word)
    if known is None:
        known = SYNONYMS.get(str(stemmer.stemWord(word)))
    if known is not None:
        return str(_INDONESIAN.stemWord(known))
    return str(stemmer.stemWord(word))
