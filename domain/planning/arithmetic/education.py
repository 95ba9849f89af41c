"""The educational qualification (kualifikasi pendidikan): level and field, and both are hard (domain.md 3.2).

Levels are ordered as the national framework orders them (Perpres 8/2012 on KKNI): D-IV and S-1 are equal, a
profession stands between S-1 and S-2, a specialist beside S-2.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class EducationLevel(StrEnum):
    """A level under the name that SIASN's export gives it."""

    SD = "SD"
    SLTP = "SLTP"
    SLTA = "SLTA"
    D_I = "D-I"
    D_II = "D-II"
    D_III = "D-III"
    D_IV = "D-IV"
    S_1 = "S-1"
    PROFESSION = "Profesi"
    S_2 = "S-2"
    SPECIALIST = "Spesialis"
    S_3 = "S-3"

    @property
    def rank(self) -> int:
        return _RANKS[self]


_L = EducationLevel
_RANKS = {
    level: rank
    for rank, levels in enumerate(
        (
            (_L.SD,),
            (_L.SLTP,),
            (_L.SLTA,),
            (_L.D_I,),
            (_L.D_II,),
            (_L.D_III,),
            (_L.D_IV, _L.S_1),
            (_L.PROFESSION,),
            (_L.S_2, _L.SPECIALIST),
            (_L.S_3,),
        )
    )
    for level in levels
}
_SCHOOLS = {  # their own name is part of the qualification: an SMK is no SMA
    **dict.fromkeys(("mi", "paket a"), _L.SD),
    **dict.fromkeys(("mts", "paket b", "smp"), _L.SLTP),
    **dict.fromkeys(("ma", "paket c", "sma", "smea", "smk", "smu", "spg", "stm"), _L.SLTA),
}
_NAMES = {
    **dict.fromkeys(("sd", "sekolah dasar"), _L.SD),
    **dict.fromkeys(("sltp", "sekolah menengah pertama"), _L.SLTP),
    **dict.fromkeys(("slta", "sekolah menengah atas"), _L.SLTA),
    "sarjana muda": _L.D_III,
    "sarjana terapan": _L.D_IV,
    "sarjana": _L.S_1,
    "profesi": _L.PROFESSION,
    "magister": _L.S_2,
    "spesialis": _L.SPECIALIST,
    "doktor": _L.S_3,
}
_DIPLOMAS = {
    **dict.fromkeys(("1", "i"), _L.D_I),
    **dict.fromkeys(("2", "ii"), _L.D_II),
    **dict.fromkeys(("3", "iii"), _L.D_III),
    **dict.fromkeys(("4", "iv"), _L.D_IV),
}
_STRATA = {
    **dict.fromkeys(("1", "i"), _L.S_1),
    **dict.fromkeys(("2", "ii"), _L.S_2),
    **dict.fromkeys(("3", "iii"), _L.S_3),
}
_DIPLOMA = re.compile(r"(?:diploma|d) ?(iv|i{1,3}|[1-4])(?= |$)")
_STRATUM = re.compile(r"(?:strata|s) ?(i{1,3}|[1-3])(?= |$)")
_NAMED = re.compile(rf"({'|'.join(sorted(_NAMES, key=len, reverse=True))})(?= |$)")
_SCHOOL = re.compile(rf"({'|'.join(_SCHOOLS)})(?= |$)")
_EQUIVALENT = {"sederajat", "setara"}


@dataclass(frozen=True, slots=True)
class Study:
    """A level and a field of study; a school's field begins with its kind, as "smk tata boga" does."""

    level: EducationLevel | None
    field: str

    @property
    def is_school(self) -> bool:
        return _SCHOOL.match(self.field) is not None

    def admits(self, other: "Study") -> bool:
        """Tell whether the other study may be one that is asked for here; a level not named may be any."""
        if self.level is not None and other.level not in {None, self.level}:
            return False
        any_of_school = self.field in _SCHOOLS and other.field.startswith(f"{self.field} ")
        return any_of_school or self.field in {"", other.field}


class EducationOutcome(StrEnum):
    """The verdict; what speaks against the person comes before what is not known."""

    LEVEL_BELOW = "level_below"
    OTHER_FIELD = "other_field"
    UNKNOWN = "unknown"
    MEETS = "meets"


class EducationGap(StrEnum):
    """Why there is no verdict."""

    LEVEL = "level"
    MINIMUM = "minimum"
    FIELD = "field"
    CONTRADICTION = "contradiction"  # the level column and the study's name disagree, and it matters


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationCheck:
    """The verdict with its facts: `education` and `fields` as they are written in the files."""

    outcome: EducationOutcome
    level: EducationLevel | None
    minimum: EducationLevel | None
    education: str
    fields: tuple[str, ...]
    gaps: tuple[EducationGap, ...]


def read_studies(text: str) -> tuple[Study, ...]:
    """Take "S-1 PGSD", "D3 Akuntansi", "SMK Administrasi Perkantoran" or "S-1/D-IV Hukum" apart.

    What stands on both sides of a stroke are alternatives, which share the level before and the field behind.
    """
    studies: list[Study] = []
    for part in re.sub(r"[-–.]", "", text.casefold()).split("/"):
        study = _read_one(" ".join(part.split()))
        if study.level is None and study.field in {"", *_EQUIVALENT}:
            continue
        if study.level is None and studies:
            study = replace(study, level=studies[-1].level)
        if not study.is_school:
            studies = [replace(one, field=one.field or study.field) for one in studies]
        studies.append(study)
    return tuple(studies)


def read_level(text: str) -> EducationLevel | None:
    """The level that a text names, the lowest where it names several; None where it names none."""
    levels = [study.level for study in read_studies(text) if study.level is not None]
    return min(levels, key=lambda level: level.rank, default=None)


def check_education(*, level: str, education: str, minimum: str, fields: Sequence[str]) -> EducationCheck:
    """Hold a person's level and study against a post's least level and its allowed studies.

    A list without entries allows any field. Where the level column says nothing, the study's own name tells.
    """
    least = read_level(minimum)
    known = [one for one in (read_level(level), read_level(education)) if one is not None]
    has = known[0] if known else None
    studies = [replace(study, level=study.level or has) for study in read_studies(education)]
    allowed = [study for name in fields for study in read_studies(name)]
    is_admitted = not allowed or any(one.admits(study) for one in allowed for study in studies)
    names_field = any(study.field for study in studies)
    verdicts = {one.rank >= least.rank for one in known} if least else set()
    gaps = {
        EducationGap.LEVEL: has is None,
        EducationGap.MINIMUM: least is None,
        EducationGap.FIELD: not is_admitted and not names_field,
        EducationGap.CONTRADICTION: len(verdicts) > 1,
    }
    if verdicts == {False}:
        outcome = EducationOutcome.LEVEL_BELOW
    elif names_field and not is_admitted:
        outcome = EducationOutcome.OTHER_FIELD
    else:
        outcome = EducationOutcome.UNKNOWN if any(gaps.values()) else EducationOutcome.MEETS
    return EducationCheck(
        outcome=outcome,
        level=has,
        minimum=least,
        education=education,
        fields=tuple(fields),
        gaps=tuple(gap for gap, is_open in gaps.items() if is_open),
    )


def _read_one(words: str) -> Study:
    if school := _SCHOOL.match(words):
        return Study(_SCHOOLS[school[1]], words)
    for pattern, levels in ((_DIPLOMA, _DIPLOMAS), (_STRATUM, _STRATA), (_NAMED, _NAMES)):
        if found := pattern.match(words):
            return Study(levels[found[1]], words[found.end() :].strip())
    return Study(None, words)
