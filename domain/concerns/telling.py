"""Whether the words themselves tell who wrote them: a seal cannot hide what the text says."""

import re
from dataclasses import dataclass

from domain.people import Person

_LEAST_SIGNS = 3
# Words that half of a region's units and posts have in their names.
_COMMON = frozenset(
    ["dan", "ahli", "pertama", "muda", "madya", "utama", "terampil", "mahir", "penyelia", "pelaksana",
     "kepala", "seksi", "bidang", "bagian", "sub", "dinas", "badan", "kantor", "unit", "uptd", "upt",
     "sekretariat", "kecamatan", "kelurahan", "desa", "puskesmas", "sekolah", "negeri", "rsud", "sdn",
     "smpn", "aparatur", "perangkat", "daerah", "kabupaten", "kota"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tells:
    """What is given away: `name` the writer's name or NIP, `place` words of the unit's or the post's name."""

    name: bool
    place: bool

    def __bool__(self) -> bool:
        return self.name or self.place


def tells_of(text: str, person: Person, *, is_small_unit: bool) -> Tells:
    """Look for the writer in the text. The unit and the post tell it only where few people are.

    It finds words, not meanings: that nothing was found is no promise.
    """
    said = _words(text)
    digits = re.sub(r"\D", "", text)
    place = (_words(person.unit) | _words(person.position)) - _COMMON
    return Tells(
        name=bool(_words(person.name) & said) or person.nip in digits,
        place=is_small_unit and bool(place & said),
    )


def _words(text: str) -> set[str]:
    return {one for one in re.findall(r"\w+", text.casefold()) if len(one) >= _LEAST_SIGNS}
