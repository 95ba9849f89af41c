"""Peluang Jujur gives away no count of people below five, whatever one does and in whatever order."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import insert

from domain.linking.records import Purpose
from domain.preferences.chances import Band, Chance, band_of
from domain.preferences.refusals import PreferencesNotConsented
from domain.proposals import Status
from storage.tables import consent, position, preference, preference_choice
from tests.domain.preferences.willing import TODAY, Town
from tests.people import ANDI, BUDI, HASAN, SITI, Character

_POST, _KEY = "Perawat Terampil", "perawat terampil"
_HIDDEN = 5  # a count below it must never come out
_TOGETHER = 5  # so many may act together and still learn nothing


def _others(town: Town, people: int, *, unit_id: int) -> None:
    """So many further people who wish for nurses' posts of a unit."""
    builder = town.region.region
    for number in range(people):
        who = Character(
            user_id=9000 + number,
            name=f"Orang Ke {number}",
            nip=f"19900101201501{number:04d}",
            phone="",
            sex="P",
        )
        person_id = builder.person(who, town.region.selensen, phone=False)
        with town.store.engine.begin() as connection:
            connection.execute(
                insert(consent).values(
                    user_id=who.user_id,
                    person_id=person_id,
                    purpose=Purpose.PREFERENCES,
                    granted=True,
                    text_version="1",
                    language="id",
                    at=town.now,
                )
            )
            connection.execute(
                insert(preference).values(
                    person_id=person_id,
                    edition=1,
                    begun_on=TODAY,
                    version=1,
                    has_choices=True,
                    readiness="",
                )
            )
            connection.execute(
                insert(preference_choice).values(
                    person_id=person_id,
                    edition=1,
                    rank=1,
                    unit_id=unit_id,
                    position_key=_KEY,
                    position=_POST,
                )
            )


def _seen(town: Town, who: Character, day: int) -> list[Chance]:
    return list(town.chances.own(town.id_of(who), now=town.now + timedelta(days=day)).chances)


def test_the_figures_are_bands_and_the_lowest_reaches_to_nine() -> None:
    assert {band_of(people) for people in range(10)} == {Band.FEW}
    assert [band_of(people) for people in (10, 19, 20, 49, 50, 999)] == [
        Band.SOME,
        Band.SOME,
        Band.MANY,
        Band.MANY,
        Band.VERY_MANY,
        Band.VERY_MANY,
    ]


def test_no_counts_below_five_can_be_told_apart_by_what_up_to_five_people_add_or_take_away() -> None:
    """The whole of what is ever shown of people is a function of the others' number and of one's own doing.

    If every course of additions gives the same bands for 0, 1, 2, 3 and 4 others, no screen, no order of
    screens and no comparison of screens tells these numbers apart.
    """
    courses = product(range(_TOGETHER + 1), repeat=3)
    for course in courses:
        shown = {tuple(band_of(others + own) for own in course) for others in range(_HIDDEN)}
        assert len(shown) == 1, course


def test_no_difference_of_two_bands_pins_a_number_below_five() -> None:
    """Of one unit the wishes for a post are a part of the wishes for any: the rest is their difference."""
    members: dict[Band, list[int]] = {band: [] for band in Band}
    for people in range(200):
        members[band_of(people)].append(people)
    for whole, part in product(members.values(), repeat=2):
        rest = {one - other for one in whole for other in part if one >= other}
        assert len(rest) != 1
        assert not rest or max(rest) >= _HIDDEN


@pytest.mark.parametrize("others", [0, 3, 4])
def test_ones_own_wish_moves_no_figure_where_few_wish(town: Town, others: int) -> None:
    _others(town, others, unit_id=town.region.kemuning)
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning)
    before = _seen(town, SITI, 0)
    same_day = _seen(town, SITI, 0)
    after = _seen(town, SITI, 1)
    town.wishes.remove(town.id_of(SITI), 1, version=1, now=town.now + timedelta(days=1))
    town.wish(SITI, town.region.kemuning, own_post=False, at=town.now + timedelta(days=2))
    without = _seen(town, SITI, 3)

    assert before == same_day == after
    assert {one.wanting for one in (*before, *without)} == {Band.FEW}


def test_what_happens_after_the_days_count_shows_on_the_next_day(town: Town) -> None:
    _others(town, 9, unit_id=town.region.kemuning)
    for who in (SITI, ANDI):
        town.consent(who)
    town.wish(SITI, town.region.kemuning, own_post=False)
    town.chances.own(town.id_of(ANDI), now=town.now)
    town.withdraw(SITI)
    town.wish(ANDI, town.region.kemuning, own_post=False)
    town.withdraw(ANDI)
    town.consent(BUDI)
    town.wish(BUDI, town.region.kemuning, own_post=False)
    of_the_day = _seen(town, BUDI, 0)
    town.wishes.remove(town.id_of(BUDI), 1, version=1, now=town.now)
    town.wish(BUDI, town.region.kemuning)

    assert of_the_day[0].wanting is Band.SOME  # nine, and Siti, who was there when it was counted
    assert _seen(town, BUDI, 1)[0].wanting is Band.FEW  # of Budi's own post nobody else thinks


def test_whoever_looks_sees_the_same(town: Town) -> None:
    _others(town, 10, unit_id=town.region.kemuning)
    for who in (SITI, ANDI):
        town.consent(who)
        town.wish(who, town.region.kemuning)

    assert _seen(town, SITI, 0) == _seen(town, ANDI, 0)


def test_a_wish_for_any_post_counts_for_each_and_for_the_unit(town: Town) -> None:
    _others(town, 9, unit_id=town.region.kemuning)
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning, own_post=False)
    town.consent(HASAN)
    town.wish(HASAN, town.region.kemuning)

    assert _seen(town, SITI, 0)[0].wanting is Band.SOME  # nine nurses, Siti and Hasan
    assert _seen(town, HASAN, 0)[0].wanting is Band.FEW  # Siti and Hasan: nobody else wishes for his post


def test_seats_are_the_maps_own_figures(town: Town) -> None:
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning)
    assert _seen(town, SITI, 0)[0].seats is None
    post = town.region.region.post(town.region.kemuning, _POST, job_class=6)
    town.region.region.change(position, post, staff_need=5, staff_actual=3)
    other = town.region.region.post(town.region.kemuning, "Bidan Terampil", job_class=6)
    town.region.region.change(position, other, staff_need=1, staff_actual=4)

    assert _seen(town, SITI, 0)[0].seats == 2
    town.wish(SITI, town.region.kemuning, own_post=False)
    assert [one.seats for one in _seen(town, SITI, 0)] == [2, 2]


def test_the_last_wave_is_told_in_the_same_bands(town: Town) -> None:
    _others(town, 11, unit_id=town.region.kemuning)
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning)
    with town.store.write() as work:
        work.preferences.keep_for_wave(town.region.wave)
        work.waves.publish(town.region.wave, by=town.id_of(HASAN), now=town.now)
        (own,) = work.proposals.of_person(town.id_of(SITI))
        work.proposals.enter([own.id], Status.DECREE, by="operator", now=town.now)
        work.commit()
    told = town.chances.own(town.id_of(SITI), now=town.now)

    assert told.last_wave == "Gelombang I Tahun 2026"
    assert (told.chances[0].wished_before, told.chances[0].got_before) == (Band.SOME, Band.FEW)


def test_without_consent_there_are_no_chances(town: Town) -> None:
    with pytest.raises(PreferencesNotConsented):
        town.chances.own(town.id_of(SITI), now=town.now)
