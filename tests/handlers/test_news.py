"""`/pengumuman`: reading what was announced, and answering it from under the message itself."""

from datetime import datetime, timedelta

import pytest
from telegram import InlineKeyboardMarkup

from domain.acknowledgements import Acknowledgement
from domain.announcements.records import Announcement
from domain.announcements.wording import Draft, Wording
from domain.linking.records import Cause
from handlers.notices import render
from handlers.office import Office
from storage.tables import announcement
from tests.chat import Chat, Line, Shown
from tests.domain.announcements.announcing import BOTH, announce, titled
from tests.outbox import take_all
from tests.people import SITI, TONO_USER_ID, Kemuning

HOSTILE = "<b>&\"' </b><a href='tg://user?id=1'>tautan</a> %s 👩‍⚕️"


@pytest.fixture
def made(region: Kemuning, now: datetime) -> Announcement:
    return announce(region.region.store, region, now).announcement


async def _arrives(office: Office, region: Kemuning, chat: Chat, now: datetime) -> Shown:
    """The announcement as the postman brings it."""
    message = next(one for one in take_all(region.region.store, now=now) if one.chat_id == chat.user_id)
    text, keyboard = render(message, office)
    assert isinstance(keyboard, InlineKeyboardMarkup)
    await chat.line.application.bot.send_message(chat.chat_id, text, reply_markup=keyboard)
    return chat.last


def _said(region: Kemuning, made: Announcement) -> list[Acknowledgement]:
    with region.region.store.read() as work:
        return [said for said, _ in work.announcements.answers(made.id, region.id_of(SITI))]


@pytest.mark.usefixtures("made")
async def test_the_list_says_what_is_new_and_opening_one_makes_it_read(siti: Chat) -> None:
    listed = await siti.types("/pengumuman")
    opened = await siti.presses("Buka nomor 1")

    assert "1 belum dibaca." in listed.plain
    assert "1. Jadwal pelantikan" in listed.plain
    assert listed.protected
    assert "Pelantikan hari Senin, pukul 08.00." in opened.plain
    assert "Semua sudah dibaca." in (await siti.presses("Pengumuman")).plain


async def test_without_any_it_says_so_and_where_they_will_be(siti: Chat) -> None:
    assert "Belum ada pengumuman" in (await siti.types("/announcements")).plain


async def test_a_press_under_the_message_keeps_the_text_and_shows_the_answer(
    office: Office, siti: Chat, region: Kemuning, made: Announcement, now: datetime
) -> None:
    arrived = await _arrives(office, region, siti, now)
    await siti.presses("Paham")

    assert siti.last.id == arrived.id
    assert "Pelantikan hari Senin" in siti.last.plain
    assert "Tanggapan Ibu: Paham" in siti.last.plain
    assert made.code in siti.last.plain
    assert _said(region, made) == [Acknowledgement.UNDERSTOOD]


async def test_pressed_twice_it_is_kept_once(
    office: Office, siti: Chat, region: Kemuning, made: Announcement, now: datetime
) -> None:
    arrived = await _arrives(office, region, siti, now)
    value = arrived.value("Paham")
    for _ in range(3):
        await siti.presses_value(value, on=arrived)

    assert _said(region, made) == [Acknowledgement.UNDERSTOOD]
    assert len(siti.messages) == 1


async def test_what_is_not_clear_leads_to_an_answer_and_to_a_human(
    office: Office, siti: Chat, region: Kemuning, made: Announcement, now: datetime
) -> None:
    await _arrives(office, region, siti, now)
    explained = await siti.presses("Belum paham, jelaskan")

    assert explained.labels == ["Ajukan pertanyaan", "Hubungi petugas"]
    assert office.hr_contact in explained.plain
    assert _said(region, made) == [Acknowledgement.NOT_UNDERSTOOD]


async def test_an_objection_is_noted_and_both_lanes_are_told_apart(
    office: Office, siti: Chat, region: Kemuning, made: Announcement, now: datetime
) -> None:
    await _arrives(office, region, siti, now)
    explained = await siti.presses("Ada keberatan")

    assert "belum memulai proses resmi" in explained.plain
    assert "Sebelum ada SK" in explained.plain
    assert "Setelah ada SK" in explained.plain
    assert explained.labels[:2] == ["Sampaikan aspirasi", "Keberatan atas SK"]
    assert _said(region, made) == [Acknowledgement.OBJECTING]


