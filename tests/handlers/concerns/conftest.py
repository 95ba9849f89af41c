"""A region with an office for concerns: two officers hold keys for seals, and Siti has her telephone."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from domain.actors import Actor, Role
from domain.concerns.handling import HandlingDesk
from domain.concerns.records import Case
from domain.concerns.sealing import Proof, SealDesk
from handlers.office import Office
from handlers.routes import TABLE
from locales.words import Words
from storage.concerns import boxes
from storage.hour_keys import HourKeys
from storage.inbox import Line as InboxLine
from storage.store import SqlStore
from storage.vault import Vault
from tests.chat import Chat, Json, Line, Shown, connect
from tests.offices import office_on
from tests.people import ANDI, HASAN, RINA, SITI, Kemuning, kemuning

ZONE = ZoneInfo("Asia/Jakarta")
PDF, JPEG = b"%PDF-1.7 surat", b"\xff\xd8\xff\xe0foto"


@dataclass(slots=True)
class Clock:
    """The time in the region, moved by the test."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def passes(self, time: timedelta) -> None:
        self.now += time


@dataclass(slots=True, kw_only=True)
class Desk:
    """Siti's telephone, and the officers behind the desk."""

    line: Line
    office: Office
    store: SqlStore
    region: Kemuning
    clock: Clock
    handling: HandlingDesk

    @property
    def siti(self) -> Chat:
        return self.line.of(SITI.user_id)

    @property
    def andi(self) -> Chat:
        return self.line.of(ANDI.user_id)

    @property
    def rina(self) -> Actor:
        return Actor(self.region.id_of(RINA))

    @property
    def cases(self) -> list[Case]:
        """What the officers see, read by nobody."""
        with self.store.write() as work:
            work.concerns.sort_in()
            work.commit()
        return list(self.handling.queue(by=self.rina))

    @property
    def deleted(self) -> list[int]:
        """Numbers of the messages that were deleted from chats."""
        return [int(one["message_id"]) for one in self.line.wire.of("deleteMessage")]

    def answers(self, number: str, text: str) -> None:
        self.handling.answer(number, text, by=self.rina, now=self.clock.now)


def photo(file_id: str = "foto", **more: object) -> Json:
    """A photo in two sizes, as Telegram sends it."""
    sizes = [
        {"file_id": f"{file_id}-{side}", "file_unique_id": "x", "width": side, "height": side}
        for side in (90, 800)
    ]
    return {"photo": sizes, **more}


def document(
    file_id: str = "surat", *, mime: str = "application/pdf", size: int = 1000, **more: object
) -> Json:
    kept = {
        "file_id": file_id,
        "file_unique_id": "x",
        "file_name": "surat",
        "mime_type": mime,
        "file_size": size,
    }
    return {"document": kept, **more}


async def begins(
    chat: Chat, *, kind: str = "Jarak dan waktu tempuh", mode: str = "Tersegel (dianjurkan)"
) -> Shown:
    """Walk to where words are taken."""
    await chat.types("/aspirasi")
    await chat.presses("Tulis aspirasi")
    await chat.presses(kind)
    if "Masih ingin menulis" in chat.last.labels:
        await chat.presses("Masih ingin menulis")
    return await chat.presses(mode)


async def sends(chat: Chat, text: str, **choice: str) -> str:
    """File a report with these words and return its number."""
    await begins(chat, **choice)
    await chat.types(text)
    await chat.presses("Periksa dan kirim")
    filed = await chat.presses("Kirim")
    return filed.plain.splitlines()[0].rpartition(" ")[2]


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching costs time by design; how much of it is no promise of these tests."""
    monkeypatch.setattr(boxes, "_SCRYPT_N", 2**4)


@pytest.fixture
async def unsealed(
    engine: Engine, vault: Vault, words: Words, tmp_path: Path, now: datetime
) -> AsyncIterator[Desk]:
    """Nobody holds a key for seals yet."""
    keys = HourKeys(tmp_path / "hour_keys", engine)
    store = SqlStore(engine, vault, InboxLine(bot_id=1, keys=keys))
    region, clock = kemuning(store, now), Clock(now)
    with store.write() as work:
        work.people.grant(region.id_of(HASAN), Role.OFFICER, by="operator", now=now)
        work.commit()
    office = office_on(store, words=words, clock=clock)
    line = await connect(office, TABLE)
    yield Desk(
        line=line,
        office=office,
        store=store,
        region=region,
        clock=clock,
        handling=HandlingDesk(store, zone=ZONE),
    )
    await line.application.shutdown()


@pytest.fixture
def desk(unsealed: Desk, now: datetime) -> Desk:
    """Two officers hold keys for seals."""
    first = Proof(unsealed.rina, "kapal kecil di teluk biru")
    second = Proof(Actor(unsealed.region.id_of(HASAN)), "hujan turun di bukit sepi")
    SealDesk(unsealed.store, zone=ZONE).set_up(first, second, now=now)
    return unsealed


async def reached_by_page(desk: Desk) -> Desk:
    """The same office, whose pages are reached over HTTPS."""
    office = replace(desk.office, pages_at="https://sapa.kemuning.example")
    return replace(desk, office=office, line=await connect(office, TABLE))
