"""Handing in: files of every kind and size, twice, too late, on paper; the receipt; taking it back."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from domain.objections.records import State
from domain.objections.signed_files import FILES_AT_MOST
from domain.official.digests import digest_of, short
from tests.chat import Chat
from tests.handlers.objection.conftest import PDF, Own, send_document, write_letter

MEGABYTE = 1024 * 1024


async def at_files(chat: Chat) -> None:
    await write_letter(chat)
    await chat.types("/keberatan")
    await chat.presses("Serahkan")


async def test_a_signed_pdf_is_taken_and_handed_in_with_a_number_and_a_hash(siti: Chat, own: Own) -> None:
    await at_files(siti)
    taken = await send_document(siti, PDF, name="surat bertanda tangan.pdf")
    asked = await siti.presses("Ajukan berkas ini")
    shown = await siti.presses("Ya, ajukan sekarang")

    assert "Berkas masuk: 1" in taken.plain
    assert short(digest_of(PDF)) in taken.plain
    assert "tidak dengan sendirinya menunda pelaksanaan SK" in asked.plain
    kept = own().objection
    assert kept is not None
    assert kept.number is not None
    assert kept.number in shown.plain
    assert "Selasa, 24 November 2026 pukul 09.00 WIB" in shown.plain
    assert "Jawaban kantor paling lambat: Rabu, 23 Desember 2026" in shown.plain
    assert short(digest_of(PDF)) in shown.plain
    assert shown.protected


@pytest.mark.usefixtures("in_full")
async def test_the_receipt_has_the_whole_hash_and_can_be_asked_for_again(siti: Chat, own: Own) -> None:
    await at_files(siti)
    await send_document(siti, PDF)
    await siti.presses("Ajukan berkas ini")
    await siti.presses("Ya, ajukan sekarang")
    for _ in range(2):
        await siti.types("/keberatan")
        sent = await siti.presses("Tanda terima")

    assert sent.file is not None
    assert sent.protected
    text = PdfReader(BytesIO(sent.file.content)).pages[0].extract_text()
    kept = own().objection
    assert kept is not None
    assert digest_of(PDF).hex() in text
    assert (kept.number or "?") in text
    assert (kept.receipt_code or "?") in text


async def test_a_photo_is_taken_too_and_the_same_file_twice_is_kept_once(siti: Chat, own: Own) -> None:
    await at_files(siti)
    siti.wire.files["big"] = b"\xff\xd8\xff photo"
    photo = [
        {"file_id": "small", "file_unique_id": "s", "width": 1, "height": 1},
        {"file_id": "big", "file_unique_id": "b", "width": 9, "height": 9},
    ]
    for _ in range(2):
        await siti.sends(photo=photo, media_group_id="album")

    assert [(one.name, one.media) for one in own().files] == [("foto.jpg", "image/jpeg")]


async def test_a_file_of_twenty_megabytes_is_refused_before_it_is_fetched(siti: Chat, own: Own) -> None:
    await at_files(siti)
    document = {"file_id": "huge", "file_unique_id": "h", "file_size": 20 * MEGABYTE, "file_name": "a.pdf"}
    shown = await siti.sends(document=document)

    assert "Berkas ini 20 MB; batasnya 10 MB" in shown.plain
    assert siti.wire.of("getFile") == []
    assert own().files == ()


async def test_what_telegram_does_not_hand_out_is_told(siti: Chat, own: Own) -> None:
    await at_files(siti)
    shown = await siti.sends(document={"file_id": "gone", "file_unique_id": "g"})

    assert "tidak dapat diambil dari Telegram" in shown.plain
    assert own().files == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"PK\x03\x04 a sheet", "bukan PDF, JPG, atau PNG"), (b"", "kosong")],
)
async def test_the_content_decides_and_not_the_name(siti: Chat, own: Own, content: bytes, told: str) -> None:
    await at_files(siti)
    shown = await send_document(siti, content, name="surat.pdf")

    assert told in shown.plain
    assert own().files == ()


@pytest.mark.parametrize(
    "content",
    [
        {"text": "ini suratnya"},
        {"sticker": {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "is_animated": False,
                     "is_video": False, "type": "regular"}},
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
        {"video": {"file_id": "v", "file_unique_id": "v", "width": 1, "height": 1, "duration": 3}},
    ],
    ids=lambda one: next(iter(one)),
)  # fmt: skip
async def test_anything_else_is_answered_and_the_files_stay(
    siti: Chat, own: Own, content: dict[str, object]
) -> None:
    await at_files(siti)
    await send_document(siti, PDF)
    shown = await siti.sends(**content)

    assert "Berkas yang sudah masuk tetap tersimpan" in shown.plain
    assert "Ajukan berkas ini" in shown.labels
    assert len(own().files) == 1


async def test_more_files_than_there_is_room_for_are_refused(siti: Chat, own: Own) -> None:
    await at_files(siti)
    for number in range(FILES_AT_MOST + 1):
        shown = await send_document(siti, PDF + bytes([number]))

    assert f"Sudah {FILES_AT_MOST} berkas" in shown.plain
    assert len(own().files) == FILES_AT_MOST
    await siti.presses("Hapus berkas")
    assert own().files == ()


async def test_a_hostile_name_breaks_nothing(siti: Chat, own: Own) -> None:
    await at_files(siti)
    shown = await send_document(siti, PDF, name="../../<b>&\u202egnp" + "x" * 300 + ".pdf")

    assert "gangguan" not in shown.plain
    (kept,) = own().files
    assert "/" not in kept.name
    assert Path(kept.name).name == kept.name
    assert len(kept.name) <= 80


async def test_a_letter_on_paper_is_stated_and_confirmed(siti: Chat, own: Own) -> None:
    await at_files(siti)
    asked = await siti.presses("Sudah diserahkan di kantor")
    state = own().objection
    shown = await siti.presses("Ya, sudah saya serahkan")

    assert "benar sudah di" in asked.plain
    assert state is not None
    assert state.state is State.DRAFTED
    assert "surat di atas kertas, menurut keterangan Ibu" in shown.plain


async def test_handing_in_without_a_file_is_refused(siti: Chat, own: Own) -> None:
    await at_files(siti)
    for value in ("submit", "submit_yes"):
        await siti.presses_value(f"v1:objection:{value}")
        assert "Belum ada berkas surat bertanda tangan" in siti.last.plain
    assert own().is_drafted


async def test_pressed_twice_it_is_handed_in_once(siti: Chat, own: Own) -> None:
    await at_files(siti)
    await send_document(siti, PDF)
    await siti.presses("Ajukan berkas ini")
    await siti.presses("Ya, ajukan sekarang")
    first = own().objection
    await siti.presses_value("v1:objection:submit_yes")

    assert own().objection == first
    assert "sudah diserahkan" in siti.last.plain


@pytest.mark.parametrize("value", ["hand_in", "drop_files", "write", "paper_yes", "submit"])
async def test_stale_buttons_after_handing_in_change_nothing(siti: Chat, own: Own, value: str) -> None:
    await at_files(siti)
    await send_document(siti, PDF)
    await siti.presses("Ajukan berkas ini")
    await siti.presses("Ya, ajukan sekarang")
    before = (own().objection, own().files)
    await siti.presses_value(f"v1:objection:{value}")

    assert (own().objection, own().files) == before
    assert "sudah diserahkan" in siti.last.plain


async def test_a_change_of_language_in_the_middle_keeps_the_files(siti: Chat, own: Own) -> None:
    await at_files(siti)
    await send_document(siti, PDF)
    await siti.types("/bahasa")
    await siti.presses("English")
    shown = await send_document(siti, PDF + b"2")

    assert "Files received: 2" in shown.plain
    await siti.presses("Hand in these files")
    assert "Handed in. Number: KBR-" in (await siti.presses("Yes, hand in now")).plain


async def test_it_is_taken_back_only_after_being_asked_once_more(siti: Chat, own: Own) -> None:
    await at_files(siti)
    await siti.presses("Sudah diserahkan di kantor")
    await siti.presses("Ya, sudah saya serahkan")
    await siti.presses("Tarik keberatan")
    still = own().objection
    shown = await siti.presses("Ya, tarik keberatan")

    assert still is not None
    assert still.state is State.SUBMITTED
    assert "sudah ditarik atas permintaan Ibu" in shown.plain
    assert "Susun surat keberatan" in shown.labels


@pytest.mark.parametrize("value", ["letter", "receipt", "hand_in", "withdraw_yes", "submit_yes", "paper"])
async def test_without_a_letter_there_is_nothing_to_send_or_take_back(
    siti: Chat, own: Own, value: str
) -> None:
    await siti.types("/keberatan")
    await siti.presses_value(f"v1:objection:{value}")

    assert "Tidak ada keberatan yang sedang disusun" in siti.last.plain
    assert own().objection is None
