"""A bot and its office on one line: PTB is real, the wire is recorded, the database is SQLite."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from telegram.ext import ExtBot

from domain.languages import LanguageDesk
from domain.linking.accounts import AccountDesk
from domain.linking.claims import ClaimDesk
from domain.linking.desk import LinkingDesk
from domain.transfers import TransferDesk
from files.phones import normalise_phone
from handlers.dispatch import DEFAULTS
from handlers.office import Office
from locales.words import Words
from storage.store import SqlStore
from tests.chat import TOKEN, Wire, run_at_once


@dataclass
class Moment:
    """The time as the office sees it; a test moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def moment(now: datetime) -> Moment:
    return Moment(now)


@pytest.fixture
def office(quick_store: SqlStore, moment: Moment) -> Office:
    zone = ZoneInfo("Asia/Jakarta")
    return Office(
        store=quick_store,
        words=Words.load(),
        linking=LinkingDesk(quick_store, normalise_phone=normalise_phone),
        accounts=AccountDesk(quick_store),
        claims=ClaimDesk(quick_store),
        languages=LanguageDesk(quick_store),
        transfers=TransferDesk(quick_store, zone=zone),
        region="Kabupaten Kemuning",
        hr_office="BKPSDM Kabupaten Kemuning",
        hr_contact="Loket 3",
        ppk="Bupati",
        zone=zone,
        public_link="https://t.me/sapa_mutasi_bot",
        run=run_at_once,
        clock=moment,
    )


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def bot(wire: Wire) -> ExtBot[None]:
    bot: ExtBot[None] = ExtBot(TOKEN, request=wire, get_updates_request=Wire(), defaults=DEFAULTS)
    await bot.initialize()
    return bot
