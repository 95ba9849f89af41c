"""`/penghubung`: a liaison finds whom no message reaches, hands over cards and records what these wish."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.cards import OwnCards, cards_now, listing_now, slip_now
from domain.actors import Role
from domain.liaison.papers import CardFacts, SlipFacts
from domain.liaison.records import Colleague
from handlers.notices import render
from handlers.office import Office
from locales.words import Words
from storage.database import open_engine
from storage.hour_keys import HourKeys
from storage.inbox import Line as InboxLine
from storage.store import SqlStore
from storage.tables import account, person, unit
from storage.vault import Vault
from tests.chat import Chat, Line, Shown, at
from tests.databases import Databases
from tests.domain.liaison.town import unlink
from tests.offices import office_on
from tests.outbox import take_all
from tests.people import ANDI, BUDI, HASAN, RINA, SITI, Character, Kemuning

WORD = re.compile(r"(?<![-0-9A-Z])[0-9A-Z]{4}-[0-9A-Z]{4}(?![-0-9A-Z])")
RECEIPT = re.compile(r"\b(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class InThisProcess(OwnCards):
    """The product's own printer, without a process of its own for each paper."""

    def cards(self, cards: Sequence[CardFacts], *, dated_on: date) -> bytes:
        return cards_now(self, cards, dated_on, progress=_ignore)

    def slip(self, slip: SlipFacts) -> bytes:
        return slip_now(self, slip, progress=_ignore)

    def listing(self, colleagues: Sequence[Colleague], language: str) -> bytes:
        return listing_now(self, colleagues, language, progress=_ignore)


def _ignore(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def quick_store(databases: Databases, vault: Vault, tmp_path: Path) -> Iterator[SqlStore]:
    """With keys of the hour: a concern that is being written leaves no draft."""
    engine = open_engine(databases.sqlite())
    keys = HourKeys(tmp_path / "hour_keys", engine)
    yield SqlStore(engine, vault, InboxLine(bot_id=1, keys=keys))
    engine.dispose()


@pytest.fixture
def office(quick_store: SqlStore, words: Words, now: datetime) -> Office:
    made = office_on(quick_store, words=words, clock=at(now))
    assert isinstance(made.cards, OwnCards)
    told: dict[str, Any] = {one.name: getattr(made.cards, one.name) for one in fields(OwnCards)}
    return replace(made, cards=InThisProcess(**told))


@pytest.fixture
def served(region: Kemuning, office: Office, now: datetime) -> Kemuning:
    """Budi is the liaison of Selensen; Siti is not linked, and her proposal waits to be told."""
    unlink(region, SITI, now)
    with office.store.write() as work:
        work.people.grant(region.id_of(BUDI), Role.LIAISON, unit_id=region.selensen, by="operator", now=now)
        work.commit()
    for who in (BUDI, RINA):
        region.region.prove(region.id_of(who))
    return region


@pytest.fixture
def budi(line: Line, served: Kemuning) -> Chat:
    return line.of(BUDI.user_id)


@pytest.fixture
def rina(line: Line, served: Kemuning) -> Chat:
    return line.of(RINA.user_id)


def paper(chat: Chat) -> str:
    """The text of the newest file in a chat."""
    sent = next(one.file for one in reversed(chat.messages) if one.file)
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(sent.content)).pages)


async def to_sheet(chat: Chat, who: Character = SITI) -> Shown:
    await chat.types("/penghubung")
    return await chat.presses(replace_titles(who))


def replace_titles(who: Character) -> str:
    return f"{who.name}, {who.title_back}" if who.title_back else who.name


async def with_word(budi: Chat, rina: Chat) -> str:
    """HR prints a card with a word, and the liaison opens the sheet."""
    await to_sheet(rina)
    await rina.presses("Kartu bersandi")
    found = WORD.search(paper(rina))
    assert found is not None
    await to_sheet(budi)
    return found[0]


