"""A line on which Rina and Pak Hasan work on a wave of two drafts."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.wave_files import board_now, imut_now, marked_now, statuses_now
from domain.dossiers.lists import WaveList
from domain.dossiers.status_lists import RowFault, StatusListUnfit, StatusRow
from domain.explanations import Facts, RuleResult, Verdict
from domain.plans.findings import Finding
from domain.plans.records import NewScenario
from domain.plans.run_records import Order, Progress
from domain.work import Store
from handlers.office import Office
from handlers.routes import TABLE
from locales.words import Words
from storage.store import SqlStore
from tests.chat import Chat, Line, at, connect
from tests.domain.dossiers.conftest import Desk, desk_of
from tests.explained import EXPLAINED
from tests.offices import office_on
from tests.people import HASAN, RINA, Kemuning

RULE = RuleResult(
    code="tenure_min",
    verdict=Verdict.FAILED,
    is_hard=True,
    facts={"least": 24, "months": 10},
    as_of=None,
    source="PP 11/2017 ps. 190",
)
SHORT: Facts = {
    "unit": "UPTD Puskesmas Selensen",
    "position": "Perawat Terampil",
    "need": 5,
    "actual": 5,
    "actual_plan": 4,
}


class Files:
    """The spreadsheets, written and read in this process."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def board(self, content: WaveList, *, language: str) -> bytes:
        return board_now(self._words, content, language)

    def imut(self, content: WaveList) -> list[bytes]:
        return imut_now(self._words, content)

    def statuses(self, content: bytes, name: str) -> list[StatusRow]:
        read = statuses_now(content, name)
        if read is None:
            raise StatusListUnfit
        return read

    def marked(self, rows: Sequence[StatusRow], faults: Mapping[int, RowFault], *, language: str) -> bytes:
        return marked_now(self._words, rows, faults, language)


class Planner:
    """A planner who finds at once what the test tells it."""

    def __init__(self, check: Callable[[int], int]) -> None:
        self._check = check

    def propose(self, order: Order, *, progress: Progress) -> NewScenario:
        raise NotImplementedError

    def check(self, wave_id: int, *, progress: Progress) -> int:
        progress("check", 1, 2)
        return self._check(wave_id)


@pytest.fixture
def desk(quick_store: SqlStore, now: datetime) -> Desk:
    return desk_of(quick_store, now)


@pytest.fixture
def office(quick_store: SqlStore, words: Words, now: datetime) -> Office:
    made = office_on(quick_store, words=words, clock=at(now))
    return replace(made, wave_files=Files(words))


@pytest.fixture
async def line(office: Office, desk: Desk) -> AsyncIterator[Line]:
    line = await connect(office, TABLE)
    yield line
    await line.application.shutdown()


@pytest.fixture
def region(desk: Desk) -> Kemuning:
    return desk.region


@pytest.fixture
def rina(line: Line) -> Chat:
    return line.of(RINA.user_id)


@pytest.fixture
def hasan(line: Line) -> Chat:
    return line.of(HASAN.user_id)


def found_in(store: Store, desk: Desk, now: datetime, *findings: Finding) -> None:
    """Let a check have found these of Andi's draft."""
    with store.write() as work:
        explained = replace(EXPLAINED, rules=(RULE,))
        work.planning.explain({desk.andi: explained}, now=now)
        work.planning.keep_findings({desk.andi: list(findings)})
        work.waves.mark_checked(desk.wave, now=now)
        work.commit()
