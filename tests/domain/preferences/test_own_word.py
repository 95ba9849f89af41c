"""One truth: people's own word counts before HR's spreadsheet, for as long as they consent."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from domain.linking.records import Purpose
from domain.linking.refusals import NotLinked
from domain.planning.snapshot import Wish
from domain.preferences.records import Choice, ConstraintKind, NewDocument, Readiness, Sheet
from domain.preferences.refusals import (
    ChosenAlready,
    NoteTooLong,
    PreferencesChanged,
    PreferencesNotConsented,
    PresentPlace,
    SpecialDataNotConsented,
    TooManyInterests,
)
from domain.preferences.stopping import FORGOTTEN_AFTER, forget_old
from domain.refusals import NotFound
from domain.waves import WaveCalendar
from storage.tables import circumstance, couple, preference, preference_constraint, wish
from tests.domain.preferences.willing import TODAY, Town
from tests.people import ANDI, BUDI, SITI

_POST = "perawat terampil"


def _of_hr(town: Town, *units: int, hardship: bool = False, swaps: bool = False) -> None:
    """HR's spreadsheet, for Siti."""
    person_id = town.id_of(SITI)
    with town.store.engine.begin() as connection:
        for rank, unit_id in enumerate(units, start=1):
            row = {"person_id": person_id, "rank": rank, "unit_id": unit_id, "position_key": ""}
            connection.execute(insert(wish).values(**row, digest=b"", import_id=1))
        row = {"person_id": person_id, "hardship": hardship, "swaps": swaps}
        connection.execute(insert(circumstance).values(**row, digest=b"", import_id=1))


def test_what_is_chosen_is_what_planning_reads(town: Town) -> None:
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning)
    town.wish(SITI, town.region.selensen, own_post=False)

    assert town.planned_wishes(SITI) == (
        Wish(rank=1, unit_id=town.region.kemuning, position_key=_POST),
        Wish(rank=2, unit_id=town.region.selensen, position_key=None),
    )


def test_hrs_spreadsheet_counts_until_somebody_chooses_and_is_what_they_begin_with(town: Town) -> None:
    _of_hr(town, town.region.kemuning)
    town.consent(SITI)

    assert town.planned_wishes(SITI) == (Wish(rank=1, unit_id=town.region.kemuning),)
    shown = town.wishes.own(town.id_of(SITI), now=town.now).sheet
    assert (shown.is_own, [one.unit for one in shown.choices]) == (False, ["UPTD Puskesmas Kemuning"])

    town.wishes.remove(town.id_of(SITI), 1, version=0, now=town.now)

    assert town.planned_wishes(SITI) == ()
    assert town.wishes.own(town.id_of(SITI), now=town.now).sheet.is_own


def test_an_own_word_on_swaps_goes_before_hrs(town: Town) -> None:
    _of_hr(town, swaps=True)
    town.consent(SITI)
    assert town.planned(SITI).swaps

    town.swaps.join(town.id_of(SITI), joins=False, now=town.now)
    assert not town.planned(SITI).swaps


def test_without_consent_nothing_is_shown_kept_or_planned_with(town: Town) -> None:
    with pytest.raises(PreferencesNotConsented):
        town.wish(SITI, town.region.kemuning)
    with pytest.raises(PreferencesNotConsented):
        town.wishes.ready(town.id_of(SITI), Readiness.YES, now=town.now)

    assert town.planned_wishes(SITI) == ()


def test_a_withdrawn_consent_stops_every_use_at_once(town: Town) -> None:
    _of_hr(town, town.region.kemuning, swaps=True)
    town.consent(SITI)
    town.wish(SITI, town.region.selensen, own_post=False)
    for one, other in ((SITI, ANDI), (ANDI, SITI)):
        with town.store.engine.begin() as connection:
            row = {"person_id": town.id_of(one), "spouse_id": town.id_of(other)}
            connection.execute(insert(couple).values(**row, digest=b"", import_id=1))
    assert town.planned(SITI).spouse == town.id_of(ANDI)

    town.withdraw(SITI)

    assert town.planned_wishes(SITI) == ()
    assert not town.planned(SITI).swaps
    assert town.planned(SITI).spouse is None
    assert town.wishes.own(town.id_of(SITI), now=town.now).sheet == Sheet()


