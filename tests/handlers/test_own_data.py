"""`/data`: the facts with their sources, and the form in which one of them is called wrong."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import insert

from domain.actors import Actor
from domain.corrections.desk import OPEN_AT_MOST, TEXT_AT_MOST, Request
from domain.corrections.records import CorrectionStatus, FactCode
from domain.waves import WaveCalendar
from handlers.office import Office
from locales.words import Words
from sandbox.text import utf16_length
from storage.tables import competency, person
from tests.chat import Chat, Line
from tests.explained import EXPLAINED
from tests.people import ANDI, RINA, SITI, Kemuning

RIGHT = "Masa tugas saya mulai 1 Maret 2019."
PDF = b"%PDF-1.7 SK"
DOCUMENT = {
    "file_id": "sk",
    "file_unique_id": "sk",
    "file_name": "SK.pdf",
    "mime_type": "application/pdf",
    "file_size": len(PDF),
}


@pytest.fixture
def explained(region: Kemuning, now: datetime) -> None:
    with region.region.store.write() as work:
        work.planning.explain({1: EXPLAINED}, now=now)
        work.commit()


@pytest.fixture
def with_sk(siti: Chat) -> Chat:
    siti.wire.files["sk"] = PDF
    return siti


def requests(office: Office, region: Kemuning, now: datetime) -> list[Request]:
    return office.corrections.waiting(by=Actor(region.id_of(RINA)), now=now)


def set_window(region: Kemuning, last: date, now: datetime) -> None:
    with region.region.store.write() as work:
        work.waves.publish(region.wave, by=region.id_of(RINA), now=now)
        work.waves.set_calendar(region.wave, WaveCalendar(data_check_until=last))
        work.commit()


async def to_text(chat: Chat, fact: str = "Jabatan dan masa tugas") -> None:
    await chat.types("/data")
    await chat.presses("Ada yang keliru")
    await chat.presses(fact)


async def to_paper(chat: Chat) -> None:
    await to_text(chat)
    await chat.types(RIGHT)


@pytest.mark.usefixtures("explained")
async def test_each_fact_stands_with_its_source_and_day(siti: Chat, region: Kemuning) -> None:
    with region.region.store.engine.begin() as connection:
        connection.execute(
            insert(competency).values(
                person_id=region.id_of(SITI),
                levels={"M.01": 3},
                assessed_on=date(2025, 3, 2),
                ratings={"2025": "sangat_baik"},
                discipline="tidak_ada",
                digest=b"",
                import_id=1,
            )
        )
    shown = await siti.types("/data")

    assert "• Pendidikan: D-III Keperawatan (SIASN, Selasa, 24 November 2026)" in shown.plain
    assert "• Hasil asesmen: 1 kompetensi: M.01 3 (asesmen, Minggu, 2 Maret 2025)" in shown.plain
    assert "• Predikat kinerja: 2025 sangat baik (penilaian kinerja, Selasa, 24 November 2026)" in shown.plain
    assert "• Hukuman disiplin: tidak ada (" in shown.plain
    assert shown.protected

    units = (await siti.presses("Unit dan perjalanan")).plain
    assert (
        "• Unit tujuan: Perawat Terampil di UPTD Puskesmas Kemuning: kebutuhan 5, terisi 3; beban jabatan "
        "1,6, beban unit 1,31 (ABK, Rabu, 31 Desember 2025)" in units
    )
    assert "• Waktu tempuh: Selensen ke Kemuning, 35 menit (tabel waktu tempuh" in units


async def test_what_is_missing_is_said(siti: Chat) -> None:
    assert "• Hasil asesmen: belum ada dalam data (" in (await siti.types("/data")).plain


@pytest.mark.parametrize(
    ("days", "said"), [(0, "Masa periksa data:"), (-1, "sudah lewat"), (9, "s.d. Kamis")]
)
async def test_the_window_is_told_and_outside_of_it_whom_to_ask(
    siti: Chat, region: Kemuning, now: datetime, days: int, said: str
) -> None:
    set_window(region, now.date() + timedelta(days=days), now)
    shown = await siti.types("/data")

    assert said in shown.plain
    assert "Ada yang keliru" in shown.labels


async def test_without_a_calendar_or_a_proposal_that_is_said(siti: Chat, andi: Chat) -> None:
    assert "belum ditetapkan" in (await siti.types("/data")).plain
    assert "tidak ada usulan" in (await andi.types("/data")).plain


async def test_an_error_is_flagged_in_four_steps_with_a_paper(
    with_sk: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    await with_sk.types("/data")
    assert "(1 dari 4)" in (await with_sk.presses("Ada yang keliru")).plain
    shown = (await with_sk.presses("Jabatan dan masa tugas")).plain
    assert "(2 dari 4)" in shown
    assert "Perawat Terampil, UPTD Puskesmas Selensen" in shown
    assert "(3 dari 4)" in (await with_sk.types(RIGHT)).plain
    look = (await with_sk.sends(document=DOCUMENT)).plain
    assert "(4 dari 4)" in look
    assert RIGHT in look
    assert "Disertai satu berkas" in look
    sent = (await with_sk.presses("Kirim")).plain

    (one,) = requests(office, region, now)
    assert one.correction.number in sent
    assert "Jumat, 27 November 2026 pukul 09.00 WIB" in sent
    assert (one.correction.text, one.correction.paper is not None) == (RIGHT, True)
    assert office.corrections.paper(one.correction.number, by=Actor(region.id_of(RINA)), now=now) == PDF


async def test_it_may_be_sent_without_a_paper_and_only_once(
    siti: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    await to_paper(siti)
    look = await siti.presses("Lanjut tanpa berkas")
    value = look.value("Kirim")
    for _ in range(2):
        await siti.presses_value(value, on=look)

    assert len(requests(office, region, now)) == 1


async def test_one_may_go_back_and_change_what_was_written(
    siti: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    await to_paper(siti)
    await siti.presses("Kembali")
    await siti.types("Yang benar 2 Maret 2019.")
    await siti.presses("Lanjut tanpa berkas")
    await siti.presses("Kirim")

    assert requests(office, region, now)[0].correction.text == "Yang benar 2 Maret 2019."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"text": "x" * (TEXT_AT_MOST + 1)}, "terlalu panjang"),
        ({"sticker": {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "is_animated": False,
                      "is_video": False, "type": "regular"}}, "dengan kata-kata dulu"),
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, "dengan kata-kata dulu"),
        ({"document": DOCUMENT}, "dengan kata-kata dulu"),
    ],
)  # fmt: skip
async def test_what_is_no_answer_in_words_is_told_so_and_the_step_stays(
    siti: Chat, content: dict[str, object], said: str
) -> None:
    await to_text(siti)
    assert said in (await siti.sends(**content)).plain
    assert "(3 dari 4)" in (await siti.types(RIGHT)).plain


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({**DOCUMENT, "file_size": 21 * 1024 * 1024}, "20 MB"),
        ({**DOCUMENT, "mime_type": "application/x-msdownload"}, "PDF"),
    ],
)
async def test_a_file_that_is_too_large_or_of_a_wrong_type_is_refused_before_it_is_fetched(
    siti: Chat, document: dict[str, object], said: str
) -> None:
    await to_paper(siti)
    shown = await siti.sends(document=document)

    assert said in shown.plain
    assert siti.wire.of("getFile") == []
    assert RIGHT in (await siti.presses("Lanjut tanpa berkas")).plain


async def test_a_file_that_lies_about_its_type_or_is_gone_is_told_and_the_words_stay(
    with_sk: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    await to_paper(with_sk)
    await with_sk.sends(document=DOCUMENT)
    with_sk.wire.files["sk"] = b"MZ\x90"
    await with_sk.presses("Kirim")
    await with_sk.sends(document=DOCUMENT)
    del with_sk.wire.files["sk"]
    assert "sekali lagi" in (await with_sk.presses("Kirim")).plain
    await with_sk.presses("Lanjut tanpa berkas")
    await with_sk.presses("Kirim")

    assert [one.correction.text for one in requests(office, region, now)] == [RIGHT]


async def test_the_rest_of_an_album_is_told_to_be_left_out(with_sk: Chat) -> None:
    await to_paper(with_sk)
    photo = {"file_id": "sk", "file_unique_id": "sk", "width": 9, "height": 9, "file_size": 9}
    await with_sk.sends(photo=[photo], media_group_id="1")
    shown = await with_sk.sends(photo=[photo], media_group_id="1")

    assert "berkas lain belum disimpan" in shown.plain


async def test_a_form_that_is_left_stays_as_a_draft_and_is_offered_again(siti: Chat) -> None:
    await to_paper(siti)
    await siti.types("/batal")
    await siti.types("/data")
    await siti.presses("Ada yang keliru")
    assert "(3 dari 4)" in (await siti.presses("Lanjutkan draf")).plain
    assert RIGHT in (await siti.presses("Lanjut tanpa berkas")).plain


async def test_what_was_written_is_found_again_from_the_screen_before_it(siti: Chat) -> None:
    await to_paper(siti)
    await siti.types("/data")

    assert "(3 dari 4)" in (await siti.presses("Ada yang keliru")).plain


async def test_a_command_in_the_middle_is_answered_and_the_form_goes_on(siti: Chat) -> None:
    await to_text(siti)
    await siti.types("/mutasi")

    assert "(3 dari 4)" in (await siti.types(RIGHT)).plain


async def test_a_button_of_a_form_that_moved_on_sends_nothing(
    siti: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    await to_paper(siti)
    await siti.presses_value("v1:correct:send")

    assert requests(office, region, now) == []
    assert "gangguan" not in siti.last.plain


async def test_who_has_too_many_open_ones_is_shown_a_human_and_keeps_the_words(
    siti: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    for _ in range(OPEN_AT_MOST):
        office.corrections.file(region.id_of(SITI), FactCode.GRADE, RIGHT, now=now)
    await to_paper(siti)
    await siti.presses("Lanjut tanpa berkas")
    assert "menunggu jawaban" in (await siti.presses("Kirim")).plain
    await siti.presses_value("v1:correct")

    assert "(4 dari 4)" in siti.last.plain


async def test_who_loses_the_link_in_the_middle_sends_nothing(
    siti: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    await to_paper(siti)
    look = await siti.presses("Lanjut tanpa berkas")
    await siti.presses_value("v1:unlink:yes")
    await siti.presses_value(look.value("Kirim"), on=look)

    assert requests(office, region, now) == []


async def test_the_answer_is_read_where_the_request_was_made(
    siti: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    filed = [
        office.corrections.file(region.id_of(SITI), FactCode.GRADE, f"{RIGHT} {number}", now=now)
        for number in range(4)
    ]
    office.corrections.answer(
        filed[0].number, CorrectionStatus.REJECTED, "Sudah <b>sesuai</b> SK. " + "x" * 900,
        by=Actor(region.id_of(RINA)), now=now,
    )  # fmt: skip
    await siti.types("/data")
    pages = [(await siti.presses("Yang sudah ditandai")).plain, (await siti.presses("Lebih lama ›")).plain]

    assert all(one.number in "".join(pages) for one in filed)
    assert "Sudah <b>sesuai</b> SK. xxx" in "".join(pages)
    assert "Jumat, 27 November 2026" in "".join(pages)


async def test_english_is_complete_and_may_begin_in_the_middle(siti: Chat, region: Kemuning) -> None:
    await to_text(siti)
    with region.region.store.write() as work:
        account = work.linking.account_of(region.id_of(SITI))
        assert account is not None
        work.linking.speak(account.id, "en")
        work.commit()

    assert "(3 of 4)" in (await siti.types(RIGHT)).plain
    assert "(4 of 4)" in (await siti.presses("Go on without a file")).plain
    assert (await siti.presses("Send")).plain.startswith("Sent:")
    assert (await siti.types("/mydata")).plain.startswith("The data used about you")


async def test_nobody_reads_anothers_data(line: Line, region: Kemuning) -> None:
    region.region.change(person, region.id_of(SITI), education="Kebidanan")

    assert "Kebidanan" not in (await line.of(ANDI.user_id).types("/data")).plain


@pytest.mark.usefixtures("explained")
@pytest.mark.parametrize("hostile", ["x" * 500, '<b>&"' * 60, "👩‍⚕️" * 100, "{0}{name}"])
async def test_hostile_records_still_make_a_screen(siti: Chat, region: Kemuning, hostile: str) -> None:
    columns = {"education": hostile, "grade": hostile, "position": hostile, "education_level": hostile}
    region.region.change(person, region.id_of(SITI), **columns)
    shown = [
        await siti.types("/data"),
        await siti.presses("Ada yang keliru"),
        await siti.presses("Pendidikan"),
    ]

    assert all(utf16_length(one.plain) <= 4_096 and "gangguan" not in one.plain for one in shown)


def test_every_fact_has_a_name_that_fits_a_button(words: Words) -> None:
    keys = [key for key in words.catalogues["id"] if key.startswith("correction.fact.")]

    assert all(len(words.plain(language, key)) <= 30 for key in keys for language in ("id", "en"))
