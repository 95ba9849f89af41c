"""The words that the index knows, and which of them a mistyped word may be."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from answers.grams import SIZE, alike, grams, skeleton
from answers.stems import term

_LIKE_ENOUGH = 0.5
_SAME_SKELETON = 0.75
_SHORTEST = 4  # below it, one letter makes another word
_SHORTEST_SKELETON = 3
_TRIED = 12


class Vocabulary:
    """Built once from every word of the index; asked for each word of a question."""

    def __init__(self, words: Iterable[tuple[str, bool]]) -> None:
        """Take words with whether they stand in an English sentence."""
        self._terms: dict[str, str] = {}
        for word, english in words:
            self._terms.setdefault(word, term(word, english=english))
        self._known = frozenset(self._terms.values())
        self._grams = {word: grams(word) for word in self._terms if len(word) >= _SHORTEST}
        self._with_gram: dict[str, list[str]] = defaultdict(list)
        self._with_skeleton: dict[str, str] = {}
        for word, found in self._grams.items():
            for gram in found:
                self._with_gram[gram].append(word)
            self._with_skeleton.setdefault(skeleton(word), word)
        self._nearest = lru_cache(maxsize=5_000)(self._find_nearest)

    def read(self, word: str, *, english: bool) -> tuple[str, float]:
        """The term meant, and how surely (0 to 1); the word's own term and 0.0 when none is near."""
        own = term(word, english=english)
        if own in self._known:
            return own, 1.0
        if word in self._terms:
            return self._terms[word], 1.0
        near, likeness = self._nearest(word)
        return (self._terms[near], likeness) if near else (own, 0.0)

    def _find_nearest(self, word: str) -> tuple[str, float]:
        bare = skeleton(word)
        if len(bare) >= _SHORTEST_SKELETON and bare in self._with_skeleton:
            return self._with_skeleton[bare], _SAME_SKELETON
        if len(word) < _SHORTEST or word.isdigit():
            return "", 0.0
        own = grams(word)
        shared = Counter(near for gram in own for near in self._with_gram.get(gram, ()))
        best = max(
            ((alike(own, self._grams[near]), near) for near, _ in shared.most_common(_TRIED)),
            default=(0.0, ""),
        )
        return (best[1], best[0]) if best[0] >= _LIKE_ENOUGH and len(own) >= SIZE else ("", 0.0)
