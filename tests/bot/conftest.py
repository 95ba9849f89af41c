"""A bot and its office on one line: PTB is real, the wire is recorded, the database is SQLite."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from telegram.ext import ExtBot

from handlers.dispatch import DEFAULTS
from handlers.office import Office
from locales.words import Words
from storage.store import SqlStore
from tests.chat import TOKEN, Wire
from tests.offices import office_on


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
    return office_on(quick_store, words=Words.load(), clock=moment)


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def bot(wire: Wire) -> ExtBot[None]:
    bot: ExtBot[None] = ExtBot(TOKEN, request=wire, get_updates_request=Wire(), defaults=DEFAULTS)
    await bot.initialize()
    return bot
