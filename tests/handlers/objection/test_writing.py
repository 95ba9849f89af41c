"""Writing the letter: nothing typed is lost, whatever else is sent or pressed meanwhile."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from domain.objections.desk import REASONS_AT_MOST
from domain.objections.records import Ground, Request
from storage.tables import person, unit
from tests.bot.conftest import Moment
from tests.chat import Chat, Line
from tests.handlers.objection.conftest import Own, write_letter
from tests.people import SITI, Kemuning


async def at_reasons(chat: Chat) -> None:
    await chat.types("/keberatan")
    await chat.presses("Susun surat keberatan")
    await chat.presses("☐ Aturan tidak dipenuhi")
    await chat.presses("Lanjut")
    await chat.presses("Lewati")


@pytest.mark.usefixtures("in_full")
async def test_the_letter_comes_as_a_pdf_that_cannot_be_forwarded(siti: Chat, own: Own) -> None:
    sent = await write_letter(siti)

    assert sent.file is not None
    assert (sent.file.kind, sent.file.name, sent.protected) == ("document", "surat-keberatan.pdf", True)
    text = PdfReader(BytesIO(sent.file.content)).pages[0].extract_text()
    assert "Masa jabatan saya belum dua tahun." in text
    assert "821.2/123/BKPSDM/2026" in text
    kept = own().objection
    assert kept is not None
    assert kept.letter_code in text
    assert kept.letter_code in sent.plain
    assert kept.writing.grounds == (Ground.RULE,)
    assert kept.writing.request is Request.CANCEL
    assert own().is_reminded


@pytest.mark.usefixtures("in_full")
async def test_the_letter_can_be_asked_for_again_and_its_code_stands_for_the_file(
    siti: Chat, own: Own
) -> None:
    first = await write_letter(siti)
    await siti.types("/keberatan")
    again = await siti.presses("Unduh surat")

    assert first.file is not None
    assert again.file is not None
    assert again.file.content == first.file.content
    kept = own().objection
    assert kept is not None
    with own.office.store.read() as work:
        issued = work.codes.find(kept.letter_code)
    assert issued is not None
    assert len(issued.digests) == 1


async def test_many_messages_become_one_text(siti: Chat, own: Own) -> None:
    await at_reasons(siti)
    for number in range(3):
        shown = await siti.types(f"Alasan ke-{number}")
    assert "Ditambahkan ke uraian: 37 karakter" in shown.plain
    await siti.presses("Lanjut")
    await siti.types("SK jabatan")
    await siti.types("Surat tugas")
    await siti.presses("Lanjut")
    await siti.presses("Ditinjau kembali")
    await siti.presses("Buat surat (PDF)")

    kept = own().objection
    assert kept is not None
    assert kept.writing.reasons == "Alasan ke-0\n\nAlasan ke-1\n\nAlasan ke-2"
    assert kept.writing.documents == "SK jabatan\n\nSurat tugas"


async def test_words_where_a_button_is_asked_for_go_to_the_reasons(siti: Chat, own: Own) -> None:
    await siti.types("/keberatan")
    await siti.presses("Susun surat keberatan")

    assert "Ditambahkan ke uraian" in (await siti.types("Saya keberatan karena …")).plain
    await siti.presses("☐ Alasan lain")
    await siti.presses("Lanjut")
    await siti.presses("Lewati")
    assert "Saya keberatan karena …" in siti.last.plain


async def test_endless_text_is_refused_without_losing_what_came_before(siti: Chat, own: Own) -> None:
    await at_reasons(siti)
    for _ in range(REASONS_AT_MOST // 4_000):
        await siti.types("y" * 3_990)
    shown = await siti.types("z" * 4_000)

    assert "belum dimasukkan" in shown.plain
    assert "tetap tersimpan" in shown.plain
    await siti.presses("Lanjut")
    await siti.presses("Lewati")
    await siti.presses("Ditinjau kembali")
    await siti.presses("Buat surat (PDF)")
    kept = own().objection
    assert kept is not None
    assert "z" not in kept.writing.reasons
    assert kept.writing.reasons.count("y") == 5 * 3_990


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "is_animated": False,
                     "is_video": False, "type": "regular"}},
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
        {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]},
        {"document": {"file_id": "d", "file_unique_id": "d", "file_size": 20_000_000}},
        {"location": {"latitude": 0.5, "longitude": 102.5}},
    ],
    ids=lambda one: next(iter(one)),
)  # fmt: skip
async def test_what_is_no_text_is_answered_and_the_words_stay(
    siti: Chat, own: Own, content: dict[str, object]
) -> None:
    await at_reasons(siti)
    await siti.types("Alasan saya")
    shown = await siti.sends(**content)

    assert "hanya teks" in shown.plain
    assert "Lanjut" in shown.labels
    await siti.presses("Lanjut")
    await siti.presses("Kembali")
    assert "Alasan saya" in siti.last.plain


async def test_words_under_a_photo_are_taken_and_the_photo_is_said_not_to_be(siti: Chat) -> None:
    await at_reasons(siti)
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    shown = await siti.sends(photo=photo, caption="Lihat foto ini")

    assert "Kata-katanya ditambahkan" in shown.plain
    assert "tidak masuk ke surat" in shown.plain


async def test_a_letter_without_ground_or_reasons_is_not_made(siti: Chat, own: Own) -> None:
    await siti.types("/keberatan")
    await siti.presses("Susun surat keberatan")
    await siti.presses("Lanjut")
    for _ in range(3):
        await siti.presses("Lewati")
    await siti.presses("Ditinjau kembali")
    shown = await siti.presses("Buat surat (PDF)")

    assert "sedikitnya satu dasar" in shown.plain
    assert own().objection is None
    assert "Ubah dasar" in shown.labels


async def test_a_command_in_the_middle_and_batal_keep_a_draft_that_is_offered(siti: Chat, own: Own) -> None:
    await at_reasons(siti)
    await siti.types("Alasan yang panjang")
    assert (await siti.types("/mutasi")).plain.startswith("Mutasi Ibu Siti")
    assert "draf" in (await siti.types("/batal")).plain
    await siti.types("/keberatan")

    assert "Ada isian yang belum terkirim" in (await siti.presses("Susun surat keberatan")).plain
    assert "Alasan yang panjang" in (await siti.presses("Lanjutkan draf")).plain


async def test_silence_makes_a_draft_as_well(siti: Chat, moment: Moment) -> None:
    await at_reasons(siti)
    await siti.types("Alasan yang panjang")
    moment.now += timedelta(hours=5)
    await siti.types("/keberatan")
    await siti.presses("Susun surat keberatan")

    assert "Alasan yang panjang" in (await siti.presses("Lanjutkan draf")).plain


@pytest.mark.usefixtures("in_full")
async def test_a_change_of_language_in_the_middle_loses_nothing(siti: Chat, own: Own) -> None:
    await at_reasons(siti)
    await siti.types("Alasan pertama")
    await siti.types("/bahasa")
    await siti.presses("English")
    shown = await siti.types("Alasan kedua")

    assert "Added to the reasons" in shown.plain
    await siti.presses("Next")
    await siti.presses("Skip")
    await siti.presses("Review it")
    sent = await siti.presses("Make the letter (PDF)")
    assert sent.file is not None
    text = PdfReader(BytesIO(sent.file.content)).pages[0].extract_text()
    assert "in Indonesian, as the law requires" in sent.plain
    assert "Dengan hormat" in text
    kept = own().objection
    assert kept is not None
    assert kept.writing.reasons == "Alasan pertama\n\nAlasan kedua"


async def test_pressing_twice_makes_one_letter(siti: Chat, own: Own) -> None:
    await write_letter(siti)
    first = own().objection
    await siti.presses_value("v1:objection:make")

    assert own().objection == first
    assert "sudah tidak terbuka" in siti.last.plain


async def test_a_stale_press_of_another_step_shows_where_the_form_stands(siti: Chat) -> None:
    await at_reasons(siti)
    await siti.presses_value("v1:objection:ground:data")

    assert siti.last.plain.startswith("Uraian 3 dari 6")


async def test_the_letter_can_be_changed_until_it_is_handed_in(siti: Chat, own: Own) -> None:
    await write_letter(siti)
    await siti.types("/keberatan")
    await siti.presses("Ubah isi surat")
    await siti.presses("☐ Data yang dipakai keliru")
    await siti.presses("Lanjut")
    await siti.presses("Lanjut")
    assert "Masa jabatan saya belum dua tahun." in siti.last.plain
    await siti.presses("Hapus, tulis ulang")
    await siti.types("Data saya keliru.")
    await siti.presses("Lanjut")
    await siti.presses("Lewati")
    await siti.presses("TMT ditunda")
    await siti.presses("Buat surat (PDF)")

    kept = own().objection
    assert kept is not None
    assert kept.writing.reasons == "Data saya keliru."
    assert kept.writing.grounds == (Ground.RULE, Ground.DATA)
    assert kept.writing.request is Request.POSTPONE


@pytest.mark.usefixtures("in_full")
async def test_signs_that_no_font_has_are_told(siti: Chat) -> None:
    sent = await write_letter(siti, "Alasan 👩🏽 saya")

    assert "2 tanda" in sent.plain
    assert "tulisan tangan" in sent.plain


async def test_a_link_that_ends_in_the_middle_ends_the_form(siti: Chat, region: Kemuning, own: Own) -> None:
    await at_reasons(siti)
    region.region.end(region.id_of(SITI))

    assert "Ditambahkan" not in (await siti.types("Alasan saya")).plain
    await siti.presses_value("v1:objection:make")
    assert "Akses sudah berakhir" in siti.last.plain


async def test_the_longest_facts_fit_every_screen(siti: Chat, line: Line, region: Kemuning) -> None:
    for one in (region.selensen, region.kemuning):
        region.region.change(unit, one, name="<b>&" * 100)
    region.region.change(person, region.id_of(SITI), name="👩‍⚕️" * 100, position='<b>&"' * 100)
    sent = await write_letter(siti, '<b>&"{x}' * 400)

    assert sent.file is not None
    assert "gangguan" not in "".join(one.plain for one in siti.messages)
