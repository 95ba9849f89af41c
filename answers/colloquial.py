"""How people type and what they mean by it: the tables beside this module, read once."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

_TABLES = Path(__file__).parent / "tables"


def _lines(name: str) -> Iterator[str]:
    for line in (_TABLES / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line


def _pairs(name: str) -> Mapping[str, str]:
    pairs: Mapping[str, str] = tomllib.loads((_TABLES / name).read_text("utf-8"))
    return pairs


ABBREVIATIONS = _pairs("abbreviations.toml")
PHRASES = _pairs("phrases.toml")
STOP_WORDS = frozenset(word for line in _lines("stop_words.txt") for word in line.split())
SYNONYMS: Mapping[str, str] = {
    word: group.split()[0] for group in _lines("synonyms.txt") for word in group.split()
}
