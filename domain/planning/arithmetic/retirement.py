"""Retirement age (batas usia pensiun, BUP) by the kind of post, and the day on which it is reached."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from domain.imports.rows import PositionKind
from domain.organisation import name_key


class RetirementTier(StrEnum):
    """The kinds of post that the table tells apart."""

    ADMINISTRATION = "administration"  # administrator, pengawas, pelaksana
    FUNCTIONAL = "functional"  # up to ahli muda, and keterampilan
    TEACHER = "teacher"
    EXECUTIVE = "executive"  # JPT
    FUNCTIONAL_MADYA = "functional_madya"
    FUNCTIONAL_UTAMA = "functional_utama"


# Years of age: domain.md 4.2 [K: BKPSDM to confirm against PP 11/2017 and, for teachers, UU 14/2005].
RETIREMENT_AGES: Mapping[RetirementTier, int] = {
    RetirementTier.ADMINISTRATION: 58,
    RetirementTier.FUNCTIONAL: 58,
    RetirementTier.TEACHER: 60,
    RetirementTier.EXECUTIVE: 60,
    RetirementTier.FUNCTIONAL_MADYA: 60,
    RetirementTier.FUNCTIONAL_UTAMA: 65,
}
_EXECUTIVE_ECHELONS = {"i", "ii"}
_ADMINISTRATIVE_ECHELONS = {"iii", "iv", "v"}
_TEACHERS = ("guru ", "kepala sekolah")
_DECEMBER = 12


def retirement_tier(kind: PositionKind | None, position: str, *, echelon: str = "") -> RetirementTier | None:
    """The kind of a post by its family, name and echelon ("II.b").

    None where the family is not known, or where a structural post shows no echelon: 58 or 60 is no guess.
    """
    if kind == "fungsional":
        return _functional_tier(name_key(position))
    if kind == "struktural":
        return _structural_tier(name_key(echelon).rstrip("abcde. "))
    return RetirementTier.ADMINISTRATION if kind == "pelaksana" else None


def retires_on(birth_on: date, age: int) -> date:
    """The first day out of service: the first of the month after the birthday at that age."""
    year, month = birth_on.year + age, birth_on.month + 1
    return date(year + 1, 1, 1) if month > _DECEMBER else date(year, month, 1)


def _functional_tier(key: str) -> RetirementTier:
    if key.startswith(_TEACHERS):
        return RetirementTier.TEACHER
    if key.endswith("ahli utama"):
        return RetirementTier.FUNCTIONAL_UTAMA
    return RetirementTier.FUNCTIONAL_MADYA if key.endswith("ahli madya") else RetirementTier.FUNCTIONAL


def _structural_tier(echelon: str) -> RetirementTier | None:
    if echelon in _EXECUTIVE_ECHELONS:
        return RetirementTier.EXECUTIVE
    return RetirementTier.ADMINISTRATION if echelon in _ADMINISTRATIVE_ECHELONS else None
