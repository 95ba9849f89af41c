"""Moving a proposal along its route: by whom, how it is remembered, and who is told."""

from datetime import datetime, timedelta

import pytest

from domain.actors import OPERATOR, Actor, Role
from domain.proposal_desk import NoteNeeded, NotNext, ProposalDesk
from domain.proposals import Status
from domain.refusals import ChangedMeanwhile, NotPermitted
from storage.store import SqlStore
from tests.outbox import take_all
from tests.people import ANDI, HASAN, RINA, SITI, Character, Kemuning, kemuning


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


@pytest.fixture
def desk(store: SqlStore) -> ProposalDesk:
    return ProposalDesk(store)


@pytest.fixture
def siti(store: SqlStore, region: Kemuning) -> int:
    with store.read() as work:
        return work.proposals.of_person(region.id_of(SITI))[0].id


def test_a_step_is_remembered_with_its_day_its_officer_and_the_note(
    desk: ProposalDesk, region: Kemuning, siti: int, store: SqlStore, now: datetime
) -> None:
    rina = Actor(region.id_of(RINA))

    desk.move(siti, Status.BOARD, note="  Sidang hari Kamis  ", by=rina, now=now)

    with store.read() as work:
        kept = work.proposals.get(siti)
        trail = work.audit.newest(1)[0]
    assert kept.status is Status.BOARD
    assert kept.stages[-1].entered_at == now
    assert (kept.stages[-1].moved_by, kept.stages[-1].note) == (rina.label, "Sidang hari Kamis")
    assert (trail.action, trail.actor, trail.subject) == ("proposal.moved", rina.label, f"proposal:{siti}")


def test_a_step_that_the_route_does_not_know_is_refused(
    desk: ProposalDesk, region: Kemuning, siti: int, now: datetime
) -> None:
    with pytest.raises(NotNext):
        desk.move(siti, Status.DECREE, by=Actor(region.id_of(HASAN)), now=now)


@pytest.mark.parametrize("who", [ANDI, HASAN, None])
def test_who_lacks_the_role_of_the_step_is_refused(
    desk: ProposalDesk, region: Kemuning, siti: int, who: Character | None, now: datetime
) -> None:
    by = Actor(region.id_of(who)) if who else OPERATOR

    with pytest.raises(NotPermitted):
        desk.move(siti, Status.BOARD, by=by, now=now)


def test_an_officer_who_left_service_moves_nothing(
    desk: ProposalDesk, region: Kemuning, siti: int, now: datetime
) -> None:
    region.region.end(region.id_of(RINA))

    with pytest.raises(NotPermitted):
        desk.move(siti, Status.BOARD, by=Actor(region.id_of(RINA)), now=now)


def test_cancelling_without_a_reason_is_refused(
    desk: ProposalDesk, region: Kemuning, siti: int, now: datetime
) -> None:
    with pytest.raises(NoteNeeded):
        desk.move(siti, Status.CANCELLED, note="  ", by=Actor(region.id_of(HASAN)), now=now)


def test_a_second_officer_who_saw_an_older_status_is_told_that_it_changed(
    desk: ProposalDesk, region: Kemuning, siti: int, now: datetime
) -> None:
    rina = Actor(region.id_of(RINA))
    desk.move(siti, Status.COMPETENCY, seen=Status.PROPOSED, by=rina, now=now)

    with pytest.raises(ChangedMeanwhile):
        desk.move(siti, Status.BOARD, seen=Status.PROPOSED, by=rina, now=now)


def test_the_person_is_told_of_what_they_may_know_and_of_nothing_confidential(
    desk: ProposalDesk, region: Kemuning, siti: int, store: SqlStore, now: datetime
) -> None:
    rina, hasan = Actor(region.id_of(RINA)), Actor(region.id_of(HASAN))
    with store.write() as work:
        work.people.grant(region.id_of(HASAN), Role.OFFICER, by="operator", now=now)
        work.commit()
    steps = [
        (Status.COMPETENCY, rina),
        (Status.BOARD, rina),
        (Status.PPK_APPROVED, hasan),
        (Status.PERTEK, hasan),
        (Status.DECREE, hasan),
    ]

    for days, (status, by) in enumerate(steps):
        desk.move(siti, status, by=by, now=now + timedelta(days=days))

    told = take_all(store, now=now + timedelta(days=9))
    assert [one.text_key for one in told] == ["transfer.notice.moved"] * 2
    assert {one.chat_id for one in told} == {SITI.user_id}
    assert [one.unique.split(":")[2] for one in told] == [Status.COMPETENCY, Status.DECREE]


def test_nobody_is_told_before_the_decree_where_the_region_shows_nothing_before_it(
    desk: ProposalDesk, region: Kemuning, siti: int, store: SqlStore, now: datetime
) -> None:
    region.region.show_before_decree(shown=False)

    desk.move(siti, Status.COMPETENCY, by=Actor(region.id_of(RINA)), now=now)

    assert not take_all(store, now=now)
