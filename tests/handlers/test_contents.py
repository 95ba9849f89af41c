"""Whatever somebody sends, there is an answer that helps."""

from typing import Any

import pytest

from handlers.topics import topics_of
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


async def test_what_is_not_recognised_is_read_back_and_led_to_a_human(siti: Chat) -> None:
    shown = await siti.types("Bagaimana dengan pekerjaan yang belum selesai?")

    assert "Kami membaca: “Bagaimana dengan pekerjaan" in shown.plain
    assert "(0768) 000-0000" in shown.plain
    assert shown.labels == ["Usulan mutasi saya", "Hubungi petugas", "Menu"]


async def test_a_paragraph_with_several_questions_shows_that_each_was_understood(siti: Chat) -> None:
    shown = await siti.types(
        "Selamat pagi. Apakah saya bisa menolak karena anak masih kecil, berapa jaraknya, "
        "dan apakah TPP turun? Terima kasih."
    )

    assert [line.partition(":")[0] for line in shown.plain.splitlines() if line.startswith("•")] == [
        "• TPP atau tunjangan", "• Keberatan atau pertimbangan", "• Keluarga atau kesehatan",
        "• Jarak atau perjalanan",
    ]  # fmt: skip
    assert "(0768) 000-0000" in shown.plain


@pytest.mark.parametrize("typed", ["🙏", "👩‍⚕️" * 300, "\u202e" * 400, "???"])
async def test_a_gesture_in_signs_is_met_like_a_sticker(siti: Chat, typed: str) -> None:
    assert "Ada yang dapat kami bantu?" in (await siti.types(typed)).plain


async def test_a_stranger_is_offered_to_link_rather_than_what_is_closed_to_them(tono: Chat) -> None:
    assert (await tono.types("kapan saya pindah?")).labels == ["Tautkan akun", "Hubungi petugas"]


@pytest.mark.parametrize(
    ("typed", "topics"),
    [
        ("knp sy dipindah", ["why"]),
        ("Kenapa saya yang kena?", ["why"]),
        ("SK kpn kluar", ["decree"]),
        ("brp TPP nya", ["income"]),
        ("sy mau MUTASI", ["transfer"]),
        ("kpn pindah", ["decree"]),
        ("saya keberatan", ["objection"]),
        ("sy tdk mau pindah", ["objection"]),
        ("suami sy kerja di selensen", ["circumstances"]),
        ("rumah jauh pak", ["distance"]),
        ("siapa yg putuskan", ["who"]),
        ("nomor hp saya ganti", ["account"]),
        ("pindah 2027", ["transfer"]),
        ("Selamat pagi, saya dipindahkan", ["transfer"]),
        ("knp sy, dan kapan SK nya", ["decree", "why"]),
        ("Assalamualaikum", ["greeting"]),
        ("makasih", ["thanks"]),
        ("skala upah", []),
        ("", []),
        ("لماذا", []),
    ],
)
def test_words_typed_badly_are_still_understood(typed: str, topics: list[str]) -> None:
    assert topics_of(typed) == topics


async def test_a_recognised_topic_says_what_was_understood(siti: Chat) -> None:
    shown = await siti.types("SK kpn kluar")

    assert "Ibu menanyakan SK" in shown.plain
    assert shown.labels == ["Usulan mutasi saya", "Hubungi petugas"]


@pytest.mark.parametrize("typed", [SITI.nip, "19920417 201503 2 901", "7K3MQ-2XW9D", "7k3mq2xw9d"])
async def test_a_nip_or_a_code_out_of_place_is_not_said_back(tono: Chat, typed: str) -> None:
    shown = await tono.types(typed)

    assert "saat ini tidak sedang diminta" in shown.plain
    assert typed not in shown.plain
    assert "Tautkan akun" in shown.labels
    assert "menanyakan mutasi" in (await tono.types("pindah 2027")).plain


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
    shown = await siti.sends(text="info mutasi", forward_origin=origin)

    assert "Ibu menanyakan mutasi" in shown.plain
    assert SITI.name not in shown.plain
