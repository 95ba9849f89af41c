"""What is not for the chat: health, family, a spouse's work; and health that was typed all the same."""

import pytest

from tests.handlers.concerns.conftest import Desk, begins, reached_by_page, sends
from tests.people import TONO_USER_ID

ILLNESS = "Saya sedang kemoterapi, mohon dipertimbangkan."


@pytest.mark.parametrize("kind", ["Kondisi kesehatan", "Mengasuh anak atau orang tua", "Pekerjaan pasangan"])
async def test_the_words_are_asked_for_on_the_page_alone(desk: Desk, kind: str) -> None:
    paged = await reached_by_page(desk)
    offered = await begins(paged.siti, kind=kind)
    (button,) = [one for one in offered.buttons if "url" in one]

    assert "30 menit" in offered.plain
    assert button["url"].startswith("https://sapa.kemuning.example/formulir/id/")
    assert "https" not in offered.plain
    assert NO_TRACE not in {label for one in paged.siti.messages for label in one.labels}


NO_TRACE = "Tanpa jejak, dengan kode"


async def test_without_a_page_the_subject_alone_is_noted_and_an_officer_arranges_to_meet(desk: Desk) -> None:
    offered = await begins(desk.siti, kind="Kondisi kesehatan")
    filed = await desk.siti.presses("Minta dihubungi")
    (case,) = desk.cases

    assert "Formulir tertutup belum tersedia" in offered.plain
    assert "Aspirasi terkirim" in filed.plain
    assert case.concern == "health"
    assert case.entries[0].text == ""


async def test_a_contact_asked_for_twice_is_arranged_once(desk: Desk) -> None:
    offered = await begins(desk.siti, kind="Kondisi kesehatan")
    for _ in range(2):
        await desk.siti.presses_value(offered.value("Minta dihubungi"))

    assert len(desk.cases) == 1


async def test_health_typed_freely_is_sealed_deleted_and_told(desk: Desk) -> None:
    told = await desk.siti.types(ILLNESS)
    written = [number for number, one in desk.line.wire.heard.items() if one.get("text") == ILLNESS]

    assert "belum ada yang terkirim" in told.plain
    assert "kemoterapi" not in told.plain
    assert desk.deleted == written
    assert told.labels[0] == "Formulir tertutup"
    assert desk.cases == []


async def test_what_was_sealed_so_can_be_sent_as_it_is(desk: Desk) -> None:
    await desk.siti.types(ILLNESS)
    review = await desk.siti.presses("Periksa dan kirim")
    await desk.siti.presses("Kirim")
    (case,) = desk.cases

    assert ILLNESS in review.plain
    assert (case.concern, case.entries[0].text) == ("health", ILLNESS)


async def test_a_question_about_the_rules_is_answered_and_not_sealed(desk: Desk) -> None:
    await desk.siti.types("apakah penyakit kronis dipertimbangkan")

    assert desk.deleted == []


async def test_a_stranger_has_no_case_and_is_answered_as_anybody(desk: Desk) -> None:
    await desk.line.of(TONO_USER_ID).types(ILLNESS)

    assert desk.deleted == []


async def test_health_in_a_report_about_something_else_is_moved_only_if_its_writer_says_so(
    desk: Desk,
) -> None:
    await begins(desk.siti)
    told = await desk.siti.types("Perjalanan dua jam, dan saya cuci darah tiap pekan.")
    await desk.siti.presses("Kirim sebagai hal kesehatan")
    await desk.siti.presses("Kirim")

    assert "Bukan soal kesehatan, lanjutkan" in told.labels
    assert len(desk.deleted) == 1
    assert desk.cases[0].concern == "health"


async def test_without_return_health_stays_without_return_and_is_deleted_once(desk: Desk) -> None:
    await begins(desk.siti, mode=NO_TRACE)
    told = await desk.siti.types("Saya cuci darah tiap pekan.")
    values = [one.get("callback_data", "") for one in told.buttons]
    await desk.siti.presses_value("v1:concern_closed:health.no_return")
    await desk.siti.presses_value("v1:concern_contact:health.no_return")

    assert len(desk.deleted) == 1
    assert "v1:concern_closed:health.sealed" in values
    assert desk.cases == []


async def test_a_long_story_about_health_is_kept_whole(desk: Desk) -> None:
    story = "Saya menjalani kemoterapi. " + "z" * 4050
    await desk.siti.types(story)
    await desk.siti.presses("Periksa dan kirim")
    refused = await desk.siti.presses("Kirim")
    await desk.siti.presses("Periksa dan kirim")

    assert "4.000" in refused.plain
    assert "4.077 dari 4.000 karakter" in desk.siti.last.plain
    assert desk.cases == []


async def test_who_did_not_speak_of_health_goes_on_where_they_were(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Saya operator stroke perahu, jaraknya jauh.")
    await desk.siti.presses("Bukan soal kesehatan, lanjutkan")
    taken = await desk.siti.types("Mesin stroke itu tua.")
    await desk.siti.presses("Periksa dan kirim")
    await desk.siti.presses("Kirim")

    assert "Diterima" in taken.plain
    assert desk.cases[0].concern == "distance_time"


async def test_health_added_to_a_case_is_deleted_from_the_chat_and_told(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    await desk.siti.presses(f"Buka {number}")
    await desk.siti.presses("Tambah")
    await desk.siti.types("Suami saya gagal jantung.")

    assert len(desk.deleted) == 1
    assert any("menyebut kesehatan" in one.plain for one in desk.siti.messages)
