"""Explained anew when data change: kept for everybody, told to those for whom it says something else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from domain.explanations import Explanation, ReasonCode
from domain.plans.findings import Checked
from domain.plans.renewal import RenewalDesk, Renewed
from domain.proposals import Status
from domain.refusals import ChangedMeanwhile
from storage.store import SqlStore
from storage.tables import outbox
from tests.explained import EXPLAINED, REASONS, UNFOUNDED, without
from tests.people import RINA, SITI, Kemuning, kemuning

PROPOSAL = 1


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    made = kemuning(store, now)
    with store.write() as work:
        work.waves.publish(made.wave, by=made.id_of(RINA), now=now)
        work.planning.explain({PROPOSAL: EXPLAINED}, now=now)
        work.commit()
    return made


@pytest.fixture
def desk(store: SqlStore) -> RenewalDesk:
    return RenewalDesk(store)


def found(explained: Explanation | None) -> Mapping[int, Checked]:
    own = None if explained is None else replace(explained, person_id=1)
    return {PROPOSAL: Checked(explanation=own, findings=())}


def told(store: SqlStore) -> int:
    with store.engine.connect() as connection:
        return len(connection.execute(select(outbox.c.id)).all())


def kept(store: SqlStore) -> Explanation | None:
    with store.read() as work:
        return work.planning.explanation_of(PROPOSAL)


def renew(desk: RenewalDesk, region: Kemuning, explained: Explanation | None, now: datetime) -> Renewed:
    return desk.keep(region.wave, desk.begin(region.wave), found(explained), now=now)


def test_who_reads_something_else_by_now_is_told_once(
    desk: RenewalDesk, region: Kemuning, store: SqlStore, now: datetime
) -> None:
    other = without(ReasonCode.TRAVEL)

    assert renew(desk, region, other, now) == Renewed(changed=1, to_mend=0)
    assert renew(desk, region, other, now + timedelta(days=1)) == Renewed(changed=0, to_mend=0)
    assert told(store) == 1
    assert kept(store) == replace(other, person_id=region.id_of(SITI))


def test_what_moves_with_the_calendar_or_with_others_is_no_news(
    desk: RenewalDesk, region: Kemuning, store: SqlStore, now: datetime
) -> None:
    planned = replace(REASONS[1], facts={**REASONS[1].facts, "ej_plan": Decimal("1.01")}, points=9)
    later = replace(
        EXPLAINED, as_of=EXPLAINED.as_of + timedelta(days=40), reasons=(REASONS[0], planned, *REASONS[2:])
    )

    assert renew(desk, region, later, now) == Renewed(changed=0, to_mend=0)
    assert told(store) == 0
    assert kept(store) == later


def test_a_reason_that_no_longer_holds_is_hidden_and_its_owner_not_sent_to_an_empty_screen(
    desk: RenewalDesk, region: Kemuning, store: SqlStore, now: datetime
) -> None:
    assert renew(desk, region, UNFOUNDED, now) == Renewed(changed=1, to_mend=1)
    assert told(store) == 0


def test_nothing_is_told_where_the_region_shows_nothing_before_the_decree(
    desk: RenewalDesk, region: Kemuning, store: SqlStore, now: datetime
) -> None:
    region.region.show_before_decree(shown=False)
    renew(desk, region, without(ReasonCode.TRAVEL), now)

    assert told(store) == 0


def test_what_cannot_be_explained_any_more_keeps_its_explanation(
    desk: RenewalDesk, region: Kemuning, store: SqlStore, now: datetime
) -> None:
    assert renew(desk, region, None, now) == Renewed(changed=0, to_mend=0)
    assert kept(store) == EXPLAINED


def test_what_was_decided_meanwhile_is_not_explained_anew(
    desk: RenewalDesk, region: Kemuning, store: SqlStore, now: datetime
) -> None:
    seen = desk.begin(region.wave)
    with store.write() as work:
        work.proposals.enter([PROPOSAL], Status.DECREE, by="operator", now=now)
        work.commit()

    with pytest.raises(ChangedMeanwhile):
        desk.keep(region.wave, seen, found(without(ReasonCode.TRAVEL)), now=now)
    assert kept(store) == EXPLAINED
    assert desk.waves() == []
