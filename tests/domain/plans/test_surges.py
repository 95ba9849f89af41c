"""Surges of work: who may report one, what it must say, and what it does to the need."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import insert

from domain.actors import OPERATOR, Actor, Role
from domain.organisation import name_key
from domain.planning.snapshot import PostTask
from domain.plans.records import Surge
from domain.plans.surge_load import surge_task
from domain.plans.surges import EvidenceNeeded, NoAnalysis, NothingToDo, SurgeDesk
from domain.refusals import NotFound, NotPermitted
from storage.store import SqlStore
from storage.tables import task
from tests.people import ANDI, BUDI, RINA, Kemuning, kemuning

_TODAY = date(2026, 11, 24)


def _surge(region: Kemuning, **changed: object) -> Surge:
    campaign = Surge(
        unit_id=region.selensen,
        position="Perawat Terampil",
        task="Imunisasi kejar",
        volume=Decimal(1_500),
        minutes=Decimal(20),
        first_day=date(2026, 11, 1),
        last_day=date(2027, 1, 30),
        evidence="Surat Dinas Kesehatan 440/901/2026",
    )
    return replace(campaign, **changed)  # type: ignore[arg-type] # fields by name


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    """Selensen's nurses have one task: 15,000 minutes a year."""
    made = kemuning(store, now)
    with store.engine.begin() as connection:
        connection.execute(
            insert(task).values(
                unit_id=made.selensen,
                position_key=name_key("Perawat Terampil"),
                number=1,
                description="Tindakan keperawatan",
                product="Tindakan",
                measure="orang",
                volume=Decimal(1_000),
                minutes=Decimal(15),
                effective_minutes=Decimal(75_000),
                digest=b"",
                import_id=1,
            )
        )
    return made


def _tasks(store: SqlStore, on: date) -> tuple[PostTask, ...]:
    with store.read() as work:
        return work.planning.snapshot(as_of=on).posts[0].tasks


def test_a_surge_counts_at_its_own_pace_for_a_whole_year(region: Kemuning) -> None:
    """30,000 minutes within 91 days are 120,329 minutes' work a year."""
    load = surge_task(_surge(region), effective_minutes=Decimal(75_000))

    assert round(load.volume * load.minutes) == 120_330


def test_a_surge_that_lasts_a_year_is_its_own_volume(region: Kemuning) -> None:
    whole_year = _surge(region, first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))

    assert surge_task(whole_year, effective_minutes=Decimal(75_000)).volume == 1_500


def test_the_need_is_computed_with_a_surge_while_it_runs_and_without_it_afterwards(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    SurgeDesk(store).report(_surge(region), by=OPERATOR, now=now)

    assert [len(_tasks(store, on)) for on in (date(2026, 10, 31), _TODAY, date(2027, 1, 31))] == [1, 2, 1]


def test_a_withdrawn_surge_counts_no_more(region: Kemuning, store: SqlStore, now: datetime) -> None:
    desk = SurgeDesk(store)
    number = desk.report(_surge(region), by=OPERATOR, now=now)

    desk.withdraw(number, by=OPERATOR, now=now)

    assert len(_tasks(store, _TODAY)) == 1
    with pytest.raises(NotFound):
        desk.withdraw(number, by=OPERATOR, now=now)


@pytest.mark.parametrize(
    "nothing",
    [
        {"volume": Decimal(0)},
        {"minutes": Decimal(-5)},
        {"last_day": date(2026, 10, 31)},
    ],
)
def test_a_surge_without_work_or_without_days_is_refused(
    region: Kemuning, store: SqlStore, nothing: dict[str, object], now: datetime
) -> None:
    with pytest.raises(NothingToDo):
        SurgeDesk(store).report(_surge(region, **nothing), by=OPERATOR, now=now)


def test_a_surge_is_believed_on_evidence(region: Kemuning, store: SqlStore, now: datetime) -> None:
    with pytest.raises(EvidenceNeeded):
        SurgeDesk(store).report(_surge(region, evidence=" "), by=OPERATOR, now=now)


def test_a_post_without_an_analysis_takes_no_surge_and_says_so(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    with pytest.raises(NoAnalysis):
        SurgeDesk(store).report(_surge(region, unit_id=region.kemuning), by=OPERATOR, now=now)


def test_the_units_own_liaison_reports_for_it_and_a_strangers_does_not(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    elsewhere = region.region.person(replace(ANDI, nip="199207172019031999", user_id=699), region.kemuning)
    with store.write() as work:
        for person_id, unit_id in ((region.id_of(BUDI), region.selensen), (elsewhere, region.kemuning)):
            work.people.grant(person_id, Role.LIAISON, unit_id=unit_id, by="operator", now=now)
        work.commit()
    desk = SurgeDesk(store)

    desk.report(_surge(region), by=Actor(region.id_of(BUDI)), now=now)
    desk.report(_surge(region), by=Actor(region.id_of(RINA)), now=now)

    for person_id in (elsewhere, region.id_of(ANDI)):
        with pytest.raises(NotPermitted):
            desk.report(_surge(region), by=Actor(person_id), now=now)


def test_reports_are_listed_newest_first_with_who_made_them(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    desk = SurgeDesk(store)
    first = desk.report(_surge(region), by=Actor(region.id_of(RINA)), now=now)
    second = desk.report(_surge(region, task="Posyandu"), by=OPERATOR, now=now)

    with store.read() as work:
        listed = work.planning.surges()

    assert [(one.id, one.reported_by) for one in listed] == [
        (second, "operator"),
        (first, f"person:{region.id_of(RINA)}"),
    ]
    assert listed[1].surge == _surge(region)
    assert listed[1].unit == "UPTD Puskesmas Selensen"