def test_a_consent_given_again_within_three_days_brings_everything_back(town: Town) -> None:
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning)
    town.withdraw(SITI)
    with town.store.write() as work:
        assert forget_old(work, now=town.now + FORGOTTEN_AFTER) == 0
        work.commit()
    town.consent(SITI)

    assert len(town.planned_wishes(SITI)) == 1


def test_afterwards_it_is_deleted(town: Town) -> None:
    town.consent(SITI, Purpose.PREFERENCES, Purpose.SPECIAL_DATA)
    town.wish(SITI, town.region.kemuning)
    town.wishes.constrain(town.id_of(SITI), ConstraintKind.TIMING, note="Setelah Juli", now=town.now)
    town.withdraw(SITI)
    with town.store.write() as work:
        assert forget_old(work, now=town.now + FORGOTTEN_AFTER + timedelta(seconds=1)) == 1
        work.commit()

    with town.store.engine.connect() as connection:
        for table in (preference, preference_constraint):
            assert connection.execute(table.select()).all() == []


def test_a_withdrawn_consent_for_specific_data_deletes_what_concerns_the_family(town: Town) -> None:
    _of_hr(town, hardship=True)
    town.consent(SITI, Purpose.PREFERENCES, Purpose.SPECIAL_DATA)
    desk, own = town.wishes, town.id_of(SITI)
    desk.constrain(own, ConstraintKind.FAMILY_CARE, note="Orang tua", now=town.now)
    desk.constrain(own, ConstraintKind.TIMING, note="Setelah Juli", now=town.now)
    assert town.planned(SITI).hardship

    town.withdraw(SITI, Purpose.SPECIAL_DATA)

    assert [one.kind for one in desk.own(own, now=town.now).constraints] == [ConstraintKind.TIMING]
    assert not town.planned(SITI).hardship


def test_what_concerns_the_family_needs_its_own_consent(town: Town) -> None:
    town.consent(SITI)
    with pytest.raises(SpecialDataNotConsented):
        town.wishes.constrain(town.id_of(SITI), ConstraintKind.SCHOOLING, now=town.now)
    town.wishes.constrain(town.id_of(SITI), ConstraintKind.TIMING, now=town.now)


def test_a_note_and_a_document_are_sealed_and_stay_until_they_are_replaced(town: Town) -> None:
    town.consent(SITI)
    desk, own = town.wishes, town.id_of(SITI)
    desk.constrain(own, ConstraintKind.TIMING, note="Setelah panen", now=town.now)
    paper = NewDocument(name="surat.pdf", content=b"%PDF-rahasia")
    desk.constrain(own, ConstraintKind.TIMING, document=paper, now=town.now)
    (told,) = desk.own(own, now=town.now).constraints

    assert (told.note, told.document) == ("Setelah panen", "surat.pdf")
    with town.store.engine.connect() as connection:
        kept = connection.execute(preference_constraint.select()).one()
    assert not any(
        part in bytes(value)
        for value in kept
        if isinstance(value, bytes)
        for part in (b"panen", b"surat", b"rahasia")
    )


