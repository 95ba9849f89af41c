"""`/pustaka`: from a question that waits to an answer that employees get, and what is refused on the way."""

from dataclasses import replace

import pytest

from domain.actors import Actor
from domain.knowledge.records import Bilingual, Draft, Verdict
from handlers.office import Office
from tests.chat import Chat, Line
from tests.people import RINA, Kemuning

ASKED = "berapa uang lembur tukang parkir"


@pytest.fixture
def rina(line: Line) -> Chat:
    return line.of(RINA.user_id)


@pytest.fixture
def draft(office: Office) -> Draft:
    return Draft(
        id="overtime",
        question=Bilingual(indonesian="Berapa uang lembur?", english="How much is overtime pay?"),
        answer=Bilingual(indonesian="Diatur dalam standar biaya.", english="Set by the cost standard."),
        source="Standar biaya daerah",
        dated_on=office.clock().date(),
    )


@pytest.fixture
def by(region: Kemuning) -> Actor:
    return Actor(region.id_of(RINA))


async def _write(rina: Chat, *, answer: str = "Diatur dalam standar biaya daerah.") -> None:
    """All fields, from the first on."""
    await rina.types("Berapa uang lembur?")
    await rina.types(answer)
    await rina.presses("Lanjut")
    await rina.types("How much is overtime pay?")
    await rina.types("It is set by the region's cost standard.")
    await rina.presses("Lanjut")
    await rina.types("Standar biaya daerah")
    await rina.presses("Hari ini")
    await rina.presses("Lanjut")


async def test_a_question_that_waits_becomes_an_answer_that_the_next_person_gets(
    rina: Chat, siti: Chat, office: Office
) -> None:
    for _ in range(2):
        await siti.types(f"/tanya {ASKED}")
    await rina.types("/pustaka")
    listed = await rina.presses("Menunggu jawaban")
    assert "berapa lembur parkir tukang uang (2 kali)" in listed.plain
    opened = await rina.presses("berapa lembur parkir tukang uang")
    assert "belum ada jawaban" in opened.plain
    await rina.presses("Tulis jawaban baru")
    await _write(rina, answer="Diatur dalam standar biaya <daerah>.")
    indonesian = rina.last
    assert "Terbitkan" not in indonesian.labels
    english = await rina.presses("Lihat versi Inggris")
    assert "It is set by the region's cost standard." in english.plain
    published = await rina.presses("Terbitkan")
    assert "versi 1" in published.plain
    await rina.presses_value(next(one["callback_data"] for one in english.buttons))
    assert "tidak terbuka" in rina.last.plain

    shown = await siti.types(f"/tanya {ASKED}")
    assert shown.text == indonesian.text
    assert office.library.gaps(1, by=Actor(rina_id(office))).lines == []


def rina_id(office: Office) -> int:
    account = office.accounts.account_of(RINA.user_id)
    assert account is not None
    return account.person_id


async def test_a_long_answer_comes_in_several_messages_is_kept_and_can_be_shortened(rina: Chat) -> None:
    await rina.types("/pustaka")
    await rina.presses("Tulis baru")
    await rina.types("Bagaimana cuti?")
    await rina.types("a" * 400)
    over = await rina.types("b" * 400)
    assert "101 huruf terlalu panjang" in over.plain
    assert "Lanjut" not in over.labels
    await rina.types("/batal")
    await rina.types("/pustaka")
    await rina.presses("Tulis baru")
    resumed = await rina.presses("Lanjutkan draf")
    assert "a" * 400 in resumed.plain
    assert "b" * 400 in resumed.plain
    await rina.presses("Tulis ulang")
    await rina.types("Cuti tahunan 12 hari.")
    two = await rina.types("Diajukan lewat atasan.")
    assert "Cuti tahunan 12 hari.\nDiajukan lewat atasan." in two.plain
    await rina.presses("Lanjut")
    assert "(3 dari 7)" in rina.last.plain
    await rina.sends(voice={"file_id": "v", "file_unique_id": "v", "duration": 1})
    assert "(3 dari 7)" in rina.last.plain


async def test_a_shipped_answer_is_changed_and_still_found_and_its_versions_stay(
    rina: Chat, siti: Chat
) -> None:
    await rina.types("/pustaka")
    await rina.presses("Cari jawaban")
    found = await rina.types("knp sy dipindah")
    await rina.presses(next(one for one in found.labels if one not in {"Tulis baru", "Pustaka"}))
    assert "Jawaban bawaan" in rina.last.plain
    for words in ("Jawaban pertama petugas.", "Jawaban kedua petugas."):
        await rina.presses("Ubah jawabannya")
        await rina.presses("Lanjut")
        await rina.types(words)
        for _ in range(4):
            await rina.presses("Lanjut")
        await rina.presses("Lanjut")
        await rina.presses("Lanjut")
        await rina.presses("Lihat versi Inggris")
        await rina.presses("Terbitkan")
        await rina.presses("Lihat yang berlaku")
    assert "Jawaban kedua petugas." in (await siti.types("knp sy dipindah")).plain
    newest = await rina.presses("Versi lama")
    assert "Versi 2 dari 2" in newest.plain
    assert "Jawaban pertama petugas." in (await rina.presses("Lebih lama ›")).plain
    await rina.presses("Lihat yang berlaku")
    await rina.presses("Tarik dari pustaka")
    await rina.presses("Ya, lanjutkan")
    assert "sudah ditarik" in rina.last.plain
    assert "petugas." not in (await siti.types("knp sy dipindah")).plain
    await rina.presses_value("v1:kb_off_sure:why_me")
    assert "tidak ada lagi" in rina.last.plain


