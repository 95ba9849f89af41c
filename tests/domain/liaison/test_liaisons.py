"""A liaison reaches on paper whom no message reaches; the word in the envelope is nobody's to invent."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from domain.acknowledgements import Acknowledgement
from domain.actors import OPERATOR, Actor, Role
from domain.concerns.receipts import new_receipt, read_receipt
from domain.concerns.records import ByReceipt, CaseStatus, NewCase
from domain.concerns.taxonomy import Concern
from domain.liaison.records import Act, Hindrance, Silence
from domain.liaison.refusals import (
    DayUnfit,
    NothingToTell,
    NotInYourUnits,
    OwnCard,
    ReachedInChat,
    TooLateToTakeBack,
    WordUnfit,
    WordUsedUp,
)
from domain.liaison.words import WRONG_AT_MOST
from domain.linking.binding import bind
from domain.linking.records import NewClaim
from domain.refusals import AlreadyDone, NotPermitted
from domain.second_factor.records import SecondFactorNeeded
from storage.store import SqlStore
from storage.tables import audit, view_log
from tests.domain.liaison.town import Town, town
from tests.outbox import take_all
from tests.people import ANDI, HASAN, SITI

TODAY = date(2026, 11, 24)
UNDERSTOOD, UNCLEAR = Acknowledgement.UNDERSTOOD, Acknowledgement.NOT_UNDERSTOOD


@pytest.fixture
def here(store: SqlStore, now: datetime) -> Town:
    return town(store, now)


@pytest.fixture
def quick(quick_store: SqlStore, now: datetime) -> Town:
    return town(quick_store, now)


def worded(here: Town, person_id: int, now: datetime, *, by: Actor | None = None) -> str:
    [card] = here.desk.cards([person_id], with_words=True, by=by or here.rina, now=now)
    return card.word


def test_a_liaison_sees_their_own_units_alone_and_everybody_listed_is_told(
    here: Town, store: SqlStore, now: datetime
) -> None:
    units = here.desk.units(1, by=here.budi, now=now)
    people = here.desk.people(1, by=here.budi, now=now)
    of_others = here.desk.people(1, unit_id=here.region.kemuning, by=here.budi, now=now)

    assert [(unit.name, count) for unit, count in units.listed] == [("UPTD Puskesmas Selensen", 1)]
    assert [(one.full_name, one.silence) for one in people.listed] == [
        ("Siti Rahmawati, A.Md.Kep.", Silence.UNLINKED)
    ]
    assert of_others.listed == []
    assert here.desk.units(1, by=here.rina, now=now).total == 2
    with store.engine.connect() as connection:
        told = connection.execute(select(view_log.c.person_id, view_log.c.purpose, view_log.c.role))
        assert set(told.all()) == {(here.siti, "liaison", "liaison")}


def test_a_pasted_list_finds_those_whom_no_message_reaches_in_ones_units(quick: Town, now: datetime) -> None:
    found = quick.desk.with_nips([HASAN.nip, ANDI.nip, SITI.nip, "1" * 18], by=quick.budi, now=now)

    assert [one.person.id for one in found] == [quick.siti]


def test_what_is_recorded_stands_for_the_first_word_is_told_on_linking_and_can_be_taken_back(
    here: Town, store: SqlStore, now: datetime
) -> None:
    away = here.recording.unreachable(here.siti, Hindrance.ON_LEAVE, by=here.budi, now=now)
    told = here.recording.told(here.siti, TODAY - timedelta(days=1), by=here.budi, now=now)
    with pytest.raises(AlreadyDone):
        here.recording.told(here.siti, TODAY, by=here.budi, now=now)
    word = worded(here, here.siti, now)
    said = here.recording.acknowledge(here.siti, word.lower(), UNDERSTOOD, by=here.budi, now=now)
    here.recording.take_back(away.id, by=here.budi, now=now)

    with store.read() as work:
        stands = work.deliveries.of_proposals([1])[1]
        word_now = work.first_words.of(1, before_decree=True)
        assert (stands.id, stands.acknowledgement) == (said.id, UNDERSTOOD)
        assert word_now is not None
        assert word_now.word == "on_paper"
        assert [one.id for one in work.deliveries.of_person(here.siti)] == [said.id, told.id]
    assert [one.text_key for one in take_all(store, now=now)] == []  # nobody to write to yet
    with store.write() as work:
        claimant = NewClaim(person_id=here.siti, user_id=900, chat_id=900, language="id")
        bind(work, work.people.get(here.siti), claimant, now=now)
        work.commit()
    heard = [one for one in take_all(store, now=now) if one.text_key.startswith("liaison.")]
    assert [(one.text_key, one.facts.get("day")) for one in heard] == [
        ("liaison.notice.paper", "23-11-2026"),
        ("liaison.notice.understood", "24-11-2026"),
    ]
    with store.engine.connect() as connection:
        acts = connection.scalars(select(audit.c.action).where(audit.c.action.like("delivery.%")))
        assert list(acts) == [
            "delivery.unreachable",
            "delivery.told",
            "delivery.acknowledged",
            "delivery.taken_back",
        ]


def test_a_word_is_given_once_and_a_few_wrong_ones_make_it_void(
    here: Town, store: SqlStore, now: datetime
) -> None:
    say = here.recording.acknowledge
    with pytest.raises(WordUsedUp):
        say(here.siti, "7K3M-Q9XD", UNDERSTOOD, by=here.budi, now=now)
    word = worded(here, here.siti, now)
    for left in range(WRONG_AT_MOST - 1, 0, -1):
        with pytest.raises(WordUnfit) as unfit:
            say(here.siti, "AAAA-AAAA", UNDERSTOOD, by=here.budi, now=now)
        assert unfit.value.facts == {"left": left}
    kept = say(here.siti, word, UNCLEAR, by=here.budi, now=now)
    with pytest.raises(WordUsedUp):
        say(here.siti, word, UNDERSTOOD, by=here.budi, now=now)
    # HR hears of what is not clear; taken back, the word counts again.
    assert [one.text_key for one in take_all(store, now=now)] == ["liaison.hr.not_understood"]
    here.recording.take_back(kept.id, by=here.budi, now=now)
    with pytest.raises(WordUnfit):
        say(here.siti, "!", UNDERSTOOD, by=here.budi, now=now)
    with pytest.raises(WordUsedUp):
        say(here.siti, word, UNDERSTOOD, by=here.budi, now=now)

    newer = worded(here, here.siti, now)
    with pytest.raises(WordUnfit):
        say(here.siti, word, UNDERSTOOD, by=here.budi, now=now)
    with pytest.raises(WordUsedUp):
        say(here.siti, newer, UNDERSTOOD, by=here.budi, now=now + timedelta(days=30))


def test_who_prints_a_word_cannot_bring_it_back_and_liaisons_print_none(
    quick: Town, quick_store: SqlStore, now: datetime
) -> None:
    with pytest.raises(NotPermitted):
        worded(quick, quick.siti, now, by=quick.budi)
    word = worded(quick, quick.siti, now)
    with pytest.raises(OwnCard):
        quick.recording.acknowledge(quick.siti, word, UNDERSTOOD, by=quick.rina, now=now)
    [plain] = quick.desk.cards([quick.siti], with_words=False, by=quick.budi, now=now)

    assert plain.word == ""
    assert plain.has_news
    # The liaison's own card is newer, and the word of HR's is still the one that counts.
    kept = quick.recording.acknowledge(quick.siti, word, UNDERSTOOD, by=quick.budi, now=now)
    assert kept.acknowledgement is UNDERSTOOD
    with quick_store.read() as work:
        issued = work.codes.find(plain.code)
        assert issued is not None
        assert (issued.kind, issued.addressee, issued.title) == ("news_card", quick.siti, "")


def test_a_concern_is_sent_with_the_word_found_by_its_receipt_and_tied_to_nobody(
    here: Town, store: SqlStore, now: datetime
) -> None:
    word, receipt = worded(here, here.siti, now), new_receipt()
    new = NewCase(concern=Concern.DISTANCE_TIME, text="Rumah saya jauh dari Kemuning.")
    with pytest.raises(WordUnfit):
        here.recording.send_concern(here.siti, "AAAA-AAAA", new, receipt, by=here.budi, now=now)
    with store.read() as work:
        assert work.concerns.owned(ByReceipt(read_receipt(receipt))) == []
    filed = here.recording.send_concern(here.siti, word, new, receipt, by=here.budi, now=now)

    case = here.concerns.open_with_receipt(receipt, asked_by=1, now=now)
    assert case.number == filed.number
    with store.read() as work:
        [kept] = work.deliveries.of_person(here.siti)
    assert (kept.act, kept.proposal_id) == (Act.CONCERN, None)
    with store.engine.connect() as connection:
        [row] = connection.execute(select(audit).where(audit.c.action == "delivery.concern"))
    assert filed.number not in str(dict(row._mapping))
    assert row.at == datetime(2026, 11, 23, 17, 0, tzinfo=now.tzinfo)  # midnight in the region, no moment

    here.recording.take_back_concern(kept.id, receipt, by=here.budi, asked_by=1, now=now)
    with store.read() as work:
        assert work.deliveries.of_person(here.siti) == []
        [withdrawn] = work.concerns.owned(ByReceipt(read_receipt(receipt)))
        assert withdrawn.status is CaseStatus.WITHDRAWN


def test_nobody_is_spoken_for_who_reads_by_themselves_or_serves_elsewhere(quick: Town, now: datetime) -> None:
    desk, act = quick.desk, quick.recording
    calls: list[tuple[type[Exception], Callable[[], object]]] = [
        (ReachedInChat, lambda: act.told(quick.andi, TODAY, by=quick.budi, now=now)),
        (NotInYourUnits, lambda: act.told(quick.hasan, TODAY, by=quick.budi, now=now)),
        (NotInYourUnits, lambda: desk.sheet(987_654, by=quick.budi, now=now)),
        (NotInYourUnits, lambda: desk.cards([quick.hasan], with_words=False, by=quick.budi, now=now)),
        (NothingToTell, lambda: act.told(quick.hasan, TODAY, by=quick.rina, now=now)),
        (DayUnfit, lambda: act.told(quick.siti, TODAY + timedelta(days=1), by=quick.budi, now=now)),
        (DayUnfit, lambda: act.told(quick.siti, TODAY - timedelta(days=8), by=quick.budi, now=now)),
        (NotPermitted, lambda: desk.units(1, by=Actor(quick.andi), now=now)),
        (NotPermitted, lambda: desk.people(1, by=OPERATOR, now=now)),
        (NotPermitted, lambda: act.told(quick.siti, TODAY, by=Actor(quick.andi), now=now)),
    ]
    for refused, call in calls:
        with pytest.raises(refused):
            call()


def test_a_record_is_taken_back_by_who_made_it_or_hr_within_a_day(
    quick: Town, quick_store: SqlStore, now: datetime
) -> None:
    kept = quick.recording.told(quick.siti, TODAY, by=quick.budi, now=now)
    with quick_store.write() as work:
        work.people.grant(quick.andi, Role.LIAISON, by="operator", now=now)
        work.commit()
    with pytest.raises(NotPermitted):
        quick.recording.take_back(kept.id, by=Actor(quick.andi), now=now)
    with pytest.raises(TooLateToTakeBack):
        quick.recording.take_back(kept.id, by=quick.budi, now=now + timedelta(days=1, minutes=1))
    quick.recording.take_back(kept.id, by=quick.rina, now=now)
    with pytest.raises(AlreadyDone):
        quick.recording.take_back(kept.id, by=quick.budi, now=now)


def test_printing_asks_for_the_second_factor(quick: Town, quick_store: SqlStore, now: datetime) -> None:
    assert quick.budi.person_id is not None
    with quick_store.write() as work:
        work.second_factors.end(quick.budi.person_id)
        work.commit()
    with pytest.raises(SecondFactorNeeded):
        quick.desk.unit_cards(quick.region.selensen, with_words=False, by=quick.budi, now=now)
