"""A region with a desk of concerns: Rina and Hasan are its officers, both have proven that it is they."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot.papers import OwnProcess
from domain.actors import Actor, Role
from domain.calendar.desk import CalendarDesk
from domain.concerns.records import BySender, Case, Mode, NewCase
from domain.concerns.sealing import Proof, SealDesk
from domain.concerns.taxonomy import Concern
from handlers.office import Office
from handlers.routes import TABLE
from locales.words import Words
from storage.concerns import boxes
from storage.database import open_engine
from storage.hour_keys import HourKeys
from storage.inbox import Line as InboxLine
from storage.store import SqlStore
from storage.vault import Vault
from tests.chat import Chat, Line, connect
from tests.databases import Databases
from tests.handlers.concerns.conftest import Clock
from tests.handlers.objection.conftest import Here
from tests.offices import office_on
from tests.people import ANDI, HASAN, RINA, SITI, Character, Kemuning, kemuning

ZONE = ZoneInfo("Asia/Jakarta")
RINAS, HASANS = "kapal kecil di teluk biru", "hujan turun di bukit sepi"


@dataclass(slots=True, kw_only=True)
class Desk:
    """The officers' telephones, a sender's, and the time in the region."""

    line: Line
    office: Office
    store: SqlStore
    region: Kemuning
    clock: Clock

    @property
    def rina(self) -> Chat:
        return self.line.of(RINA.user_id)

    @property
    def hasan(self) -> Chat:
        return self.line.of(HASAN.user_id)

    @property
    def siti(self) -> Chat:
        return self.line.of(SITI.user_id)

    def actor(self, who: Character) -> Actor:
        return Actor(self.region.id_of(who))

    def files(
        self,
        text: str,
        *,
        mode: Mode = Mode.CONFIDENTIAL,
        concern: Concern = Concern.DISTANCE_TIME,
        sender: Character = SITI,
    ) -> str:
        """Somebody writes; return the number."""
        new = NewCase(concern=concern, text=text)
        sender_id = self.region.id_of(sender)
        return self.office.concerns.open_case(new, mode, sender=sender_id, now=self.clock.now).number

    def case(self, number: str) -> Case:
        return self.office.cases.handling.look(number, by=self.actor(RINA))

    def of_sender(self, number: str, sender: Character = SITI) -> Case:
        """As its sender reads it."""
        owner = BySender(self.region.id_of(sender))
        return self.office.concerns.read(number, owner=owner, now=self.clock.now)

    def revoke(self, who: Character) -> None:
        with self.store.write() as work:
            work.people.revoke(self.region.id_of(who), Role.OFFICER, by="operator", now=self.clock.now)
            work.commit()

    def passes(self, days: int) -> None:
        """Days later both officers prove again that it is they."""
        self.clock.passes(timedelta(days=days))
        self.prove()

    def prove(self) -> None:
        for who in (RINA, HASAN):
            person_id = self.region.id_of(who)
            with self.store.write() as work:
                account = work.linking.account_of(person_id)
                assert account is not None
                work.second_factors.begin(person_id, account_id=account.id, now=self.clock.now)
                work.commit()


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching costs time by design; how much of it is no promise of these tests."""
    monkeypatch.setattr(boxes, "_SCRYPT_N", 2**4)


@pytest.fixture
async def desk(
    databases: Databases, vault: Vault, words: Words, tmp_path: Path, now: datetime
) -> AsyncIterator[Desk]:
    """On SQLite, where the database is not what is promised."""
    engine = open_engine(databases.sqlite())
    made = await made_desk(engine, vault, words, tmp_path, now)
    yield made
    await made.line.application.shutdown()
    engine.dispose()


@pytest.fixture
async def desk_on_both(
    engine: Engine, vault: Vault, words: Words, tmp_path: Path, now: datetime
) -> AsyncIterator[Desk]:
    made = await made_desk(engine, vault, words, tmp_path, now)
    yield made
    await made.line.application.shutdown()


async def made_desk(engine: Engine, vault: Vault, words: Words, folder: Path, now: datetime) -> Desk:
    keys = HourKeys(folder / "hour_keys", engine)
    store = SqlStore(engine, vault, InboxLine(bot_id=1, keys=keys))
    region, clock = kemuning(store, now), Clock(now)
    CalendarDesk(store).adopt_shipped(now=now)
    with store.write() as work:
        work.people.grant(region.id_of(HASAN), Role.OFFICER, by="operator", now=now)
        work.people.grant(region.id_of(ANDI), Role.ADMINISTRATOR, by="operator", now=now)
        work.commit()
    first = Proof(Actor(region.id_of(RINA), at_terminal=True), RINAS)
    second = Proof(Actor(region.id_of(HASAN), at_terminal=True), HASANS)
    SealDesk(store, zone=ZONE).set_up(first, second, now=now)
    office = office_on(store, words=words, clock=clock)
    assert isinstance(office.papers, OwnProcess)
    office = replace(office, papers=Here(office.papers))
    made = Desk(line=await connect(office, TABLE), office=office, store=store, region=region, clock=clock)
    made.prove()
    return made
