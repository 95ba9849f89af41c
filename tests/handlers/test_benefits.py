"""`/manfaat`: benefits and costs as they are, a picture beside them, and three answers that bind nobody."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.explanations import Explanation, ReasonCode
from domain.pictures import CountDrawing, LoadDrawing
from domain.proposals import Status
from handlers.office import Office
from handlers.routes import TABLE
from sandbox.text import utf16_length
from storage.tables import proposal
from tests.chat import Chat, Line, connect
from tests.explained import EXPLAINED, REASONS, UNFOUNDED, without
from tests.people import ANDI, SITI, Kemuning


@pytest.fixture
def explained(region: Kemuning, now: datetime) -> None:
    explain(region, EXPLAINED, now)


def explain(region: Kemuning, explanation: Explanation, now: datetime) -> None:
    with region.region.store.write() as work:
        number = work.proposals.of_person(region.id_of(SITI))[0].id
        work.planning.explain({number: explanation}, now=now)
        work.commit()


def decree(region: Kemuning, now: datetime) -> None:
    with region.region.store.write() as work:
        work.proposals.enter([1], Status.DECREE, by="operator", now=now)
        work.commit()


def speak_english(region: Kemuning) -> None:
    with region.region.store.write() as work:
        account = work.linking.account_of(region.id_of(SITI))
        assert account is not None
        work.linking.speak(account.id, "en")
        work.commit()


@pytest.mark.usefixtures("explained")
async def test_costs_stand_beside_benefits_in_the_same_form(siti: Chat) -> None:
    card = (await siti.types("/manfaat")).plain.splitlines()

    you, public, change = (card.index(name) for name in ("Untuk Ibu", "Untuk warga", "Yang berubah"))
    assert "Untung: Kompetensi memenuhi 96,3 % standar jabatan tujuan." in card[you:public]
    assert (
        "Rugi: Tempat kerja pindah dari Selensen ke Kemuning, 35 menit perjalanan. Waktu tempuh dari rumah "
        "belum dapat dihitung." in card[you:public]
    )
    assert (
        "Untung: Perawat Terampil di UPTD Puskesmas Kemuning: dari 3 menjadi 4 orang; kebutuhan 5."
        in card[public:change]
    )
    assert (
        "Untung: Beban Perawat Terampil di UPTD Puskesmas Kemuning: dari 1,6 menjadi 1,2; seluruh unit dari "
        "1,31 menjadi 1,17." in card[public:change]
    )
    assert "Catatan: Kelas jabatan tetap 6." in card[change:]


@pytest.mark.usefixtures("explained")
async def test_what_cannot_be_worked_out_is_said(siti: Chat) -> None:
    card = (await siti.types("/manfaat")).plain

    assert "Belum dapat dihitung: masa tugas, pelatihan dengan tanggal." in card
    assert "Belum dapat dihitung: jumlah warga per petugas." in card
    assert "Belum dapat dihitung: tambahan penghasilan (TPP)." in card


@pytest.mark.usefixtures("explained")
async def test_the_card_is_personal_and_belongs_to_nobody_else(siti: Chat, line: Line) -> None:
    assert (await siti.types("/manfaat")).protected
    assert "Untung" not in (await line.of(ANDI.user_id).types("/manfaat")).plain


@pytest.mark.parametrize("kept", [None, UNFOUNDED])
async def test_where_the_explanation_is_not_shown_neither_is_the_card(
    siti: Chat, region: Kemuning, now: datetime, kept: Explanation | None
) -> None:
    if kept is not None:
        explain(region, kept, now)
    shown = (await siti.types("/manfaat")).plain

    assert "sedang dilengkapi" in shown
    assert "Untung" not in shown


@pytest.mark.usefixtures("explained")
async def test_understood_is_noted_and_no_consent(siti: Chat) -> None:
    await siti.types("/manfaat")
    shown = (await siti.presses("Paham")).plain

    assert "Ini bukan persetujuan" in shown
    assert "Jawaban Ibu: paham (Selasa, 24 November 2026 pukul 09.00 WIB)" in (
        (await siti.presses("Untung dan rugi")).plain
    )


@pytest.mark.usefixtures("explained")
async def test_one_may_press_twice_and_change_ones_mind(siti: Chat) -> None:
    card = await siti.types("/manfaat")
    for label in ("Paham", "Paham", "Ada keberatan"):
        await siti.presses_value(card.value(label), on=card)

    assert "Jawaban Ibu: ada keberatan" in (await siti.types("/manfaat")).plain


@pytest.mark.usefixtures("explained")
@pytest.mark.parametrize(
    ("topic", "leads_to"),
    [
        ("Alasannya", "Mengapa saya?"),
        ("Penghasilan", "Tentang TPP"),
        ("Jadwal", "Lihat jadwal"),
        ("Unit baru", "Tulis pertanyaan"),
        ("Keluarga", "Sampaikan aspirasi"),
        ("Hal lain", "Tulis pertanyaan"),
    ],
)
async def test_what_is_unclear_leads_to_an_answer_and_then_to_a_person(
    siti: Chat, region: Kemuning, topic: str, leads_to: str
) -> None:
    await siti.types("/manfaat")
    await siti.presses("Belum paham, jelaskan")
    assert leads_to in (await siti.presses(topic)).labels
    assert "ingin penjelasan langsung" in (await siti.presses("Masih belum jelas")).plain

    with region.region.store.read() as work:
        assert [one.person_id for one in work.explanation_answers.waiting(region.wave)] == [
            region.id_of(SITI)
        ]


@pytest.mark.usefixtures("explained")
async def test_an_answer_that_helped_ends_it(siti: Chat, region: Kemuning) -> None:
    await siti.types("/manfaat")
    await siti.presses("Belum paham, jelaskan")
    await siti.presses("Penghasilan")
    await siti.presses("Sekarang paham")

    with region.region.store.read() as work:
        assert list(work.explanation_answers.waiting(region.wave)) == []


@pytest.mark.usefixtures("explained")
@pytest.mark.parametrize(
    ("is_decided", "open_lane", "closed_lane"),
    [
        (False, "Sampaikan aspirasi", "Ajukan keberatan"),
        (True, "Ajukan keberatan", "Sampaikan aspirasi"),
    ],
)
async def test_the_two_lanes_are_told_apart_and_only_the_open_one_has_a_button(
    siti: Chat, region: Kemuning, now: datetime, open_lane: str, closed_lane: str, *, is_decided: bool
) -> None:
    if is_decided:
        decree(region, now)
    await siti.types("/manfaat")
    shown = await siti.presses("Ada keberatan")

    assert "aspirasi" in shown.plain.lower()
    assert "keberatan resmi" in shown.plain.lower()
    assert open_lane in shown.labels
    assert closed_lane not in shown.labels


@pytest.mark.usefixtures("explained")
async def test_a_button_of_a_proposal_that_is_over_is_answered_and_notes_nothing(
    siti: Chat, region: Kemuning
) -> None:
    card = await siti.types("/manfaat")
    region.region.change(proposal, 1, status=Status.CANCELLED)
    await siti.presses_value(card.value("Paham"), on=card)

    assert "tidak berjalan lagi" in siti.last.plain


@pytest.mark.usefixtures("explained")
@pytest.mark.parametrize(
    "arg", ["say.understood", "say.agreed.1", "unclear.pay.1", "x.y.1", "say.understood.1x"]
)
async def test_a_button_that_nobody_made_is_refused_in_words(siti: Chat, arg: str) -> None:
    await siti.types("/manfaat")
    await siti.presses_value(f"v1:benefits:{arg}")

    assert "gangguan" not in siti.last.plain


@pytest.mark.usefixtures("explained")
async def test_the_picture_says_in_words_what_it_shows_and_is_drawn_once(siti: Chat) -> None:
    for _ in range(2):
        await siti.types("/manfaat")
        shown = await siti.presses("Gambar beban")

    first, second = siti.wire.of("sendPhoto")
    assert first["file"].content.startswith(b"\x89PNG")
    assert second["file"].content == b""
    assert "Beban UPTD Puskesmas Selensen: sekarang 0,81, setelah usulan 0,88." in shown.plain
    assert shown.protected
    assert "Untung dan rugi, apa adanya" in (await siti.presses("Untung dan rugi")).plain


@pytest.mark.usefixtures("explained")
async def test_other_figures_make_another_picture(siti: Chat, region: Kemuning, now: datetime) -> None:
    await siti.types("/manfaat")
    await siti.presses("Gambar beban")
    explain(region, without(ReasonCode.ORIGIN_LOAD), now)
    await siti.types("/manfaat")
    await siti.presses("Gambar beban")

    assert all(one["file"].content for one in siti.wire.of("sendPhoto"))


@pytest.mark.usefixtures("explained")
async def test_a_picture_that_telegram_does_not_take_leaves_its_words(siti: Chat) -> None:
    siti.wire.failing["sendPhoto"] = (400, "Bad Request: IMAGE_PROCESS_FAILED")
    await siti.types("/manfaat")
    shown = await siti.presses("Gambar beban")

    assert "setelah usulan 0,88" in shown.plain
    assert "belum dapat ditampilkan" in shown.plain
    assert shown.protected


@pytest.mark.usefixtures("explained")
async def test_a_number_that_telegram_forgot_is_drawn_anew(siti: Chat, region: Kemuning) -> None:
    await siti.types("/manfaat")
    await siti.presses("Gambar beban")
    siti.wire.failing["sendPhoto"] = (400, "Bad Request: wrong file identifier/HTTP URL specified")
    await siti.types("/manfaat")
    await siti.presses("Gambar beban")

    assert [bool(one["file"].content) for one in siti.wire.of("sendPhoto")] == [True, False, True]


@pytest.mark.usefixtures("explained")
async def test_a_fault_in_drawing_leaves_the_words(office: Office) -> None:
    def fail(_drawing: LoadDrawing | CountDrawing) -> bytes:
        raise MemoryError

    line = await connect(replace(office, draw=fail), TABLE)
    chat = line.of(SITI.user_id)
    await chat.types("/manfaat")

    assert "setelah usulan 0,88" in (await chat.presses("Gambar beban")).plain
    await line.application.shutdown()


@pytest.mark.usefixtures("explained")
async def test_english_is_complete(siti: Chat, region: Kemuning) -> None:
    speak_english(region)
    card = (await siti.types("/benefits")).plain

    assert card.startswith("Benefits and costs, as they are")
    assert "Cost: The place of work moves from Selensen to Kemuning, 35 minutes away." in card
    assert "1.31 to 1.17" in card
    assert "Load of UPTD Puskesmas Kemuning: 1.31 now" in (await siti.presses("Picture of the load")).plain
    await siti.types("/benefits")
    assert "no consent" in (await siti.presses("I understand")).plain


@pytest.mark.usefixtures("explained")
async def test_a_change_of_language_in_the_middle_goes_on_in_the_other(siti: Chat, region: Kemuning) -> None:
    await siti.types("/manfaat")
    await siti.presses("Belum paham, jelaskan")
    speak_english(region)

    assert "The supplement (TPP)" in (await siti.presses("Penghasilan")).plain


@pytest.mark.usefixtures("explained")
async def test_who_is_no_longer_linked_says_nothing_more(siti: Chat, region: Kemuning) -> None:
    card = await siti.types("/manfaat")
    await siti.presses_value("v1:unlink:yes")
    await siti.presses_value(card.value("Paham"), on=card)

    with region.region.store.read() as work:
        assert work.explanation_answers.of(1) is None


@pytest.mark.parametrize("name", ["x" * 500, '<b>&"' * 40, "👩‍⚕️" * 100, "\u202eابت" * 50, "{0}{name}"])
async def test_the_longest_and_nastiest_facts_fit_a_card_and_a_picture(
    siti: Chat, region: Kemuning, now: datetime, name: str
) -> None:
    names = ("unit", "position", "origin", "target", "education")
    nasty = tuple(
        replace(one, facts={key: name if key in names else value for key, value in one.facts.items()})
        for one in REASONS
    )
    explain(region, replace(EXPLAINED, reasons=nasty), now)
    region.region.change(proposal, 1, from_position=name, to_position=name)
    card = await siti.types("/manfaat")

    assert utf16_length(card.plain) <= 4_096
    assert "gangguan" not in card.plain
    assert "sekarang" in (await siti.presses("Gambar beban")).plain