async def test_a_liaison_lists_prints_and_records_an_envelope(budi: Chat, office: Office) -> None:
    listed = await budi.types("/penghubung")
    assert "Siti Rahmawati" in listed.plain
    assert "belum menautkan" in listed.plain
    sheet = await to_sheet(budi)
    assert "Ada usulan yang menunggu" in sheet.plain
    assert "Kemuning" not in sheet.plain.replace("Kabupaten Kemuning", "")
    assert "Kartu bersandi" not in sheet.labels
    assert sheet.protected

    await budi.presses("Cetak kartu")
    assert "AMPLOP TERTUTUP" in paper(budi)
    assert WORD.search(paper(budi)) is None
    with office.store.read() as work:
        assert [one.kind for one in work.exports.newest(limit=9)] == ["liaison_cards"]

    await to_sheet(budi)
    await budi.presses("Amplop diserahkan")
    done = await budi.presses("Kemarin")
    assert "Amplop diserahkan Senin, 23 November 2026" in done.plain
    await budi.presses("Tarik catatan terakhir")
    undone = await budi.presses("Ya, tarik kembali")
    assert "sudah ditarik" in undone.plain
    assert "Belum ada." in undone.plain
    await budi.presses("Belum tersampaikan")
    assert "Sedang cuti" in (await budi.presses("Sedang cuti")).plain


async def test_the_word_from_the_envelope_records_an_answer_and_leaves_the_chat(
    budi: Chat, rina: Chat
) -> None:
    word = await with_word(budi, rina)
    await budi.presses("Catat tanggapan")
    await budi.presses("Belum paham")
    wrong = await budi.types("AAAA-AAAA")
    assert "Sisa percobaan: 4" in wrong.plain
    said = await budi.types(word.lower())

    assert "• Belum paham" in said.plain
    assert "Catat tanggapan" not in said.labels
    assert len(budi.wire.of("deleteMessage")) == 2


async def test_an_officer_who_printed_the_word_cannot_record_with_it(budi: Chat, rina: Chat) -> None:
    word = await with_word(budi, rina)
    await to_sheet(rina)
    await rina.presses("Catat tanggapan")
    await rina.presses("Paham")

    assert "tidak dapat menjadi bukti" in (await rina.types(word)).plain


async def test_a_concern_is_sent_after_its_receipt_was_handed_over_and_withdrawn_with_it(
    budi: Chat, rina: Chat, office: Office, now: datetime
) -> None:
    word = await with_word(budi, rina)
    await budi.presses("Sampaikan aspirasi")
    await budi.presses("Pilihan lain")
    await budi.presses("Pilihan lain")
    await budi.presses("Jarak dan waktu tempuh")
    await budi.types("Rumah beliau jauh dari unit yang baru.")
    found = RECEIPT.search(paper(budi))
    assert found is not None
    assert "serahkan tanda terima" in budi.last.plain
    sent = await budi.types(word)
    assert "sudah dikirim" in sent.plain
    case = office.concerns.open_with_receipt(found[0], asked_by=1, now=now)
    assert "atas permintaan" in case.entries[0].text
    assert case.entries[0].text.endswith("Rumah beliau jauh dari unit yang baru.")

    await to_sheet(budi)
    await budi.presses("Tarik catatan terakhir")
    assert "Aspirasi sudah ditarik" in (await budi.types(found[0])).plain


async def test_what_is_not_for_a_chat_asks_for_a_contact_alone(budi: Chat, rina: Chat) -> None:
    word = await with_word(budi, rina)
    await budi.presses("Sampaikan aspirasi")
    await budi.presses_value(f"v1:li_about:{await _number(budi)}.health")
    assert RECEIPT.search(paper(budi)) is not None
    assert any("tidak ditulis dalam obrolan" in one.plain for one in budi.messages)

    assert "sudah dikirim" in (await budi.types(word)).plain


async def _number(chat: Chat) -> str:
    return next(one.value("Kembali") for one in reversed(chat.messages) if "Kembali" in one.labels).split(
        ":"
    )[-1]


async def test_a_search_takes_names_and_pasted_nips(
    budi: Chat, served: Kemuning, office: Office, now: datetime
) -> None:
    for who in (ANDI, HASAN):
        unlink(served, who, now)
    served.region.change(person, served.id_of(HASAN), unit_id=served.kemuning)
    await budi.types("/penghubung")
    await budi.presses("Cari")
    assert "Andi Saputra" in (await budi.types("andi")).plain
    assert "Tidak ada rekan" in (await budi.types("%")).plain
    listed = await budi.types(f"1. {SITI.nip}\n2. {HASAN.nip}\n3. 1985112020100129\n{SITI.nip}")

    assert "NIP terbaca: 2, berulang: 1" in listed.plain
    assert "tidak pas: 1 (baris 3)" in listed.plain
    assert "Belum terjangkau di unit Bapak: 1" in listed.plain
    assert "Hasan" not in str(listed.labels)


