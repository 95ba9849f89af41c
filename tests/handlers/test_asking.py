"""Asking in one's own words: one answer, a choice, or a human; and saying whether it helped."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.actors import Actor
from domain.knowledge.records import UNANSWERED, Bilingual, Draft, Verdict
from handlers.courtesy import courtesy_in
from handlers.office import Office
from handlers.routes import TABLE
from locales.words import Words
from storage.store import SqlStore
from storage.tables import person
from tests.chat import Chat, Line, at, connect
from tests.offices import office_on
from tests.people import BUDI, RINA, SITI, Kemuning, kemuning

# As long and as awkward as an entry may be.
OVERTIME = Draft(
    id="overtime",
    question=Bilingual(indonesian="Berapa uang <lembur>?", english="How much is overtime pay?"),
    answer=Bilingual(indonesian="x" * 700, english="As the region's <cost> standard says."),
    source="Perbup 1 & 2",
    dated_on=date(2026, 11, 24),
)


@pytest.fixture
def written_overtime(office: Office, region: Kemuning, now: datetime) -> None:
    office.knowledge.write(OVERTIME, by=Actor(region.id_of(RINA)), now=now)


def waiting(office: Office, region: Kemuning) -> list[tuple[str, str, str]]:
    """Form, entry and reason of the questions on HR's work list."""
    listed = office.knowledge.work_list(by=Actor(region.id_of(RINA)))
    return [(gap.form, gap.about, gap.why) for gap in listed]


async def test_a_question_typed_badly_is_answered_with_source_and_date(siti: Chat) -> None:
    shown = await siti.types("yg nentuin mutasi sp")

    assert shown.plain.startswith("Siapa yang memutuskan mutasi?\n")
    assert "Bupati" in shown.plain
    assert "Sumber: PP 11/2017 jo. PP 17/2020, pasal 191. Keadaan per Selasa, 24 November 2026" in shown.plain
    assert shown.labels == ["Membantu", "Belum membantu", "Usulan mutasi saya", "Hubungi petugas"]
    assert shown.reply_to is not None
    assert not shown.protected


async def test_the_same_in_english(line: Line) -> None:
    shown = await line.of(598, language_code="en").types("Who decides about a transfer?")

    assert shown.plain.startswith("Who decides about a transfer?\n")
    assert shown.labels == ["It helped", "It did not help", "Link my account", "Contact an officer"]


async def test_one_may_ask_by_command_with_or_without_the_question(siti: Chat) -> None:
    assert "Silakan tulis pertanyaan Ibu" in (await siti.types("/tanya")).plain
    assert "Siapa yang memutuskan mutasi?" in (await siti.types("/tanya siapa yg memutuskan mutasi")).plain


async def test_asking_for_ones_own_date_is_answered_from_ones_own_record(siti: Chat) -> None:
    shown = await siti.types("kapan TMT saya?")

    assert shown.plain.startswith("Tentang Ibu\nRencana TMT: Senin, 1 Februari 2027 (69 hari lagi).")
    assert "Apa itu TMT?" in shown.plain
    assert shown.protected


async def test_a_stranger_is_told_nothing_personal_and_is_offered_to_link(tono: Chat) -> None:
    shown = await tono.types("kapan TMT saya?")

    assert "Tentang" not in shown.plain
    assert "Tautkan akun" in shown.labels
    assert not shown.protected


async def test_who_has_no_proposal_is_told_so(andi: Chat) -> None:
    assert "tidak ada usulan mutasi yang dapat ditampilkan" in (await andi.types("kapan TMT saya?")).plain


async def test_ones_time_in_the_post_is_told_where_it_is_on_record(line: Line, region: Kemuning) -> None:
    budi = line.of(BUDI.user_id)
    missing = await budi.types("minimal berapa tahun baru boleh pindah")
    region.region.change(person, region.id_of(BUDI), position_since=date(2024, 3, 1))
    told = await budi.types("minimal berapa tahun baru boleh pindah")

    assert "belum ada pada catatan kami" in missing.plain
    assert "menjabat Kepala UPTD Puskesmas sejak Jumat, 1 Maret 2024" in told.plain


async def test_what_may_be_meant_is_offered_and_the_choice_is_answered(siti: Chat) -> None:
    offered = await siti.types("tpp")
    shown = await siti.presses("TPP dihitung dari apa?")

    assert "Maksud Ibu yang mana?" in offered.plain
    assert "Bukan ini" in offered.labels
    assert shown.plain.startswith("TPP dihitung dari apa?\n")


async def test_several_questions_of_a_paragraph_are_each_offered(siti: Chat) -> None:
    shown = await siti.types(
        "Selamat pagi. Siapa yang memutuskan mutasi, berapa jaraknya dari rumah, "
        "dan apakah TPP turun? Terima kasih."
    )

    assert shown.labels[:3] == [
        "Siapa yang memutuskan mutasi?",
        "Unit tujuan jauh dari rumah; apakah jarak dipertimbangkan?",
        "Apakah TPP saya naik atau turun?",
    ]


