"""A region, its office, and a line to the bot that answers from the real table of routes."""

from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.office import Office
from handlers.routes import TABLE
from locales.words import Words
from storage.store import SqlStore
from tests.chat import Chat, Line, at, connect
from tests.offices import office_on
from tests.people import ANDI, SITI, TONO_USER_ID, Kemuning, kemuning

ZONE = ZoneInfo("Asia/Jakarta")


@pytest.fixture(scope="session")
def words() -> Words:
    return Words.load()


@pytest.fixture
def region(quick_store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(quick_store, now)


@pytest.fixture
def office(quick_store: SqlStore, words: Words, now: datetime) -> Office:
    return office_on(quick_store, words=words, clock=at(now))


@pytest.fixture
async def line(office: Office, region: Kemuning) -> AsyncIterator[Line]:
    """The line, in a region whose whole cast is linked."""
    line = await connect(office, TABLE)
    yield line
    await line.application.shutdown()


@pytest.fixture
def siti(line: Line) -> Chat:
    return line.of(SITI.user_id)


@pytest.fixture
def andi(line: Line) -> Chat:
    return line.of(ANDI.user_id)


@pytest.fixture
def tono(line: Line) -> Chat:
    return line.of(TONO_USER_ID)
