"""What is said of an explanation: the newest counts, the earlier stays, and it binds to what was read."""

from datetime import datetime, timedelta

import pytest

from domain.acknowledgements import Acknowledgement
from domain.actors import Actor
from domain.benefits.answers import Answer, Unclear, Waiting
from domain.benefits.desk import BenefitDesk, ProposalMovedOn
from domain.proposals import Status
from domain.refusals import NotPermitted
from storage.store import SqlStore
from tests.explained import EXPLAINED, UNFOUNDED
from tests.people import ANDI, RINA, SITI, Kemuning, kemuning

LATER = timedelta(hours=1)


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


@pytest.fixture
def desk(store: SqlStore) -> BenefitDesk:
    return BenefitDesk(store)


@pytest.fixture
def proposal(region: Kemuning, store: SqlStore, now: datetime) -> int:
    """Siti's, explained."""
    with store.write() as work:
        number = work.proposals.of_person(region.id_of(SITI))[0].id
        work.planning.explain({number: EXPLAINED}, now=now)
        work.commit()
    return number


def history(store: SqlStore, proposal: int) -> list[Answer]:
    with store.read() as work:
        return list(work.explanation_answers.history(proposal))


def test_the_card_stands_only_where_its_owner_may_read_the_explanation(
    desk: BenefitDesk, region: Kemuning, store: SqlStore, now: datetime
) -> None:
    own = desk.own(region.id_of(SITI))
    assert own.proposal is not None
    assert own.sheet is None

    with store.write() as work:
        work.planning.explain({own.proposal.id: UNFOUNDED}, now=now)
        work.commit()

    assert desk.own(region.id_of(SITI)).sheet is None
    assert desk.own(region.id_of(ANDI)).proposal is None


@pytest.mark.usefixtures("proposal")
def test_nothing_is_read_of_what_the_region_does_not_show(desk: BenefitDesk, region: Kemuning) -> None:
    region.region.show_before_decree(shown=False)

    assert desk.own(region.id_of(SITI)).proposal is None


def test_the_newest_word_counts_and_every_word_is_kept_with_its_time(
    desk: BenefitDesk, region: Kemuning, store: SqlStore, proposal: int, now: datetime
) -> None:
    siti = region.id_of(SITI)
    for hours, word in enumerate(Acknowledgement):
        desk.say(siti, proposal, word, now=now + hours * LATER)

    said = desk.own(siti).said

    assert said is not None
    assert said.word is Acknowledgement.OBJECTING
    assert [(one.word, one.said_at) for one in history(store, proposal)] == [
        (word, now + hours * LATER) for hours, word in enumerate(Acknowledgement)
    ]


def test_the_same_again_changes_nothing(
    desk: BenefitDesk, region: Kemuning, store: SqlStore, proposal: int, now: datetime
) -> None:
    for hours in range(3):
        desk.say(region.id_of(SITI), proposal, Acknowledgement.UNDERSTOOD, now=now + hours * LATER)

    assert [one.said_at for one in history(store, proposal)] == [now]


def test_who_asks_for_a_person_waits_until_they_say_something_else(
    desk: BenefitDesk, region: Kemuning, store: SqlStore, proposal: int, now: datetime
) -> None:
    siti, income = region.id_of(SITI), Unclear.INCOME
    desk.say(siti, proposal, Acknowledgement.NOT_UNDERSTOOD, unclear=income, asks_for_person=True, now=now)

    with store.read() as work:
        assert list(work.explanation_answers.waiting(region.wave)) == [
            Waiting(person_id=siti, proposal_id=proposal, unclear=income, since=now)
        ]
        assert work.explanation_answers.tally(region.wave) == {Acknowledgement.NOT_UNDERSTOOD: 1}

    desk.say(siti, proposal, Acknowledgement.UNDERSTOOD, now=now + LATER)

    with store.read() as work:
        assert list(work.explanation_answers.waiting(region.wave)) == []
        assert work.explanation_answers.tally(region.wave) == {Acknowledgement.UNDERSTOOD: 1}


def test_officers_alone_see_whom_to_call(
    desk: BenefitDesk, region: Kemuning, proposal: int, now: datetime
) -> None:
    siti, rina = region.id_of(SITI), Actor(region.id_of(RINA))
    desk.say(siti, proposal, Acknowledgement.NOT_UNDERSTOOD, asks_for_person=True, now=now)
    found = desk.of_wave(region.wave, by=rina)

    assert [one.person.id for one in found.callers] == [siti]
    assert found.counts == {Acknowledgement.NOT_UNDERSTOOD: 1}
    with pytest.raises(NotPermitted):
        desk.of_wave(region.wave, by=Actor(region.id_of(ANDI)))


def test_what_is_said_counts_for_the_proposal_that_was_read_and_for_nobody_elses(
    desk: BenefitDesk, region: Kemuning, store: SqlStore, proposal: int, now: datetime
) -> None:
    for person, number in ((ANDI, proposal), (SITI, proposal + 1)):
        with pytest.raises(ProposalMovedOn):
            desk.say(region.id_of(person), number, Acknowledgement.UNDERSTOOD, now=now)

    with store.write() as work:
        work.proposals.enter([proposal], Status.CANCELLED, by="operator", now=now)
        work.commit()
    with pytest.raises(ProposalMovedOn):
        desk.say(region.id_of(SITI), proposal, Acknowledgement.UNDERSTOOD, now=now)

    assert history(store, proposal) == []


def test_from_the_decree_on_it_is_an_objection(
    desk: BenefitDesk, region: Kemuning, store: SqlStore, proposal: int, now: datetime
) -> None:
    assert not desk.own(region.id_of(SITI)).is_decided

    with store.write() as work:
        work.proposals.enter([proposal], Status.DECREE, by="operator", now=now)
        work.commit()

    assert desk.own(region.id_of(SITI)).is_decided
