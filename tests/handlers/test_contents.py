"""Whatever somebody sends, there is an answer that helps."""

from typing import Any

import pytest

from tests.chat import Chat, Line
from tests.people import SITI

PHOTO = [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]
FILE = {"file_id": "a", "file_unique_id": "a"}
STICKER = FILE | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}
CARD = {"phone_number": "+62899000501", "first_name": "X"}
PLACE = {"longitude": 102.5, "latitude": -0.5}


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        ({"voice": {**FILE, "duration": 3}}, "Pesan suara Ibu sudah sampai"),
        ({"video_note": {**FILE, "duration": 3, "length": 3}}, "Pesan suara Ibu sudah sampai"),
        ({"photo": PHOTO}, "Gambar atau video Ibu sudah sampai"),
        ({"photo": PHOTO, "caption": "SK saya"}, "Gambar atau video Ibu sudah sampai"),
        ({"document": FILE}, "Berkas Ibu sudah sampai"),
        ({"sticker": STICKER}, "Terima kasih, kami sudah menerimanya."),
        ({"location": PLACE}, "Lokasi Ibu sudah sampai"),
        ({"contact": CARD}, "Nomor telepon hanya kami perlukan"),
        ({"poll": {
            "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
            "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
            "allows_revoting": False, "members_only": False,
        }}, "jenisnya belum dapat kami baca"),
        ({"text": "/tidak_ada"}, "Perintah itu belum kami kenal."),
    ],
)  # fmt: skip
async def test_each_kind_is_answered_for_what_it_is(siti: Chat, content: dict[str, Any], answer: str) -> None:
    assert answer in (await siti.sends(**content)).plain


@pytest.mark.parametrize("typed", ["🙏", "👩‍⚕️" * 300, "\u202e" * 400, "???"])
async def test_a_gesture_in_signs_is_met_like_a_sticker(siti: Chat, typed: str) -> None:
    assert "Ada yang dapat kami bantu?" in (await siti.types(typed)).plain


@pytest.mark.parametrize("typed", [SITI.nip, "19920417 201503 2 901", "7K3MQ-2XW9D", "7k3mq2xw9d"])
async def test_a_nip_or_a_code_out_of_place_is_not_said_back(tono: Chat, typed: str) -> None:
    shown = await tono.types(typed)

    assert "saat ini tidak sedang diminta" in shown.plain
    assert typed not in shown.plain
    assert "Tautkan akun" in shown.labels


async def test_an_edited_message_is_not_acted_on_again(siti: Chat) -> None:
    await siti.edits("/mutasi")

    assert "tidak kami baca ulang" in siti.last.plain
    assert len(siti.messages) == 1


@pytest.mark.parametrize(
    "typed", ["x" * 4096, "\u202e" * 400 + "a", "<b>" * 200, "👩‍⚕️" * 300 + "a", "\n" * 3 + "a"]
)
async def test_no_text_is_too_odd_for_an_answer(siti: Chat, typed: str) -> None:
    assert "Kami membaca" in (await siti.types(typed)).plain


async def test_what_is_answered_in_english(line: Line) -> None:
    stranger = line.of(598, language_code="en")

    assert (await stranger.sends(voice={**FILE, "duration": 3})).plain.startswith(
        "Your voice message has arrived"
    )


async def test_a_forwarded_message_is_answered_like_any_other(siti: Chat) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "X", "date": 1_795_000_000}
    shown = await siti.sends(text="siapa yang memutuskan mutasi", forward_origin=origin)

    assert "Siapa yang memutuskan mutasi?" in shown.plain
    assert SITI.name not in shown.plain
