"""What the words themselves give away of their writer."""

import pytest

from domain.concerns.telling import Tells, tells_of
from domain.people import Person
from tests.domain.concerns.conftest import Town
from tests.people import SITI


@pytest.fixture
def writer(town: Town) -> Person:
    with town.store.read() as work:
        return work.people.get(town.siti)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Jalannya rusak berat.", Tells(name=False, place=False)),
        ("SITI titip pesan.", Tells(name=True, place=False)),
        (
            f"NIP saya {SITI.nip[:8]} {SITI.nip[8:14]} {SITI.nip[14:15]} {SITI.nip[15:]}.",
            Tells(name=True, place=False),
        ),
        ("Di Selensen hanya kami berdua.", Tells(name=False, place=True)),
        ("Hanya ada satu perawat.", Tells(name=False, place=True)),
        ("Di puskesmas terampil semua.", Tells(name=False, place=False)),
    ],
)
def test_name_and_number_always_tell_and_the_place_tells_where_few_are(
    writer: Person, text: str, tells: Tells
) -> None:
    assert tells_of(text, writer, is_small_unit=True) == tells
    assert tells_of(text, writer, is_small_unit=False) == Tells(name=tells.name, place=False)
