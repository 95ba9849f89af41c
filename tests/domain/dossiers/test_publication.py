"""Maker and checker: what is approved is what was seen, by somebody else, and of people in service."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actors import Actor, Role
from domain.dossiers.drafts import DraftDesk, version_of
from domain.plans.checks import NotChecked
from domain.proposal_desk import ProposalDesk
from domain.proposals import Status
from domain.publication import (
    NotRequested,
    PeopleLeft,
    PublicationDesk,
    SamePerson,
    differences,
    digest_of,
)
from domain.refusals import AlreadyDone, ChangedMeanwhile, NotPermitted
from domain.second_factor.records import SecondFactorNeeded
from storage.store import SqlStore
from tests.domain.dossiers.conftest import Desk
from tests.people import ANDI, HASAN, RINA


def _version(store: SqlStore, proposal_id: int) -> str:
    with store.read() as work:
        return version_of(work.proposals.get(proposal_id))


def test_what_changed_after_the_request_is_refused_and_named(
    desk: Desk, store: SqlStore, now: datetime
) -> None:
    publication, drafts = PublicationDesk(store), DraftDesk(store)
    publication.request(desk.wave, by=desk.rina, now=now)
    with store.read() as work:
        request = work.waves.get(desk.wave).request
    assert request is not None
    seen = _version(store, desk.andi)
    drafts.set_reason(desk.andi, "Alasan yang lain", seen=seen, by=desk.rina, now=now)

    with pytest.raises(ChangedMeanwhile):
        publication.approve(desk.wave, seen=request.digest[:12], by=desk.hasan, now=now)
    (changed,) = publication.differences(desk.wave, by=desk.hasan)
    assert (changed.proposal_id, changed.field, changed.after) == (desk.andi, "reason", "Alasan yang lain")
    assert changed.name == ANDI.name

    # A change needs a new check, and that a new request; an old preview approves nothing.
    with pytest.raises(NotChecked):
        publication.request(desk.wave, by=desk.rina, now=now)
    desk.region.region.checked(desk.wave)
    publication.request(desk.wave, by=desk.rina, now=now)
    with pytest.raises(ChangedMeanwhile):
        publication.approve(desk.wave, seen=request.digest[:12], by=desk.hasan, now=now)
    assert publication.approve(desk.wave, by=desk.hasan, now=now) == 2
    with pytest.raises(AlreadyDone):
        publication.approve(desk.wave, by=desk.hasan, now=now)


def test_the_maker_does_not_approve_and_an_approver_proves_who_they_are(
    desk: Desk, store: SqlStore, now: datetime
) -> None:
    publication, builder = PublicationDesk(store), desk.region.region
    with pytest.raises(NotRequested):
        publication.approve(desk.wave, by=desk.hasan, now=now)
    publication.request(desk.wave, by=desk.rina, now=now)
    with pytest.raises(NotPermitted):
        publication.approve(desk.wave, by=desk.rina, now=now)
    with store.write() as work:
        work.people.grant(desk.region.id_of(RINA), Role.APPROVER, by="operator", now=now)
        work.commit()
    with pytest.raises(SamePerson):
        publication.approve(desk.wave, by=desk.rina, now=now)
    hasan = Actor(desk.region.id_of(HASAN))
    with pytest.raises(SecondFactorNeeded):
        publication.approve(desk.wave, by=hasan, now=now)
    builder.prove(hasan.person_id or 0)

    assert publication.approve(desk.wave, by=hasan, now=now) == 2


def test_who_left_holds_the_wave_until_an_officer_takes_them_out(
    desk: Desk, store: SqlStore, now: datetime
) -> None:
    publication, proposals = PublicationDesk(store), ProposalDesk(store)
    publication.request(desk.wave, by=desk.rina, now=now)
    desk.region.region.end(desk.region.id_of(ANDI))
    with pytest.raises(PeopleLeft):
        publication.approve(desk.wave, by=desk.hasan, now=now)
    with pytest.raises(PeopleLeft):
        publication.request(desk.wave, by=desk.rina, now=now)

    proposals.move(desk.andi, Status.CANCELLED, note="Pensiun", by=desk.rina, now=now)
    with pytest.raises(ChangedMeanwhile):
        publication.approve(desk.wave, by=desk.hasan, now=now)
    assert [(one.proposal_id, one.field) for one in publication.differences(desk.wave, by=desk.hasan)] == [
        (desk.andi, "removed")
    ]
    publication.request(desk.wave, by=desk.rina, now=now)
    assert publication.approve(desk.wave, by=desk.hasan, now=now + timedelta(minutes=1)) == 1


_SHOWN = st.dictionaries(
    st.integers(1, 4),
    st.fixed_dictionaries(
        {"name": st.text(max_size=3), "reason": st.text(max_size=3), "reasons": st.text(max_size=2)}
    ),
    max_size=4,
)


@given(before=_SHOWN, after=_SHOWN)
def test_a_difference_is_named_exactly_where_the_digests_differ(
    before: dict[int, dict[str, str]], after: dict[int, dict[str, str]]
) -> None:
    assert (digest_of(before) == digest_of(after)) is not bool(differences(before, after))
