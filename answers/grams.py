"""Three letters at a time: how alike two words or two sentences are, however badly they are typed."""

_PADDED = " {} "
_VOWELS = str.maketrans("", "", "aeiou")
SIZE = 3


def grams(text: str) -> frozenset[str]:
    """Every run of three characters, the blanks at both ends included."""
    padded = _PADDED.format(text)
    return frozenset(padded[at : at + SIZE] for at in range(len(padded) - SIZE + 1))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient: twice what they share over what they have, 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def skeleton(word: str) -> str:
    """The word without its vowels, as it is often typed: `brks` for `berkas`."""
    return word.translate(_VOWELS)
