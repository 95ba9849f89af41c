"""Siti holds a decree of today; each of the two databases; papers are sketched, unless a test reads them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from bot.papers import OwnProcess, print_now
from domain.objections.own import OwnObjection
from domain.objections.papers import AnswerFacts, LetterFacts, Printed, ReceiptFacts
from handlers.office import Office
from handlers.routes import TABLE
from locales.words import Words
from storage.store import SqlStore
from tests.bot.conftest import Moment
from tests.chat import Chat, Line, Shown, connect
from tests.domain.objections.conftest import decide
from tests.offices import office_on
from tests.people import SITI, Kemuning, kemuning

PDF = b"%PDF-1.7\n%signed\n"


@dataclass(slots=True)
class Here:
    """Prints without another process, and without fonts where nobody reads what is printed."""

    office: OwnProcess
    in_full: bool = False

    def letter(self, facts: LetterFacts) -> Printed:
        return self._printed(facts)

    def receipt(self, facts: ReceiptFacts) -> Printed:
        return self._printed(facts)

    def answer(self, facts: AnswerFacts) -> Printed:
        return self._printed(facts)

    def _printed(self, facts: AnswerFacts | LetterFacts | ReceiptFacts) -> Printed:
        if self.in_full:
            return print_now(self.office, facts, progress=lambda _stage, _done, _total: None)
        return Printed(content=repr(facts).encode(), left_out=0)


@pytest.fixture
def moment(now: datetime) -> Moment:
    return Moment(now)


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


@pytest.fixture
def office(store: SqlStore, words: Words, moment: Moment) -> Office:
    made = office_on(store, words=words, clock=moment)
    assert isinstance(made.papers, OwnProcess)
    return replace(made, papers=Here(made.papers))


@pytest.fixture
async def line(office: Office, region: Kemuning) -> AsyncIterator[Line]:
    line = await connect(office, TABLE)
    yield line
    await line.application.shutdown()


@pytest.fixture
def in_full(office: Office) -> None:
    """Papers are the PDFs that people get."""
    assert isinstance(office.papers, Here)
    office.papers.in_full = True


@pytest.fixture
def decree(region: Kemuning, now: datetime) -> None:
    decide(region, now)


@pytest.fixture
def siti(line: Line, decree: None) -> Chat:
    """With the decree in hand."""
    return line.of(SITI.user_id)


@pytest.fixture
def own(office: Office, region: Kemuning, moment: Moment) -> "Own":
    return Own(office, region, moment)


@dataclass(frozen=True, slots=True)
class Own:
    """What is kept of Siti's objection now."""

    office: Office
    region: Kemuning
    moment: Moment

    def __call__(self) -> OwnObjection:
        return self.office.objections.own(self.region.id_of(SITI), now=self.moment.now)


async def write_letter(chat: Chat, reasons: str = "Masa jabatan saya belum dua tahun.") -> Shown:
    """Walk the form from the first step to the PDF."""
    await chat.types("/keberatan")
    await chat.presses("Susun surat keberatan")
    await chat.presses("☐ Aturan tidak dipenuhi")
    await chat.presses("Lanjut")
    await chat.types("821.2/123/BKPSDM/2026")
    await chat.types(reasons)
    await chat.presses("Lanjut")
    await chat.presses("Lewati")
    await chat.presses("Dibatalkan")
    return await chat.presses("Buat surat (PDF)")


async def send_document(chat: Chat, content: bytes, *, name: str = "surat.pdf", **more: object) -> Shown:
    """Send a file as a document; its bytes lie with Telegram."""
    number = f"file-{len(chat.wire.files) + 1}"
    chat.wire.files[number] = content
    document = {"file_id": number, "file_unique_id": number, "file_name": name, "file_size": len(content)}
    return await chat.sends(document=document | more)
