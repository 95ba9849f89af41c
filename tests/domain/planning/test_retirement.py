"""Retirement ages by post (domain.md 4.2)."""

from datetime import date

import pytest

from domain.imports.rows import PositionKind
from domain.planning.arithmetic.retirement import RETIREMENT_AGES, retirement_tier, retires_on


@pytest.mark.parametrize(
    ("kind", "position", "echelon", "age"),
    [
        ("pelaksana", "Bendahara", "", 58),
        ("struktural", "Kepala Seksi Pelayanan", "IV.a", 58),
        ("struktural", "Camat", "III.a", 58),
        ("struktural", "Kepala Dinas", "II.b", 60),
        ("struktural", "Kepala Dinas", "IIb", 60),
        ("fungsional", "Bidan Terampil", "", 58),
        ("fungsional", "Dokter Ahli Pertama", "", 58),
        ("fungsional", "Pranata Komputer Ahli Muda", "", 58),
        ("fungsional", "Auditor  ahli madya", "", 60),
        ("fungsional", "Dokter Ahli Utama", "", 65),
        ("fungsional", "Guru Ahli Pertama", "", 60),
        ("fungsional", "Guru Ahli Madya", "", 60),
        ("fungsional", "Kepala Sekolah", "", 60),
    ],
)
def test_the_age_follows_the_kind_of_post(kind: PositionKind, position: str, echelon: str, age: int) -> None:
    tier = retirement_tier(kind, position, echelon=echelon)

    assert tier is not None
    assert RETIREMENT_AGES[tier] == age


@pytest.mark.parametrize(
    ("kind", "position", "echelon"),
    [(None, "Bendahara", ""), ("struktural", "Kepala Dinas", ""), ("struktural", "Kepala Dinas", "null")],
)
def test_a_post_that_the_data_do_not_place_has_no_age_guessed(
    kind: PositionKind | None, position: str, echelon: str
) -> None:
    assert retirement_tier(kind, position, echelon=echelon) is None


@pytest.mark.parametrize(
    ("birth_on", "day"),
    [
        (date(1968, 4, 11), date(2026, 5, 1)),
        (date(1968, 4, 1), date(2026, 5, 1)),
        (date(1968, 11, 30), date(2026, 12, 1)),
        (date(1968, 12, 31), date(2027, 1, 1)),
        (date(1968, 2, 29), date(2026, 3, 1)),
    ],
)
def test_retirement_begins_with_the_month_after_the_birthday(birth_on: date, day: date) -> None:
    assert retires_on(birth_on, 58) == day
