"""A diploma against a post's standard."""

from domain.organisation import name_key
from domain.planning.rules.views import UNKNOWN, Schooling
from domain.planning.snapshot import Standard

_LEVELS = ("SD", "SLTP", "SLTA", "D-I", "D-II", "D-III", "D-IV", "S-1", "S-2", "S-3")
_RANK = {level: rank for rank, level in enumerate(_LEVELS)}


def schooling_of(level: str, education: str, standard: Standard) -> Schooling:
    if level not in _RANK or standard.education_min not in _RANK or not education:
        return Schooling.UNKNOWN
    if _RANK[level] < _RANK[standard.education_min]:
        return Schooling.LEVEL_BELOW
    fields = {name_key(field) for field in standard.education_fields}
    return Schooling.FITS if not fields or name_key(education) in fields else Schooling.OTHER_FIELD


def reaches(level: str, least: str | None) -> int:
    if least not in _RANK or level not in _RANK:
        return UNKNOWN
    return int(_RANK[level] >= _RANK[least])


def is_technical(code: str) -> bool:
    return code.startswith("T.")
