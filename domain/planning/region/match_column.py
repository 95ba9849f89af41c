"""Everybody's competency and education against one standard, as whole columns.

Exact as its single form (`domain/planning/arithmetic/competency.py`): hundredths of a percent come from whole
numbers over the least common multiple of the levels asked for, never from floating point.
"""

from collections.abc import Mapping, Sequence
from math import lcm

import numpy as np
from numpy.typing import NDArray

from domain.planning.arithmetic.competency import LEVELS, is_technical
from domain.planning.arithmetic.education import EducationLevel, EducationOutcome, check_education, read_level
from domain.planning.rules.views import UNKNOWN, Schooling
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Candidate, Standard

Ints = NDArray[np.int32]
_Ratio = tuple[NDArray[np.int64], int]

_PERCENT_HUNDREDTHS = 10_000
_SCHOOLINGS = {
    EducationOutcome.UNKNOWN: Schooling.UNKNOWN,
    EducationOutcome.MEETS: Schooling.FITS,
    EducationOutcome.LEVEL_BELOW: Schooling.LEVEL_BELOW,
    EducationOutcome.OTHER_FIELD: Schooling.OTHER_FIELD,
}


class MatchColumn:
    """Answers per standard, each worked out once: posts that ask for the same share the answer."""

    def __init__(self, people: Sequence[Candidate], settings: PlanningSettings) -> None:
        self._settings = settings
        self._people = people
        codes = sorted({code for one in people for code in one.levels})
        self._code = {code: index for index, code in enumerate(codes)}
        self._levels = np.full((len(codes), len(people)), UNKNOWN, dtype=np.int64)
        for index, code in enumerate(codes):
            self._levels[index] = np.fromiter((one.levels.get(code, UNKNOWN) for one in people), np.int64)
        self._levels[~np.isin(self._levels, LEVELS)] = UNKNOWN
        schools = [(one.education_level, one.education) for one in people]
        self._schools = list(dict.fromkeys(schools))
        place = {school: index for index, school in enumerate(self._schools)}
        self._school_of = np.fromiter((place[school] for school in schools), np.int64)
        levels = (read_level(level) or read_level(study) for level, study in self._schools)
        ranks = np.fromiter((UNKNOWN if level is None else level.rank for level in levels), np.int64)
        self._ranks = ranks[self._school_of]
        self._matches: dict[tuple[tuple[str, int], ...], Ints] = {}
        self._schoolings: dict[tuple[str, tuple[str, ...]], Ints] = {}

    def jpm(self, standard: Standard | None) -> Ints:
        """In hundredths of a percent, UNKNOWN without a standard or where a competency was never assessed."""
        asked = () if standard is None else tuple(sorted(standard.levels.items()))
        if asked not in self._matches:
            self._matches[asked] = self._match(dict(asked))
        return self._matches[asked]

    def schooling(self, standard: Standard | None) -> Ints:
        """As `Schooling`, UNKNOWN without a standard."""
        if standard is None:
            return np.full(len(self._people), Schooling.UNKNOWN, dtype=np.int32)
        asked = (standard.education_min, standard.education_fields)
        if asked not in self._schoolings:
            checks = (
                check_education(level=level, education=study, minimum=asked[0], fields=asked[1])
                for level, study in self._schools
            )
            found = np.fromiter((_SCHOOLINGS[check.outcome] for check in checks), dtype=np.int32)
            self._schoolings[asked] = found[self._school_of]
        return self._schoolings[asked]

    def reaches(self, least: EducationLevel | None) -> Ints:
        """Whether the education level is at least that one (1 or 0), UNKNOWN where either is not known."""
        if least is None:
            return np.full(len(self._people), UNKNOWN, dtype=np.int32)
        return np.where(self._ranks == UNKNOWN, UNKNOWN, self._ranks >= least.rank).astype(np.int32)

    def _match(self, asked: Mapping[str, int]) -> Ints:
        if not asked or not asked.keys() <= self._code.keys() or not set(asked.values()) <= set(LEVELS):
            return np.full(len(self._people), UNKNOWN, dtype=np.int32)
        technical = self._ratio({code: level for code, level in asked.items() if is_technical(code)})
        other = self._ratio({code: level for code, level in asked.items() if not is_technical(code)})
        numerator, denominator = self._weighted(technical, other)
        hundredths = (2 * _PERCENT_HUNDREDTHS * numerator + denominator) // (2 * denominator)
        rows = [self._code[code] for code in asked]
        is_assessed = (self._levels[rows] != UNKNOWN).all(axis=0)
        return np.where(is_assessed, hundredths, UNKNOWN).astype(np.int32)

    def _ratio(self, asked: Mapping[str, int]) -> _Ratio | None:
        if not asked:
            return None
        whole = lcm(*asked.values())
        attained = np.zeros(len(self._people), dtype=np.int64)
        for code, level in asked.items():
            levels = self._levels[self._code[code]]
            counted = np.minimum(levels, level) if self._settings.jpm_cap else levels
            attained += counted * (whole // level)
        return attained, whole * len(asked)

    def _weighted(self, technical: _Ratio | None, other: _Ratio | None) -> _Ratio:
        if technical is None or other is None:
            return technical or other or (np.zeros(len(self._people), dtype=np.int64), 1)
        share, whole = self._settings.technical_weight.as_integer_ratio()
        numerator = share * technical[0] * other[1] + (whole - share) * other[0] * technical[1]
        return numerator, whole * technical[1] * other[1]