async def test_what_the_base_cannot_answer_leads_to_a_human_and_onto_hrs_list(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    shown = await siti.types("Brp uang lembur tukang parkir?")

    assert "Kami membaca: “Brp uang lembur tukang parkir?”" in shown.plain
    assert "(0768) 000-0000" in shown.plain
    assert shown.labels == ["Usulan mutasi saya", "Hubungi petugas", "Menu"]
    assert waiting(office, region) == [("berapa lembur parkir tukang uang", "", UNANSWERED)]


async def test_none_of_what_was_offered_puts_the_question_on_hrs_list(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    await siti.types("tpp")
    shown = await siti.presses("Bukan ini")

    assert "Silakan tulis ulang dengan kata lain" in shown.plain
    assert waiting(office, region) == [("tpp", "", UNANSWERED)]


async def test_an_answer_that_helped_is_counted_once_pressed(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    await siti.types("yg nentuin mutasi sp")
    shown = await siti.presses("Membantu")
    with office.store.read() as work:
        ratings = work.knowledge.ratings()

    assert "Terima kasih" in shown.plain
    assert ratings == {("who_decides", Verdict.HELPED): 1}
    assert waiting(office, region) == []


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("Kurang jelas", Verdict.UNCLEAR),
        ("Bukan pertanyaan saya", Verdict.ANOTHER_QUESTION),
        ("Tidak sesuai keadaan", Verdict.OUTDATED),
        ("Kurang lengkap", Verdict.NOT_ENOUGH),
    ],
)
async def test_an_answer_that_did_not_help_is_asked_why_and_goes_on_hrs_list(
    siti: Chat, office: Office, region: Kemuning, label: str, verdict: Verdict
) -> None:
    await siti.types("/tanya yg nentuin mutasi sp")
    await siti.presses("Belum membantu")
    shown = await siti.presses(label)

    assert "tanpa nama Ibu" in shown.plain
    assert waiting(office, region) == [("menentukan mutasi siapa", "who_decides", verdict)]


@pytest.mark.parametrize(
    "value", ["v1:answer:no_such", "v1:rate:h.no_such", "v1:answer", "v1:rate", "v1:rate:u"]
)
async def test_a_button_of_an_entry_that_is_gone_says_so(siti: Chat, value: str) -> None:
    await siti.types("/menu")
    await siti.presses_value(value)

    assert "gangguan" not in siti.last.plain
    assert siti.last.plain


async def test_what_hr_writes_is_shown_letter_by_letter_in_both_languages(
    siti: Chat, line: Line, office: Office, region: Kemuning, written_overtime: None
) -> None:
    shown = await siti.types("brp uang lembur")
    english = await line.of(598, language_code="en").types("how much is overtime pay")

    assert "Berapa uang <lembur>?" in shown.plain
    assert "x" * 650 in shown.plain
    assert "Sumber: Perbup 1 & 2" in shown.plain
    assert english.plain.startswith("How much is overtime pay?\n")


async def test_a_long_question_of_hrs_fits_on_its_button(
    siti: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    long = Bilingual(indonesian="Berapa uang lembur " * 9, english="How much is overtime pay?")
    for entry in ("overtime", "overtime_too"):
        draft = replace(OVERTIME, id=entry, question=long)
        office.knowledge.write(draft, by=Actor(region.id_of(RINA)), now=now)
    shown = await siti.types("brp uang lembur")

    assert "Maksud Ibu yang mana?" in shown.plain
    assert max(map(len, shown.labels)) == 64


@pytest.mark.parametrize(
    ("typed", "courtesy"),
    [
        ("Assalamualaikum", "greeting"),
        ("selamat pagi bu", "greeting"),
        ("makasih banyak pak", "thanks"),
        ("selamat pagi, knp sy dipindah", None),
        ("pagi", "greeting"),
        ("bu", None),
        ("", None),
    ],
)
def test_a_greeting_is_one_only_when_nothing_is_asked(typed: str, courtesy: str | None) -> None:
    assert courtesy_in(typed) == courtesy


async def test_a_greeting_is_returned(siti: Chat) -> None:
    assert (await siti.types("Selamat pagi")).plain.startswith("Salam, Ibu.")


async def test_from_a_question_without_an_answer_to_the_answer_of_the_next_person(
    store: SqlStore, words: Words, now: datetime
) -> None:
    made = kemuning(store, now)
    office = office_on(store, words=words, clock=at(now))
    line = await connect(office, TABLE)
    before = await line.of(SITI.user_id).types("brp uang lembur tukang parkir")
    rina = Actor(made.id_of(RINA))
    (gap,) = office.knowledge.work_list(by=rina)
    office.knowledge.write(OVERTIME, answers=gap.id, by=rina, now=now)
    after = await line.of(BUDI.user_id).types("uang lembur tukang parkir brp ya")
    await line.of(BUDI.user_id).presses("Membantu")
    await line.application.shutdown()

    assert "Jawabannya belum ada di sini" in before.plain
    assert after.plain.startswith("Berapa uang <lembur>?")
    assert office.knowledge.work_list(by=rina) == []
    with store.read() as work:
        assert work.knowledge.ratings() == {("overtime", Verdict.HELPED): 1}