async def test_what_another_officer_published_meanwhile_is_not_overwritten_unseen(
    rina: Chat, office: Office, draft: Draft, by: Actor
) -> None:
    office.knowledge.write(draft, by=by, now=office.clock())
    await rina.presses_value("v1:kb_new:eovertime")
    await rina.presses("Lanjut")
    await rina.types("Isian saya.")
    for _ in range(6):
        await rina.presses("Lanjut")
    preview = await rina.presses("Lihat versi Inggris")
    second = replace(draft, source="Perbup 1")
    office.knowledge.write(second, by=by, now=office.clock())
    assert "Petugas lain menerbitkan versi baru" in (await rina.presses("Terbitkan")).plain
    assert office.knowledge.read("overtime").written == second

    await rina.presses("Lanjutkan isian saya")
    # The old preview's button no longer publishes: it did not show what stands now.
    await rina.presses_value(next(one["callback_data"] for one in preview.buttons))
    assert "berubah setelah pratinjau" in rina.last.plain
    await rina.presses("Pratinjau lagi")
    await rina.presses("Lihat versi Inggris")
    await rina.presses("Terbitkan")
    assert "versi 3" in rina.last.plain


async def test_a_question_that_another_officer_answered_meanwhile_is_told_and_nothing_is_lost(
    rina: Chat, siti: Chat, office: Office, by: Actor
) -> None:
    await siti.types(f"/tanya {ASKED}")
    (gap,) = office.library.gaps(1, by=by).lines
    await rina.presses_value(f"v1:kb_new:g{gap.id}")
    await _write(rina)
    await rina.presses("Lihat versi Inggris")
    office.knowledge.set_aside(gap.id, by=by, now=office.clock())
    assert "petugas lain" in (await rina.presses("Terbitkan")).plain
    await rina.presses("Lanjutkan isian saya")
    await rina.presses("Lihat versi Inggris")
    assert "versi 1" in (await rina.presses("Terbitkan")).plain


async def test_what_helped_least_stands_first_and_gaps_are_set_aside(
    rina: Chat, siti: Chat, office: Office, draft: Draft, by: Actor
) -> None:
    office.knowledge.write(draft, by=by, now=office.clock())
    for entry, verdict in (
        ("why_me", Verdict.HELPED),
        ("overtime", Verdict.HELPED),
        ("overtime", Verdict.OUTDATED),
    ):
        office.knowledge.rate(entry, verdict, question=ASKED, now=office.clock())
    await rina.types("/pustaka")
    rated = await rina.presses("Yang kurang membantu")
    assert rated.plain.index("membantu 1 dari 2") < rated.plain.index("membantu 1 dari 1")
    await rina.presses("Berapa uang lembur?")
    assert "Tidak sesuai keadaan: 1" in rina.last.plain
    await rina.presses_value("v1:kb_gaps:1")
    await rina.presses(next(one for one in rina.last.labels if "lembur" in one))
    assert "Ubah jawabannya" in rina.last.labels
    await rina.presses("Kesampingkan")
    sure = rina.last.value("Ya, lanjutkan")
    await rina.presses("Ya, lanjutkan")
    assert "sudah dikesampingkan" in rina.last.plain
    await rina.presses_value(sure)
    assert "tidak ada lagi" in rina.last.plain


@pytest.mark.parametrize(
    "value",
    [
        "kb_gaps:x",
        "kb_gap",
        "kb_gap:0000000000000000.sure",
        "kb_rated:99",
        "kb_entry:none",
        "kb_entry",
        "kb_old:none.4",
        "kb_old",
        "kb_off",
        "kb_off_sure:none",
        "kb_new:enone",
        "kb_new:g0000000000000000",
        "kb_new:resume",
        "kb_begin",
        "kb_form:next",
        "kb_form:publish",
        "kb_see:en",
        "kb_publish:over",
        "kb_publish:publish.000000000000",
    ],
)
async def test_buttons_that_lead_nowhere_are_answered_in_words(rina: Chat, value: str) -> None:
    await rina.types("/pustaka")
    await rina.presses_value(f"v1:{value}")

    assert "gangguan" not in rina.last.plain
