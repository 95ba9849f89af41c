"""The check of a wave: what it found is mended or answered in writing, before anybody is shown anything."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, update

from domain.actors import OPERATOR, Actor
from domain.plans.checks import AnswerNeeded, CheckDesk, NotChecked, OpenFindings, ensure_checked
from domain.plans.findings import Checked, Finding
from domain.proposals import Proposal, Status
from domain.refusals import ChangedMeanwhile, NotFound, NotPermitted
from storage.store import SqlStore
from storage.tables import imports, proposal
from tests.people import ANDI, RINA, SITI, Kemuning, kemuning
from tests.storage.test_planning import EXPLANATION

_DONOR = Finding(code="donor_left_short", facts={"need": 5, "actual_after": 4})


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    made = kemuning(store, now - timedelta(hours=1))
    made.region.proposal(
        made.id_of(ANDI), made.wave, (made.selensen, made.kemuning), stages=[(Status.DRAFT, now)]
    )
    return made


@pytest.fixture
def desk(store: SqlStore) -> CheckDesk:
    return CheckDesk(store)


def _keep(desk: CheckDesk, region: Kemuning, *findings: Finding, now: datetime) -> Proposal:
    """Check the wave's only draft, with these findings."""
    (draft,) = desk.begin(region.wave)
    explained = replace(EXPLANATION, person_id=draft.person_id)
    desk.keep(region.wave, [draft], {draft.id: Checked(explanation=explained, findings=findings)}, now=now)
    return draft


def _ensure(store: SqlStore, region: Kemuning) -> None:
    with store.read() as work:
        ensure_checked(work, work.waves.get(region.wave))


def test_a_wave_that_was_never_checked_is_not_ready(store: SqlStore, region: Kemuning) -> None:
    with pytest.raises(NotChecked):
        _ensure(store, region)


def test_a_checked_wave_without_findings_is_ready_and_its_draft_explained(
    desk: CheckDesk, store: SqlStore, region: Kemuning, now: datetime
) -> None:
    draft = _keep(desk, region, now=now)

    _ensure(store, region)
    with store.read() as work:
        explained = work.planning.explanation_of(draft.id)
    assert explained == replace(EXPLANATION, person_id=region.id_of(ANDI))


def test_a_finding_holds_the_wave_until_it_is_answered_in_writing(
    desk: CheckDesk, store: SqlStore, region: Kemuning, now: datetime
) -> None:
    draft = _keep(desk, region, _DONOR, now=now)
    with pytest.raises(OpenFindings):
        _ensure(store, region)

    rina = Actor(region.id_of(RINA))
    desk.answer(draft.id, _DONOR.code, " Unit asal menerima CPNS pada Januari ", by=rina, now=now)

    _ensure(store, region)
    with store.read() as work:
        (answered,) = work.planning.findings(region.wave)
        assert work.audit.newest(1)[0].action == "proposal.justified"
    assert (answered.finding, answered.answer) == (_DONOR, "Unit asal menerima CPNS pada Januari")


def test_an_answer_outlives_the_next_check_and_a_new_finding_needs_its_own(
    desk: CheckDesk, store: SqlStore, region: Kemuning, now: datetime
) -> None:
    draft = _keep(desk, region, _DONOR, now=now)
    desk.answer(draft.id, _DONOR.code, "Sudah disepakati", by=OPERATOR, now=now)

    _keep(desk, region, _DONOR, Finding(code="spouses_split", facts={}), now=now)

    with store.read() as work:
        assert [one.answer for one in work.planning.findings(region.wave)] == ["Sudah disepakati", None]


@pytest.mark.parametrize("change", ["import", "undo"])
def test_data_that_change_after_the_check_make_it_stale(
    desk: CheckDesk, store: SqlStore, region: Kemuning, change: str, now: datetime
) -> None:
    _keep(desk, region, now=now)
    later = now + timedelta(minutes=5)
    with store.engine.begin() as connection:
        if change == "import":
            connection.execute(
                insert(imports).values(
                    applied_at=later, applied_by="operator", digest="", complete=False, summary={}
                )
            )
        else:
            connection.execute(update(imports).values(undone_at=later))

    with pytest.raises(NotChecked):
        _ensure(store, region)


def test_a_check_of_drafts_that_changed_under_it_is_not_kept(
    desk: CheckDesk, store: SqlStore, region: Kemuning, now: datetime
) -> None:
    drafts = desk.begin(region.wave)
    region.region.change(proposal, drafts[0].id, reason="Lain")

    with pytest.raises(ChangedMeanwhile):
        desk.keep(region.wave, drafts, {}, now=now)

    with pytest.raises(NotChecked):
        _ensure(store, region)


def test_what_was_not_found_cannot_be_answered_and_nothing_is_no_answer(
    desk: CheckDesk, region: Kemuning, now: datetime
) -> None:
    draft = _keep(desk, region, _DONOR, now=now)

    with pytest.raises(NotFound):
        desk.answer(draft.id, "spouses_split", "Alasan", by=OPERATOR, now=now)
    with pytest.raises(AnswerNeeded):
        desk.answer(draft.id, _DONOR.code, "  ", by=OPERATOR, now=now)


def test_an_employee_answers_no_finding(desk: CheckDesk, region: Kemuning, now: datetime) -> None:
    draft = _keep(desk, region, _DONOR, now=now)

    with pytest.raises(NotPermitted):
        desk.answer(draft.id, _DONOR.code, "Alasan", by=Actor(region.id_of(SITI)), now=now)
