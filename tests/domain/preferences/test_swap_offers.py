"""Swaps are offered blind: names only when all have agreed, and silence about who did not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from domain.actors import OPERATOR, Actor
from domain.linking.records import Purpose
from domain.preferences.records import Choice
from domain.preferences.refusals import PreferencesNotConsented, SwapOver
from domain.preferences.swap_desk import Offered, SwapState
from domain.preferences.swap_records import Turn
from domain.refusals import NotPermitted
from storage.tables import person, swap_member
from tests.domain.preferences.willing import Town
from tests.outbox import AT_ONCE
from tests.people import ANDI, BUDI, RINA, SITI, Character

_POST = "Perawat Terampil"


@pytest.fixture
def circle(town: Town) -> list[Turn]:
    """Siti in Selensen and Andi in Kemuning, both willing, would take each other's posts."""
    town.region.region.change(person, town.id_of(ANDI), unit_id=town.region.kemuning)
    for who in (SITI, ANDI):
        town.consent(who)
        town.swaps.join(town.id_of(who), joins=True, now=town.now)
    places = [
        Choice(unit_id=town.region.selensen, unit="UPTD Puskesmas Selensen", position=_POST),
        Choice(unit_id=town.region.kemuning, unit="UPTD Puskesmas Kemuning", position=_POST),
    ]
    return [
        Turn(person_id=town.id_of(SITI), origin=places[0], target=places[1]),
        Turn(person_id=town.id_of(ANDI), origin=places[1], target=places[0]),
    ]


def _offer(town: Town, circle: list[Turn]) -> str:
    assert town.swaps.offer([circle], by=OPERATOR, now=town.now) == Offered(offered=1, left_out=0)
    (offer,) = town.swaps.own(town.id_of(SITI), now=town.now)
    return offer.id


def _state(town: Town, who: Character, *, days: int = 0) -> list[SwapState]:
    now = town.now + timedelta(days=days)
    return [one.state for one in town.swaps.own(town.id_of(who), now=now)]


def _messages(town: Town) -> list[tuple[int, str]]:
    """Everything that goes out, and to whom."""
    told = []
    with town.store.write() as work:
        while claimed := work.outbox.claim(50, owner="test", pacing=AT_ONCE, busy=False, now=town.now):
            told += [(one.message.chat_id, one.message.text_key) for one in claimed]
            assert all(
                one.message.protect for one in claimed if one.message.text_key.startswith("swaps.notice")
            )
        work.commit()
    return sorted(told)


def test_each_member_sees_their_own_way_alone(town: Town, circle: list[Turn]) -> None:
    _offer(town, circle)
    (seen,) = town.swaps.own(town.id_of(SITI), now=town.now)

    assert seen.state is SwapState.ASKED
    assert seen.partners == ()
    assert seen.turn.target.unit == "UPTD Puskesmas Kemuning"
    assert f"{seen.answer_by:%d-%m-%Y}" == "01-12-2026"


def test_members_are_told_that_there_is_something_to_read(town: Town, circle: list[Turn]) -> None:
    _offer(town, circle)

    assert _messages(town) == [
        (SITI.user_id, "swaps.notice.offered"),
        (ANDI.user_id, "swaps.notice.offered"),
    ]


def test_names_are_known_to_all_and_to_hr_only_when_all_have_agreed(town: Town, circle: list[Turn]) -> None:
    offer = _offer(town, circle)
    assert town.swaps.answer(town.id_of(SITI), offer, agrees=True, now=town.now) is SwapState.WAITING
    assert town.swaps.own(town.id_of(ANDI), now=town.now)[0].partners == ()
    assert town.swaps.own(town.id_of(SITI), now=town.now)[0].partners == ()
    _messages(town)

    assert town.swaps.answer(town.id_of(ANDI), offer, agrees=True, now=town.now) is SwapState.AGREED

    shown = {
        who.name: [one.name for one in town.swaps.own(town.id_of(who), now=town.now)[0].partners]
        for who in (SITI, ANDI)
    }
    assert shown == {"Siti Rahmawati": ["Andi Saputra"], "Andi Saputra": ["Siti Rahmawati, A.Md.Kep."]}


def test_hr_is_told_once_with_the_names(town: Town, circle: list[Turn]) -> None:
    offer = _offer(town, circle)
    for who in (SITI, ANDI):
        town.swaps.answer(town.id_of(who), offer, agrees=True, now=town.now)
    with town.store.write() as work:
        claimed = work.outbox.claim(50, owner="test", pacing=AT_ONCE, busy=False, now=town.now)
    told = [one.message for one in claimed if one.message.chat_id == RINA.user_id]

    assert [(one.text_key, one.facts["names"]) for one in told] == [
        ("swaps.hr.agreed", "Siti Rahmawati, A.Md.Kep.; Andi Saputra")
    ]


