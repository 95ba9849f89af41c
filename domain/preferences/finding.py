"""Finding units by a name as people type it: short forms, another order, a slip of the finger.

Each word that was typed is compared with the words of every unit's name and location (difflib); rare words
count for more than those that half of all units have in their names.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

from domain.organisation import Unit

# What officials write short, and what stands in so many names that it tells nothing.
_LONG_FORMS = {
    "pkm": "puskesmas",
    "pusk": "puskesmas",
    "puskes": "puskesmas",
    "pustu": "puskesmas pembantu",
    "sdn": "sd negeri",
    "smpn": "smp negeri",
    "sman": "sma negeri",
    "tkn": "tk negeri",
    "n": "negeri",
    "dinkes": "dinas kesehatan",
    "disdik": "dinas pendidikan",
    "dishub": "dinas perhubungan",
    "dinsos": "dinas sosial",
    "disdukcapil": "dinas kependudukan pencatatan sipil",
    "capil": "pencatatan sipil",
    "setda": "sekretariat daerah",
    "setwan": "sekretariat dprd",
    "kec": "kecamatan",
    "kel": "kelurahan",
    "kab": "kabupaten",
    "sek": "sekretariat",
    "bt": "batu",
    "sei": "sungai",
    "tj": "tanjung",
    "tg": "tanjung",
}
_PHRASES = (
    ("rumah sakit umum daerah", "rsud"),
    ("sekolah dasar", "sd"),
    ("sekolah menengah pertama", "smp"),
    ("sekolah menengah atas", "sma"),
    ("taman kanak kanak", "tk"),
)
_FILLERS = frozenset({"uptd", "upt", "di", "dan", "the", "of"})
_WORD = re.compile(r"[a-z]+|\d+")
_ALIKE = 0.74  # of the letters of a word, by difflib's ratio
_TYPED_AT_MOST = 8  # words of a search that are looked at
_FITS = 0.6  # of what was typed, by weight
_SLIPS_AT_MOST = 3  # letters more or fewer
_BEGINS, _BEGUN_AS, _SLIPPED = 3, 0.9, 0.8


def find_units(units: Sequence[Unit], typed: str, *, limit: int) -> list[Unit]:
    """The units that are meant, best first; none where too little of what was typed fits."""
    wanted = _words(typed)[:_TYPED_AT_MOST]
    if not wanted:
        return []
    words_of, holders = _index(tuple(units))
    weights = [math.log(1 + len(units) / (1 + len(holders.get(word, ())))) + 0.1 for word in wanted]
    points: Counter[int] = Counter()
    for word, weight in zip(wanted, weights, strict=True):
        best: dict[int, float] = {}
        for other, alike in _alike(word, holders):
            for unit_id in holders[other]:
                best[unit_id] = max(best.get(unit_id, 0.0), alike)
        for unit_id, alike in best.items():
            points[unit_id] += weight * alike  # type: ignore[assignment] # a Counter adds fractions as well
    needed = _FITS * sum(weights)
    fitting = [unit for unit in units if points[unit.id] >= needed]
    fitting.sort(key=lambda unit: (-points[unit.id], len(words_of[unit.id]), unit.name, unit.id))
    return fitting[:limit]


@lru_cache(maxsize=2)
def _index(units: tuple[Unit, ...]) -> tuple[dict[int, frozenset[str]], dict[str, list[int]]]:
    """The words of each unit, and the units of each word; units change with an import alone."""
    words_of = {unit.id: _with_pairs(_words(f"{unit.name} {unit.location}")) for unit in units}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for unit_id, words in words_of.items():
        for word in words:
            holders[word].append(unit_id)
    return words_of, dict(holders)


def _alike(word: str, known: Iterable[str]) -> list[tuple[str, float]]:
    """Known words that may be meant; numbers are meant as they stand."""
    if word.isdigit():
        return [(word, 1.0)] if word in known else []
    listed = [one for one in known if not one.isdigit() and _may_be(one, word)]
    near = [one for one in listed if abs(len(one) - len(word)) <= _SLIPS_AT_MOST]
    found = dict.fromkeys(get_close_matches(word, near, n=12, cutoff=_ALIKE), _SLIPPED)
    if len(word) >= _BEGINS:
        found |= {one: _BEGUN_AS for one in listed if one.startswith(word)}
    if word in known:
        found[word] = 1.0
    return list(found.items())


def _may_be(known: str, word: str) -> bool:
    """Begins or ends as the word does: who slips seldom does so on both, and the comparison takes time."""
    return known[0] == word[0] or known[-1] == word[-1]


def _with_pairs(words: Sequence[str]) -> frozenset[str]:
    """Neighbours also as one word: whether a space stands between them nobody remembers."""
    pairs = (f"{one}{other}" for one, other in pairwise(words) if not (one + other).isdigit())
    return frozenset((*words, *pairs))


def _words(text: str) -> list[str]:
    """Lower case, short forms written out, numbers without their leading zeros."""
    said = " ".join(_WORD.findall(text.casefold()))
    for phrase, short in _PHRASES:
        said = said.replace(phrase, short)
    written = " ".join(_LONG_FORMS.get(word, word) for word in said.split())
    return [
        str(int(word)) if word.isdigit() and word.isascii() else word
        for word in written.split()
        if word not in _FILLERS
    ]