async def test_a_change_of_language_shows_the_other_text_and_says_where_there_is_none(
    siti: Chat, region: Kemuning, made: Announcement, now: datetime
) -> None:
    announce(region.region.store, region, now + timedelta(minutes=1), draft=titled("Cuti bersama"))
    await siti.types("/bahasa")
    await siti.presses("English")
    listed = await siti.types("/announcements")
    untranslated = await siti.presses("Open number 1")
    await siti.types("/announcements")

    assert "2 not read yet." in listed.plain
    assert "Not available in English yet" in untranslated.plain
    assert "Isi Cuti bersama." in untranslated.plain
    assert "The inauguration is on Monday at 8 am." in (await siti.presses("Open number 1")).plain
    assert made.is_in("en")


async def test_officers_words_are_shown_letter_by_letter_in_every_place(
    office: Office, siti: Chat, region: Kemuning, now: datetime
) -> None:
    draft = Draft(indonesian=Wording(title=HOSTILE[:60], body=HOSTILE), english=None)
    announce(region.region.store, region, now, draft=draft)
    arrived = await _arrives(office, region, siti, now)
    listed = await siti.types("/pengumuman")
    opened = await siti.presses("Buka nomor 1")

    assert HOSTILE in arrived.plain
    assert HOSTILE in opened.plain
    assert HOSTILE[:60].strip() in listed.plain


async def test_more_than_six_have_pages(siti: Chat, region: Kemuning, now: datetime) -> None:
    for number in range(8):
        published = now + timedelta(seconds=number)
        announce(region.region.store, region, published, draft=titled(f"Nomor {number}"))
    first = await siti.types("/pengumuman")
    second = await siti.presses("Lebih lama ›")

    assert "Halaman 1 dari 2" in first.plain
    assert "Halaman 2 dari 2" in second.plain
    assert "Nomor 0" in second.plain


async def test_one_that_expired_says_so_and_still_takes_an_answer(
    siti: Chat, region: Kemuning, made: Announcement, now: datetime
) -> None:
    with region.region.store.engine.begin() as connection:
        connection.execute(announcement.update().values(expires_at=now - timedelta(minutes=1)))
    await siti.types("/pengumuman")
    opened = await siti.presses("Buka nomor 1")

    assert "Masa berlakunya sudah berakhir" in opened.plain
    await siti.presses("Ada keberatan")
    assert "Tanggapan Ibu" in siti.messages[-2].plain
    assert _said(region, made) == [Acknowledgement.OBJECTING]


@pytest.mark.parametrize("arg", ["000000000000", "000000000000.understood", "x.y.z", "page.x", "page.999"])
async def test_a_button_that_leads_nowhere_gets_an_answer(siti: Chat, arg: str) -> None:
    await siti.types("/menu")
    await siti.presses_value(f"v1:news:{arg}")

    assert "gangguan" not in siti.last.plain
    assert "engumuman" in siti.last.plain


async def test_who_is_unlinked_meanwhile_answers_nothing(
    office: Office, siti: Chat, region: Kemuning, made: Announcement, now: datetime
) -> None:
    await _arrives(office, region, siti, now)
    with region.region.store.write() as work:
        account = work.linking.account_of(region.id_of(SITI))
        assert account is not None
        work.linking.unlink(account.id, cause=Cause.OWN_WISH, now=now)
        work.commit()
    await siti.presses("Paham")

    assert _said(region, made) == []


async def test_a_stranger_with_somebody_elses_button_answers_nothing(
    line: Line, region: Kemuning, made: Announcement
) -> None:
    tono = line.of(TONO_USER_ID)
    await tono.presses_value(f"v1:news:{made.id}.objecting")

    with region.region.store.read() as work:
        ((_, reception),) = work.announcements.newest(9)
    assert reception.answers == {}
    assert BOTH.indonesian.body not in tono.last.plain
