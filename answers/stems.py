"""The stem of a word, in the language in which the sentence seems to be."""

from collections.abc import Iterable
from functools import cache, lru_cache

from Stemmer import Stemmer

from answers.colloquial import SYNONYMS

_LITTLE = "the is are my i do does how what when who why can will to of from about me you which and in for"
_IS_ENGLISH = frozenset(_LITTLE.split(" "))
_ENOUGH = 2


def seems_english(words: Iterable[str]) -> bool:
    """Two little words that Indonesian does not have."""
    return sum(word in _IS_ENGLISH for word in words) >= _ENOUGH


@lru_cache(maxsize=20_000)
def term(word: str, *, english: bool = False) -> str:
    """What stands for the word in the index: its synonym's stem, or its own."""
    known = SYNONYMS.get(word)
    if known is not None:
        return _stem(known, "indonesian")
    stem = _stem(word, "english" if english else "indonesian")
    known = SYNONYMS.get(stem)
    return stem if known is None else _stem(known, "indonesian")


def _stem(word: str, language: str) -> str:
    return str(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer:
    return Stemmer(language)
