"""Finding entries: stems for what is meant, three-letter runs for how it was typed, weighed together.

A term weighs as much as it is rare: idf = ln(1 + N / entries that have it). Likeness to a phrasing is the
cosine of the weighted terms; likeness in letters is Dice's coefficient over three-letter runs.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answers.grams import alike, grams
from answers.spelling import telling_words
from answers.stems import seems_english, term
from answers.vocabulary import Vocabulary

_BY_PHRASING, _BY_ENTRY, _BY_LETTERS = 0.5, 0.3, 0.2
_CANDIDATES = 30
_UNKNOWN_WEIGHS = 1.0  # as much as the rarest known term: an unknown word is what the question is about
_COMMON = 0.25  # a term in more entries than this share does not bring candidates by itself


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry's id, its score, 0 (nothing in common) to 1 (a phrasing, word for word), and its coverage.

    `coverage`: the share of what was asked that the entry speaks of at all, 0 to 1; unknown words count, too.
    """

    id: str
    score: float
    coverage: float


@dataclass(frozen=True, slots=True)
class _Phrasing:
    terms: frozenset[str]
    length: float
    grams: frozenset[str]


class Index:
    """Built once over all entries, in memory; never changed, so many threads may ask at once."""

    def __init__(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Take every entry's phrasings by its id."""
        read = {name: [_read(text) for text in phrasings] for name, phrasings in texts.items()}
        self._vocabulary = Vocabulary(
            (word, english) for all_read in read.values() for words, english in all_read for word in words
        )
        terms = {
            name: [frozenset(term(word, english=english) for word in words) for words, english in all_read]
            for name, all_read in read.items()
        }
        self._names = list(texts)
        self._entries = [frozenset[str]().union(*terms[name]) for name in self._names]
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            for one in entry:
                self._having[one].append(number)
        count = len(self._names)
        self._weights = {one: math.log(1 + count / len(having)) for one, having in self._having.items()}
        self._rarest = math.log(1 + count)
        self._phrasings = [
            [
                _Phrasing(found, self._length(found), grams(" ".join(words)))
                for found, (words, _) in zip(terms[name], read[name], strict=True)
                if found
            ]
            for name in self._names
        ]

    def find(self, question: str, *, limit: int = 3) -> list[Hit]:
        """The entries nearest to a question, best first; none when no word of it is known."""
        words, english = _read(question)
        asked: dict[str, float] = {}
        unknown = 0
        for word in words:
            meant, sure = self._vocabulary.read(word, english=english)
            if sure:
                asked[meant] = max(asked.get(meant, 0.0), sure)
            else:
                unknown += 1
        if not asked:
            return []
        strengths = {one: self._weights[one] * sure for one, sure in asked.items()}
        whole = (
            sum(self._weights[one] ** 2 for one in asked) + unknown * (self._rarest * _UNKNOWN_WEIGHS) ** 2
        )
        letters = grams(" ".join(words))
        hits = [
            Hit(
                self._names[number],
                self._score(number, strengths, shared / whole, whole, letters),
                shared / whole,
            )
            for number, shared in self._candidates(strengths)
        ]
        return heapq.nlargest(limit, hits, key=lambda hit: hit.score)

    def knows(self, word: str) -> bool:
        """Whether a plain word, rightly spelt, stands in any entry."""
        return self._vocabulary.read(word, english=False)[1] == 1.0

    def _candidates(self, strengths: Mapping[str, float]) -> list[tuple[int, float]]:
        """Entries by the weight of what they share with the question, the common terms counted last."""
        shared: dict[int, float] = defaultdict(float)
        most = len(self._names) * _COMMON
        for one in sorted(strengths, key=lambda one: len(self._having[one])):
            having, weight = self._having[one], strengths[one] * self._weights[one]
            if len(having) > most and len(shared) >= _CANDIDATES:
                for number in shared:
                    if one in self._entries[number]:
                        shared[number] += weight
            else:
                for number in having:
                    shared[number] += weight
        return heapq.nlargest(_CANDIDATES, shared.items(), key=lambda pair: pair[1])

    def _score(
        self,
        number: int,
        strengths: Mapping[str, float],
        coverage: float,
        whole: float,
        letters: frozenset[str],
    ) -> float:
        asked, by_phrasing, by_letters = frozenset(strengths), 0.0, 0.0
        for phrasing in self._phrasings[number]:
            both = asked & phrasing.terms
            if both:
                dot = sum(strengths[one] * self._weights[one] for one in both)
                by_phrasing = max(by_phrasing, dot / (math.sqrt(whole) * phrasing.length))
                by_letters = max(by_letters, alike(letters, phrasing.grams))
        return _BY_PHRASING * by_phrasing + _BY_ENTRY * coverage + _BY_LETTERS * by_letters

    def _length(self, terms: frozenset[str]) -> float:
        return math.sqrt(sum(self._weights[one] ** 2 for one in terms))


def _read(text: str) -> tuple[list[str], bool]:
    return telling_words(text), seems_english(text.lower().split())
