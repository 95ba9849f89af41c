"""Who may read which unit's years ahead, and what is noted of it, on both databases."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from domain.actors import OPERATOR, Actor, Role
from domain.refusals import NotFound, NotPermitted
from domain.second_factor.records import SecondFactorNeeded
from domain.vacancies.desk import VacancyDesk
from domain.views.desk import ViewDesk
from domain.views.records import Purpose
from storage.store import SqlStore
from storage.tables import imports, person, position
from tests.people import ANDI, BUDI, HASAN, RINA, SITI, Kemuning, kemuning

ZONE = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    """Hasan (born in 1969) retires within five years; Budi's echelon is unknown; Andi is PPPK."""
    made = kemuning(store, now)
    builder = made.region
    builder.change(position, 1, staff_need=9)
    builder.change(person, made.id_of(HASAN), position_kind="pelaksana")
    builder.change(person, made.id_of(BUDI), position_kind="struktural", position_since=date(2019, 5, 31))
    builder.change(person, made.id_of(ANDI), kind="pppk", unit_id=made.kemuning)
    builder.change(person, made.id_of(SITI), position_since=date(2026, 1, 1))
    return made


def test_the_years_ahead_are_scoped_noted_and_worked_out_again_after_an_import(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    desk, rina = VacancyDesk(store, zone=ZONE), Actor(region.id_of(RINA))
    seen = desk.overview(by=rina, now=now)
    assert (seen.units, seen.contracts_unknown, seen.retirement_unknown) == (2, 1, 1)
    assert seen.need_unknown == 1
    assert [one.retirements for one in seen.years] == [1, 0, 0, 0, 0]
    assert [one.lacking for one in seen.years] == [6, 6, 6, 6, 6]
    assert seen.tenure_due == 1
    assert seen.may_export
    assert desk.page(9, by=rina, now=now).lines[0].unit_id == region.selensen
    assert [one.unit_id for one in desk.find("pkm kemuning", by=rina, now=now)] == [region.kemuning]

    page = desk.leaving(region.selensen, 1, by=rina, now=now)
    assert [(one.name, one.day) for one in page.lines] == [("Drs. Hasan Basri, M.Si.", date(2027, 10, 1))]
    due = desk.due(1, by=rina, now=now)
    assert [(one.name, one.day, one.is_past) for one in due.lines] == [
        ("dr. Budi Hartono", date(2024, 5, 31), True),
        ("Siti Rahmawati, A.Md.Kep.", date(2031, 1, 1), False),
    ]
    assert due.since_unknown == 2
    views = ViewDesk(store).own(region.id_of(HASAN), page=1, now=now)
    assert [one.view.purpose for one in views.lines] == [Purpose.VACANCIES]

    region.region.change(position, 1, staff_need=1)
    assert desk.overview(by=rina, now=now).years[0].lacking == 6
    with store.engine.begin() as connection:
        connection.execute(
            insert(imports).values(
                applied_at=datetime.fromtimestamp(now.timestamp() + 1, tz=now.tzinfo),
                applied_by="operator",
                digest="2",
                complete=False,
                summary={},
            )
        )
    assert desk.overview(by=rina, now=now).years[0].lacking == 0


def test_a_liaison_reads_their_own_units_and_takes_no_file(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    desk, andi = VacancyDesk(store, zone=ZONE), Actor(region.id_of(ANDI))
    for act in (desk.overview, desk.for_file):
        with pytest.raises(NotPermitted):
            act(by=andi, now=now)
        with pytest.raises(NotPermitted):
            act(by=OPERATOR, now=now)
    with store.write() as work:
        work.people.grant(region.id_of(ANDI), Role.LIAISON, unit_id=region.kemuning, by="operator", now=now)
        work.commit()

    seen = desk.overview(by=andi, now=now)
    assert (seen.units, seen.may_export) == (1, False)
    assert [one.unit_id for one in desk.page(1, by=andi, now=now).lines] == [region.kemuning]
    assert desk.find("selensen", by=andi, now=now) == []
    assert desk.due(1, by=andi, now=now).count == 0
    for unit in (region.selensen, 999):
        with pytest.raises(NotPermitted):
            desk.leaving(unit, 1, by=andi, now=now)
    with pytest.raises(NotPermitted):
        desk.for_file(by=andi, now=now)
    rina = Actor(region.id_of(RINA))
    with pytest.raises(NotFound):
        desk.unit(999, by=rina, now=now)
    with pytest.raises(SecondFactorNeeded):
        desk.for_file(by=rina, now=now)
    region.region.prove(region.id_of(RINA))
    assert len(desk.for_file(by=rina, now=now)[1]) == 2