@pytest.mark.parametrize("how", ["no", "leaves", "withdraws"])
def test_one_no_ends_it_without_a_word_and_looks_like_waiting(
    town: Town, circle: list[Turn], how: str
) -> None:
    offer = _offer(town, circle)
    _messages(town)
    if how == "no":
        town.swaps.answer(town.id_of(ANDI), offer, agrees=False, now=town.now)
    elif how == "leaves":
        town.swaps.join(town.id_of(ANDI), joins=False, now=town.now)
    else:
        town.withdraw(ANDI)

    assert _state(town, SITI) == [SwapState.ASKED]
    assert town.swaps.answer(town.id_of(SITI), offer, agrees=True, now=town.now) is SwapState.WAITING
    assert _state(town, SITI) == [SwapState.WAITING]
    assert _state(town, SITI, days=8) == [SwapState.OVER]
    assert _messages(town) == []
    with town.store.engine.connect() as connection:
        kept = connection.execute(swap_member.select()).all()
    assert [one.person_id for one in kept] == [town.id_of(SITI)]


def test_whoever_declined_is_asked_no_more(town: Town, circle: list[Turn]) -> None:
    offer = _offer(town, circle)
    town.swaps.answer(town.id_of(ANDI), offer, agrees=False, now=town.now)

    assert _state(town, ANDI) == []
    with pytest.raises(SwapOver):
        town.swaps.answer(town.id_of(ANDI), offer, agrees=True, now=town.now)
    assert town.swaps.offer([circle], by=OPERATOR, now=town.now) == Offered(offered=0, left_out=1)


def test_a_second_offer_does_not_tell_that_the_first_has_ended(town: Town, circle: list[Turn]) -> None:
    offer = _offer(town, circle)
    town.swaps.answer(town.id_of(ANDI), offer, agrees=False, now=town.now)
    town.region.region.change(person, town.id_of(BUDI), unit_id=town.region.kemuning, position=_POST)
    town.consent(BUDI)
    town.swaps.join(town.id_of(BUDI), joins=True, now=town.now)
    other = [circle[0], replace(circle[1], person_id=town.id_of(BUDI))]

    assert town.swaps.offer([other], by=OPERATOR, now=town.now).offered == 0
    assert town.swaps.offer([other], by=OPERATOR, now=town.now + timedelta(days=8)).offered == 1


def test_an_answer_that_comes_too_late_or_twice_changes_nothing(town: Town, circle: list[Turn]) -> None:
    offer = _offer(town, circle)
    town.swaps.answer(town.id_of(SITI), offer, agrees=True, now=town.now)
    assert town.swaps.answer(town.id_of(SITI), offer, agrees=False, now=town.now) is SwapState.WAITING
    with pytest.raises(SwapOver):
        town.swaps.answer(town.id_of(ANDI), offer, agrees=True, now=town.now + timedelta(days=8))
    town.consent(BUDI)
    with pytest.raises(SwapOver):
        town.swaps.answer(town.id_of(BUDI), offer, agrees=True, now=town.now)


@pytest.mark.parametrize("what", ["ended", "moved"])
def test_whoever_is_no_longer_there_lets_it_come_to_nothing(
    town: Town, circle: list[Turn], what: str
) -> None:
    offer = _offer(town, circle)
    town.swaps.answer(town.id_of(ANDI), offer, agrees=True, now=town.now)
    if what == "ended":
        town.region.region.end(town.id_of(ANDI))
    else:
        town.region.region.change(person, town.id_of(ANDI), unit_id=town.region.selensen)

    assert town.swaps.answer(town.id_of(SITI), offer, agrees=True, now=town.now) is SwapState.WAITING
    assert town.swaps.own(town.id_of(SITI), now=town.now)[0].partners == ()


def test_only_who_is_willing_linked_and_there_is_asked(town: Town, circle: list[Turn]) -> None:
    town.swaps.join(town.id_of(ANDI), joins=False, now=town.now)
    assert town.swaps.offer([circle], by=OPERATOR, now=town.now).offered == 0
    town.swaps.join(town.id_of(ANDI), joins=True, now=town.now)
    town.withdraw(ANDI, Purpose.LINKING)
    assert town.swaps.offer([circle], by=OPERATOR, now=town.now).offered == 0
    with town.store.engine.begin() as connection:
        connection.execute(update(person).values(unit_id=town.region.kemuning))
    assert town.swaps.offer([circle], by=OPERATOR, now=town.now).offered == 0


def test_nobody_is_asked_two_things_at_once(town: Town, circle: list[Turn]) -> None:
    other = [*circle[:1], Turn(person_id=town.id_of(ANDI), origin=circle[1].origin, target=circle[1].origin)]

    assert town.swaps.offer([circle, other], by=OPERATOR, now=town.now) == Offered(offered=1, left_out=1)


def test_offering_is_for_planners(town: Town, circle: list[Turn]) -> None:
    with pytest.raises(NotPermitted):
        town.swaps.offer([circle], by=Actor(town.id_of(BUDI)), now=town.now)
    with pytest.raises(PreferencesNotConsented):
        town.swaps.own(town.id_of(BUDI), now=town.now)