async def test_an_officer_pages_through_units_and_prints_a_whole_one(
    rina: Chat, served: Kemuning, now: datetime
) -> None:
    unlink(served, HASAN, now)
    served.region.change(person, served.id_of(HASAN), unit_id=served.kemuning)
    units = await rina.types("/penghubung")
    assert units.labels[:2] == ["UPTD Puskesmas Kemuning (1)", "UPTD Puskesmas Selensen (1)"]
    await rina.presses("UPTD Puskesmas Selensen (1)")
    await rina.presses("Cetak semua kartu")
    await rina.presses("Kartu bersandi")

    assert "Siti Rahmawati" in paper(rina)
    assert "Hasan" not in paper(rina)
    await rina.types("/penghubung")
    await rina.presses("Daftar Excel")
    sent = next(one.file for one in reversed(rina.messages) if one.file)
    rows = list(load_workbook(io.BytesIO(sent.content)).worksheets[0].values)
    assert [row[1] for row in rows] == ["Nama", "Drs. Hasan Basri, M.Si.", "Siti Rahmawati, A.Md.Kep."]


async def test_who_came_to_the_chat_meanwhile_and_stale_screens_are_told_honestly(
    budi: Chat, served: Kemuning, office: Office
) -> None:
    sheet = await to_sheet(budi)
    served.region.link(served.id_of(SITI), 900)
    await budi.presses_value(sheet.value("Amplop diserahkan"), on=sheet)
    await budi.presses("Hari ini")
    assert "sudah dapat membaca sendiri" in budi.last.plain
    assert "Tidak ada rekan" in (await budi.types("/penghubung")).plain
    for value in ("li_one:x", "li_told:9999.0", "li_away:1.nothing", "li_undo:77", "li_unit:-4.9", "li_say:"):
        await budi.presses_value(f"v1:{value}" if "-" not in value else "v1:li_unit:4.9")
        assert "gangguan" not in budi.last.plain


async def test_who_is_only_silent_hears_of_every_record_at_once(
    budi: Chat, rina: Chat, served: Kemuning, office: Office, now: datetime
) -> None:
    served.region.link(served.id_of(SITI), 900)
    with served.region.store.engine.begin() as connection:
        away = now - timedelta(days=100)
        connection.execute(account.update().where(account.c.user_id == 900).values(last_seen_at=away))
    word = await with_word(budi, rina)
    assert "lama tidak membuka" in budi.last.plain
    await budi.presses("Amplop diserahkan")
    await budi.presses("Hari ini")
    await budi.presses("Catat tanggapan")
    await budi.presses("Paham")
    await budi.types(word)
    await budi.presses("Tarik catatan terakhir")
    await budi.presses("Ya, tarik kembali")
    heard = [render(one, office)[0] for one in take_all(served.region.store, now=now) if one.chat_id == 900]

    assert len(heard) == 3
    assert "diserahkan pada 24-11-2026" in heard[0]
    assert "<i>paham</i> atas nama Bapak/Ibu" in heard[1]
    assert "ditarik kembali" in heard[2]


async def test_somebody_without_a_role_for_it_is_not_let_in(line: Line, served: Kemuning) -> None:
    andi = line.of(ANDI.user_id)
    await andi.types("/penghubung")

    assert "Siti" not in andi.last.plain


@pytest.mark.parametrize("hostile", ['<b>&"{name}', "x" * 500, "\u202eابت" * 50, "👩‍⚕️" * 100, "a\nb"])
async def test_hostile_names_break_no_screen_of_a_liaison(
    budi: Chat, rina: Chat, served: Kemuning, hostile: str
) -> None:
    columns = dict.fromkeys(("name", "title_front", "title_back", "position"), hostile)
    served.region.change(person, served.id_of(SITI), **columns)
    served.region.change(unit, served.selensen, name=hostile)
    await budi.types("/bahasa")
    await budi.presses("English")
    number = served.id_of(SITI)
    shown = [await budi.types("/liaison")]
    for value in (
        f"li_one:{number}",
        f"li_away:{number}.on_leave",
        f"li_card:{number}",
        f"li_told:{number}.0",
    ):
        await budi.presses_value(f"v1:{value}", on=budi.messages[0])
        shown.append(budi.last)
    await rina.presses_value(f"v1:li_cards:{served.selensen}.w")
    await budi.presses_value("v1:li_find", on=budi.messages[0])
    shown.append(await budi.types(hostile))

    assert [
        one.plain
        for one in [*shown, *rina.messages]
        if "fault in our" in one.plain or "gangguan" in one.plain
    ] == []
