"""`sapa plan swaps --offer`: the matcher finds a circle, and its members are asked."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.house import open_house
from bot.settings import read_settings
from domain.linking.accounts import AccountDesk
from domain.linking.records import Purpose
from domain.preferences.desk import PreferenceDesk
from domain.preferences.swap_desk import SwapDesk, SwapState
from storage.store import SqlStore
from storage.tables import competency, position
from tests.bot.terminal import report, sapa
from tests.domain.preferences.willing import ZONE
from tests.people import ANDI, SITI, Region

_POST = "Perawat Terampil"


@pytest.fixture
def willing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Siti in Selensen and Andi in Kemuning wish for each other's post and would swap."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    with open_house(read_settings()) as house:
        _two_who_would_swap(house.store, house.now())


def _two_who_would_swap(store: SqlStore, now: datetime) -> None:
    region = Region(store, now)
    selensen, kemuning = (
        region.unit(f"UPTD Puskesmas {name}", location=name) for name in ("Selensen", "Kemuning")
    )
    for unit_id in (selensen, kemuning):
        post = region.post(unit_id, _POST, job_class=6)
        region.change(position, post, staff_need=1, staff_actual=1)
    for who, here, there in ((SITI, selensen, kemuning), (ANDI, kemuning, selensen)):
        own = region.person(
            who, here, legal_status="Aktif", position_since=datetime(2019, 1, 1, tzinfo=UTC).date()
        )
        with store.engine.begin() as connection:
            connection.execute(
                insert(competency).values(
                    person_id=own,
                    levels={},
                    ratings={"2024": "baik", "2025": "baik", "2026": "baik"},
                    discipline="tidak_ada",
                    digest=b"",
                    import_id=1,
                )
            )
        region.link(own, who.user_id)
        AccountDesk(store).grant(who.user_id, Purpose.PREFERENCES, text_version="1", now=now)
        PreferenceDesk(store, zone=ZONE).add(own, there, own_post=True, version=0, now=now)
        SwapDesk(store, zone=ZONE).join(own, joins=True, now=now)


@pytest.mark.usefixtures("willing")
def test_a_circle_is_offered_once_and_only_when_asked_for() -> None:
    (circle,) = report("plan", "swaps")
    assert sorted(one["name"] for one in circle) == ["Andi Saputra", "Siti Rahmawati, A.Md.Kep."]
    first = report("plan", "swaps", "--offer")
    again = report("plan", "swaps", "--offer")

    assert (first["offered"], first["left_out"]) == (1, 0)
    assert (again["offered"], again["left_out"]) == (0, 1)
    assert "Ditawarkan: 0 lingkar" in sapa("plan", "swaps", "--offer").stdout


@pytest.mark.usefixtures("willing")
def test_its_members_are_asked() -> None:
    report("plan", "swaps", "--offer")
    with open_house(read_settings()) as house:
        with house.store.read() as work:
            people = [one.id for one in work.people.active()]
        desk = SwapDesk(house.store, zone=ZONE)
        states = [one.state for each in people for one in desk.own(each, now=house.now())]

    assert states == [SwapState.ASKED, SwapState.ASKED]