def test_after_the_window_changes_wait_for_the_next_wave(town: Town) -> None:
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning)
    calendar = WaveCalendar(aspirations_until=date(2026, 11, 25), decision_on=date(2026, 12, 10))
    with town.store.write() as work:
        work.waves.set_calendar(town.region.wave, calendar)
        work.commit()
    town.wish(SITI, town.region.selensen, own_post=False, at=town.now + timedelta(days=1))
    after = town.now + timedelta(days=2)
    town.wishes.remove(town.id_of(SITI), 1, version=2, now=after)

    assert [one.unit_id for one in town.planned_wishes(SITI, on=date(2026, 12, 10))] == [
        town.region.kemuning,
        town.region.selensen,
    ]
    assert [one.unit_id for one in town.planned_wishes(SITI, on=date(2026, 12, 11))] == [town.region.selensen]
    own = town.wishes.own(town.id_of(SITI), now=after)
    assert own.window.closed_on == date(2026, 11, 25)
    assert [one.unit_id for one in own.sheet.choices] == [town.region.selensen]


def test_whoever_first_chooses_after_the_window_is_planned_with_hrs_list(town: Town) -> None:
    _of_hr(town, town.region.kemuning)
    with town.store.write() as work:
        work.waves.set_calendar(
            town.region.wave,
            WaveCalendar(aspirations_until=date(2026, 11, 23), decision_on=date(2026, 12, 10)),
        )
        work.commit()
    town.consent(SITI)
    town.wishes.remove(town.id_of(SITI), 1, version=0, now=town.now)

    assert len(town.planned_wishes(SITI, on=TODAY)) == 1
    assert town.planned_wishes(SITI, on=date(2026, 12, 11)) == ()


def test_a_button_of_an_older_list_changes_nothing(town: Town) -> None:
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning)
    for _ in range(2):
        with pytest.raises(PreferencesChanged):
            town.wishes.remove(town.id_of(SITI), 1, version=0, now=town.now)

    assert len(town.planned_wishes(SITI)) == 1


def test_unknown_units_the_present_place_and_a_place_twice_are_refused(town: Town) -> None:
    town.consent(SITI)
    with pytest.raises(NotFound):
        town.wish(SITI, 999)
    with pytest.raises(PresentPlace):
        town.wish(SITI, town.region.selensen)
    town.wish(SITI, town.region.kemuning)
    with pytest.raises(ChosenAlready):
        town.wish(SITI, town.region.kemuning)


def test_endless_lists_and_notes_are_refused_and_change_nothing(town: Town) -> None:
    town.consent(SITI)
    desk, own = town.wishes, town.id_of(SITI)
    desk.tell_interests(own, ["Imunisasi", " imunisasi anak ", "Imunisasi", ""], now=town.now)
    for listed in (["x"] * 3 + [str(one) for one in range(11)], ["x" * 61]):
        with pytest.raises(TooManyInterests):
            desk.tell_interests(own, listed, now=town.now)
    with pytest.raises(NoteTooLong):
        desk.constrain(own, ConstraintKind.TIMING, note="x" * 501, now=town.now)

    assert desk.own(own, now=town.now).sheet.interests == ("Imunisasi", "imunisasi anak")


def test_whoever_left_the_service_or_unlinked_tells_nothing_more(town: Town) -> None:
    town.consent(BUDI)
    town.region.region.end(town.id_of(BUDI))
    with pytest.raises(NotLinked):
        town.wishes.ready(town.id_of(BUDI), Readiness.NO, now=town.now)
    town.withdraw(SITI, Purpose.LINKING)
    with pytest.raises(NotLinked):
        town.wishes.own(town.id_of(SITI), now=town.now)


def test_the_trail_says_that_something_changed_and_nothing_of_what(town: Town) -> None:
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning)
    with town.store.read() as work:
        newest = work.audit.newest(1)[0]

    assert newest.action == "preferences.changed"
    assert newest.facts == {"what": "added"}


def test_a_place_keeps_the_name_of_its_post(town: Town) -> None:
    town.consent(SITI)
    town.wish(SITI, town.region.kemuning)

    assert town.wishes.own(town.id_of(SITI), now=town.now).sheet.choices == (
        Choice(unit_id=town.region.kemuning, unit="UPTD Puskesmas Kemuning", position="Perawat Terampil"),
    )
