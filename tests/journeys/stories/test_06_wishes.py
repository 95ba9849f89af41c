"""Item 6: where one would like to go, what stands in the way, and what the chances honestly are."""

import pytest

from tests.journeys.stories.conftest import Call
from tests.journeys.stories.employee import Employee
from tests.journeys.stories.region import Region

pytestmark = pytest.mark.slow

WISHED = "UPTD Puskesmas Kemuning"


@pytest.fixture
def wishing(call: Call) -> Employee:
    """Somebody who has agreed that preferences are kept, and what for."""
    employee = call(2)
    shown = employee.writes("/preferensi")
    if employee.label("wishes.consent.preferences") in shown:
        employee.presses_on("wishes.button.agree")
    return employee


def test_a_unit_is_found_by_its_colloquial_name_and_wished_for(region: Region, wishing: Employee) -> None:
    wishing.writes("/preferences")
    wishing.presses_on("wishes.button.list")
    wishing.presses_on("wishes.button.add")
    found = wishing.writes("pkm kemunin")
    wishing.presses_on("wishes.button.named", name=WISHED)
    listed = wishing.presses_on("wishes.button.any_post")
    wishing.presses_on("wishes.button.home")
    chances = wishing.presses_on("wishes.button.chances")

    assert WISHED in found
    assert WISHED in listed
    assert WISHED in chances
    assert wishing.label("wishes.chances") in chances


def test_units_are_listed_by_distance_and_by_district(wishing: Employee) -> None:
    wishing.writes("/preferensi")
    wishing.presses_on("wishes.button.list")
    wishing.presses_on("wishes.button.add")
    near = wishing.presses_on("wishes.button.near")
    wishing.presses_on("wishes.button.search")
    areas = wishing.presses_on("wishes.button.areas")

    assert wishing.label("wishes.near") in near
    assert wishing.label("wishes.areas") in areas


def test_what_stands_in_the_way_is_told_with_readiness_and_interests(wishing: Employee) -> None:
    wishing.writes("/preferensi")
    wishing.presses_on("wishes.button.constraints")
    wishing.presses_on("wishes.button.timing")
    wishing.presses_on("wishes.button.note")
    wishing.writes("Setelah tahun ajaran selesai.")
    wishing.presses_on("wishes.button.save")
    wishing.presses_on("wishes.button.home")
    wishing.presses_on("wishes.button.readiness")
    ready = wishing.presses_on("wishes.button.ready.maybe")
    wishing.presses_on("wishes.button.interests")
    kept = wishing.writes("imunisasi, pengarsipan")
    home = wishing.writes("/preferensi")

    assert wishing.label("wishes.readiness.maybe") in ready
    assert "pengarsipan" in kept
    assert wishing.label("wishes.readiness.maybe") in home


def test_words_about_health_are_sent_to_the_closed_form(wishing: Employee) -> None:
    wishing.writes("/preferensi")
    wishing.presses_on("wishes.button.constraints")
    wishing.presses_on("wishes.button.timing")
    wishing.presses_on("wishes.button.note")
    told = wishing.writes("Saya sakit jantung." if wishing.language == "id" else "I have a heart disease.")
    wishing.writes("/batal")

    assert wishing.label("wishes.constraint.health") in told


def test_family_is_asked_for_with_a_consent_of_its_own(wishing: Employee) -> None:
    wishing.writes("/preferensi")
    wishing.presses_on("wishes.button.constraints")
    asked = wishing.presses_on("wishes.button.family_care")

    assert wishing.label("wishes.consent.special_data") in asked


def test_one_sees_what_the_proposal_took_into_account_and_joins_swaps(wishing: Employee) -> None:
    wishing.writes("/preferensi")
    wishing.presses_on("wishes.button.chances")
    considered = wishing.presses_on("wishes.button.considered")
    wishing.writes("/preferensi")
    wishing.presses_on("wishes.button.swaps")
    joined = wishing.presses_on("wishes.button.swaps_join")
    wishing.presses_on("wishes.button.swaps_leave")

    assert considered.partition("\n")[0]
    assert wishing.label("swaps.joined") in joined
