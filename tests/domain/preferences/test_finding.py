"""Units are found by the name that people type for them."""

import pytest

from domain.organisation import Unit
from domain.preferences.finding import find_units

NAMES = (
    ("UPTD Puskesmas Kemuning", "Kemuning"),
    ("UPTD Puskesmas Selensen", "Kemuning"),
    ("UPTD Puskesmas Batu Ampar", "Kemuning"),
    ("UPTD Puskesmas Tembilahan Kota", "Tembilahan"),
    ("SD Negeri 001 Kemuning", "Kemuning"),
    ("SD Negeri 012 Selensen", "Kemuning"),
    ("SMP Negeri 2 Tembilahan", "Tembilahan"),
    ("Rumah Sakit Umum Daerah Puri Husada", "Tembilahan"),
    ("Dinas Kesehatan", "Tembilahan"),
    ("Dinas Pendidikan", "Tembilahan"),
    ("Kecamatan Kemuning", "Kemuning"),
    ("Sekretariat Daerah", "Tembilahan"),
)
UNITS = [Unit(id=number, name=name, location=place) for number, (name, place) in enumerate(NAMES, start=1)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pkm kemuning", "UPTD Puskesmas Kemuning"),
        ("PUSKESMAS SELENSEN", "UPTD Puskesmas Selensen"),
        ("puskemas selensen", "UPTD Puskesmas Selensen"),
        ("kemunign puskesmas", "UPTD Puskesmas Kemuning"),
        ("pusk. bt ampar", "UPTD Puskesmas Batu Ampar"),
        ("batuampar", "UPTD Puskesmas Batu Ampar"),
        ("sdn 1 kemuning", "SD Negeri 001 Kemuning"),
        ("sdn 012", "SD Negeri 012 Selensen"),
        ("smpn 2", "SMP Negeri 2 Tembilahan"),
        ("rsud", "Rumah Sakit Umum Daerah Puri Husada"),
        ("puri husada", "Rumah Sakit Umum Daerah Puri Husada"),
        ("dinkes", "Dinas Kesehatan"),
        ("disdik", "Dinas Pendidikan"),
        ("kec kemuning", "Kecamatan Kemuning"),
        ("setda", "Sekretariat Daerah"),
        ("tembilahan kota", "UPTD Puskesmas Tembilahan Kota"),
    ],
)
def test_the_unit_that_is_meant_comes_first(typed: str, meant: str) -> None:
    assert find_units(UNITS, typed, limit=4)[0].name == meant


@pytest.mark.parametrize("typed", ["", "   ", "?!", "🙂", "xyzzy", "kapan TMT saya", "9" * 400, "a" * 4000])
def test_what_is_no_unit_finds_none(typed: str) -> None:
    assert find_units(UNITS, typed, limit=4) == []


def test_a_number_is_meant_as_it_stands() -> None:
    assert find_units(UNITS, "sdn 12 kemuning", limit=4)[0].name == "SD Negeri 012 Selensen"


def test_the_same_words_find_the_same_units_in_whatever_order_they_are_kept() -> None:
    assert find_units(UNITS, "pkm", limit=9) == find_units(UNITS[::-1], "pkm", limit=9)
