"""A region in which two officers hold keys for seals, and Siti has something on her mind."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot.calendar_source import estimated_off_days
from domain.actors import Actor, Role
from domain.calendar.desk import CalendarDesk
from domain.concerns.desk import ConcernDesk
from domain.concerns.handling import HandlingDesk
from domain.concerns.records import BySender
from domain.concerns.sealing import Proof, SealDesk
from storage.concerns import boxes
from storage.hour_keys import HourKeys
from storage.inbox import Line
from storage.store import SqlStore
from storage.vault import Vault
from tests.people import ANDI, BUDI, HASAN, RINA, SITI, Kemuning, kemuning

ZONE = ZoneInfo("Asia/Jakarta")
RINAS, HASANS, ANDIS = "kapal kecil di teluk biru", "hujan turun di bukit sepi", "jalan panjang ke pasar lama"


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Everything a story needs."""

    store: SqlStore
    region: Kemuning
    concerns: ConcernDesk
    handling: HandlingDesk
    seals: SealDesk
    keys: HourKeys

    @property
    def siti(self) -> int:
        return self.region.id_of(SITI)

    @property
    def budi(self) -> int:
        return self.region.id_of(BUDI)

    @property
    def as_siti(self) -> BySender:
        return BySender(self.siti)

    @property
    def rina(self) -> Actor:
        return Actor(self.region.id_of(RINA), at_terminal=True)

    @property
    def rinas(self) -> Proof:
        return Proof(self.rina, RINAS)

    @property
    def hasans(self) -> Proof:
        return Proof(Actor(self.region.id_of(HASAN), at_terminal=True), HASANS)

    @property
    def andis(self) -> Proof:
        return Proof(Actor(self.region.id_of(ANDI), at_terminal=True), ANDIS)


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching costs time by design; how much of it is no promise of these tests."""
    monkeypatch.setattr(boxes, "_SCRYPT_N", 2**4)


@pytest.fixture
def unsealed_town(engine: Engine, vault: Vault, tmp_path: Path, now: datetime) -> Town:
    """Nobody holds a key for seals yet."""
    keys = HourKeys(tmp_path / "hour_keys", engine)
    store = SqlStore(engine, vault, Line(bot_id=1, keys=keys))
    region = kemuning(store, now)
    CalendarDesk(store).adopt_shipped(now=now)
    with store.write() as work:
        for who in (HASAN, ANDI):
            work.people.grant(region.id_of(who), Role.OFFICER, by="operator", now=now)
        work.commit()
    return Town(
        store=store,
        region=region,
        concerns=ConcernDesk(store, zone=ZONE, estimate=estimated_off_days),
        handling=HandlingDesk(store, zone=ZONE),
        seals=SealDesk(store, zone=ZONE),
        keys=keys,
    )


@pytest.fixture
def town(unsealed_town: Town, now: datetime) -> Town:
    unsealed_town.seals.set_up(unsealed_town.rinas, unsealed_town.hasans, now=now)
    return unsealed_town
