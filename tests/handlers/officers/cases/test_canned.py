"""Replies kept ready: written once in both languages, filled by a case, each change a version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.concerns.canned import PLACEHOLDERS, check_text, filled
from domain.concerns.refusals import CannedTextUnfit, PlaceholderUnknown
from tests.chat import Chat
from tests.handlers.officers.cases.conftest import Desk
from tests.people import HASAN, RINA

INDONESIAN = "Terima kasih. Aspirasi {nomor} tentang {perihal} dijawab paling lambat {batas}."


async def _writes(chat: Chat, title: str = "Terima kasih") -> None:
    await chat.types("/tiket")
    await chat.presses("Jawaban siap pakai")
    await chat.presses("Tulis baru")
    await chat.types(title)
    await chat.types(INDONESIAN)
    await chat.types("Thank you. {nomor} is answered by {batas}.")


async def test_a_reply_is_written_filled_by_a_case_and_sent(desk: Desk) -> None:
    number = desk.files("Perjalanan dua jam.")
    await _writes(desk.rina)
    assert "langkah 4 dari 4" in desk.rina.last.plain
    await desk.rina.presses("Simpan")
    await desk.rina.types(f"/tiket {number}")
    await desk.rina.presses("Jawab")
    await desk.rina.types("Selamat pagi.")
    await desk.rina.presses_value("v1:ti_pick")
    await desk.rina.presses("Terima kasih")
    assert f"Aspirasi {number} tentang Jarak dan waktu tempuh" in desk.rina.last.plain
    await desk.rina.presses("Bahasa Inggris")
    assert f"Thank you. {number}" in desk.rina.last.plain
    await desk.rina.presses("Bahasa Indonesia")
    await desk.rina.presses("Pakai teks ini")
    await desk.rina.presses("Kirim jawaban")

    said = desk.of_sender(number).entries[-1].text
    assert said.startswith(f"Selamat pagi.\n\nTerima kasih. Aspirasi {number}")
    assert "Desember 2026" in said


async def test_places_that_nothing_fills_are_refused_by_name(desk: Desk) -> None:
    await desk.rina.presses_value("v1:ti_canned:new")
    await desk.rina.types("Salam")
    refused = await desk.rina.types("Yth. {nama}, {0.__class__} {nomor}")
    assert "{nama}, {0.__class__}" in refused.plain
    await desk.rina.types(INDONESIAN)
    assert "langkah 3 dari 4" in desk.rina.last.plain
    await desk.rina.types("x" * 1_501)
    assert "1.500" in desk.rina.last.plain


async def test_the_second_to_change_a_reply_is_told_of_the_first(desk: Desk) -> None:
    await _writes(desk.rina)
    await desk.rina.presses("Simpan")
    (kept,) = desk.office.cases.canned.listed(by=desk.actor(RINA))
    for chat in (desk.rina, desk.hasan):
        await chat.presses_value(f"v1:ti_canned:{kept.name}.change")
        await chat.presses("Ubah judul")
        await chat.types(f"Salam {chat.user_id}")
    await desk.rina.presses("Simpan")
    await desk.hasan.presses("Simpan")
    assert "versi yang lebih baru" in desk.hasan.last.plain
    (now_kept,) = desk.office.cases.canned.listed(by=desk.actor(HASAN))
    assert (now_kept.title, now_kept.version) == (f"Salam {RINA.user_id}", 2)
    await desk.hasan.presses_value(f"v1:ti_canned:{kept.name}.drop")

    assert desk.office.cases.canned.listed(by=desk.actor(HASAN)) == []


@given(st.text(max_size=200), st.sampled_from(PLACEHOLDERS), st.text(max_size=40))
def test_filling_puts_values_in_and_runs_nothing(text: str, name: str, value: str) -> None:
    try:
        check_text(f"{text}{{{name}}}")
    except (PlaceholderUnknown, CannedTextUnfit):
        return
    assert filled(f"{text}{{{name}}}", {name: value}).endswith(value)


@pytest.mark.parametrize("text", ["", " ", "{", "{nomor", "{{nomor}}x{", "{NOMOR}", "{nomor!r}", "{}"])
def test_what_is_no_text_or_no_place_is_refused(text: str) -> None:
    with pytest.raises((PlaceholderUnknown, CannedTextUnfit)):
        check_text(text)
