"""Words to a case: nothing that was written is lost, nothing is sent unseen, and what goes wrong is said."""

from datetime import timedelta

from domain.concerns.records import BySender, CaseStatus, EntryKind
from tests.chat import Chat
from tests.handlers.concerns.conftest import document
from tests.handlers.officers.cases.conftest import Desk
from tests.people import RINA, SITI

LONG = "panjang " * 460


async def _begins(chat: Chat, number: str, label: str = "Jawab") -> None:
    await chat.types(f"/tiket {number}")
    await chat.presses(label)


async def test_two_officers_who_answer_at_once_read_each_other_first(desk: Desk) -> None:
    number = desk.files("Perjalanan dua jam.")
    await _begins(desk.rina, number)
    await desk.rina.types("Ada mobil dinas.")
    await desk.rina.presses("Periksa dan kirim")
    await _begins(desk.hasan, number)
    await desk.hasan.types("Ada uang jalan.")
    await desk.hasan.presses("Periksa dan kirim")
    await desk.hasan.presses("Kirim jawaban")
    refused = await desk.rina.presses("Kirim jawaban")
    assert "1 baris baru" in refused.plain
    assert len(desk.case(number).entries) == 2
    await desk.rina.presses(number)
    assert "Ada uang jalan." in desk.rina.last.plain
    await desk.rina.presses_value("v1:ti_form:review")
    await desk.rina.presses("Kirim jawaban")

    texts = [one.text for one in desk.of_sender(number).entries]
    assert texts == ["Perjalanan dua jam.", "Ada uang jalan.", "Ada mobil dinas."]
    # A second press of the same button finds the form gone and sends nothing twice.
    await desk.rina.presses_value("v1:ti_form:send")
    assert "sudah tidak terbuka" in desk.rina.last.plain
    assert len(desk.case(number).entries) == 3


async def test_who_loses_the_role_while_typing_sends_nothing_and_keeps_the_draft(desk: Desk) -> None:
    number = desk.files("Perjalanan dua jam.")
    await _begins(desk.rina, number)
    await desk.rina.types("Ada mobil dinas.")
    await desk.rina.presses("Periksa dan kirim")
    desk.revoke(RINA)
    await desk.rina.presses_value("v1:ti_form:send")

    assert "Ada mobil dinas." not in str(desk.of_sender(number))
    draft = desk.office.forms
    await desk.rina.types("/batal")
    assert draft.draft(RINA.user_id, "ti_saying", now=desk.clock.now) is not None


async def test_a_case_that_was_withdrawn_meanwhile_is_said_to_be(desk: Desk) -> None:
    number = desk.files("Perjalanan dua jam.")
    owner = BySender(desk.region.id_of(SITI))
    await desk.rina.presses_value(f"v1:ti_say:{number}.note")
    await desk.rina.types("Coba tanyakan unit.")
    await desk.rina.presses("Periksa dan kirim")
    other = desk.files("Lain.")
    desk.office.concerns.withdraw(other, owner=owner, now=desk.clock.now)
    await desk.rina.presses("Simpan catatan")
    assert desk.case(number).entries[-1].kind is EntryKind.NOTE
    await desk.rina.types(f"/tiket {other}")
    assert "ditarik pengirim" in desk.rina.last.plain
    assert "Jawab" not in desk.rina.last.labels
    await desk.rina.presses_value(f"v1:ti_say:{other}.answer")
    await desk.rina.types("Terlambat.")
    await desk.rina.presses("Periksa dan kirim")
    await desk.rina.presses("Kirim jawaban")
    assert desk.case(other).status is CaseStatus.WITHDRAWN


async def test_what_cannot_be_taken_leaves_the_draft_as_it_was(desk: Desk) -> None:
    number = desk.files("Perjalanan dua jam.")
    await _begins(desk.rina, number)
    await desk.rina.types(LONG)
    for refused in (
        await desk.rina.types("x" * 5_000),
        await desk.rina.sends(**document(size=30 * 1024 * 1024)),
        await desk.rina.sends(**document(mime="application/x-msdownload")),
    ):
        assert "tetap tersimpan" in refused.plain
    sticker = {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1}
    await desk.rina.sends(sticker=sticker | {"is_animated": False, "is_video": False, "type": "regular"})
    checked = await desk.rina.presses("Periksa dan kirim")
    assert "(1/2, berkas: 0)" in checked.plain
    await desk.rina.presses("Berikutnya ›")
    assert "(2/2, berkas: 0)" in desk.rina.last.plain
    await desk.rina.presses("Kirim jawaban")

    assert desk.of_sender(number).entries[-1].text == LONG.strip()


async def test_a_file_that_telegram_does_not_hand_out_is_named_and_the_words_stay(desk: Desk) -> None:
    number = desk.files("Perjalanan dua jam.")
    await _begins(desk.rina, number)
    await desk.rina.sends(**document("hilang"), caption="Lihat jadwal.")
    await desk.rina.presses("Periksa dan kirim")
    await desk.rina.presses("Kirim jawaban")
    assert "Berkas 1 tidak dapat diambil" in desk.rina.last.plain
    await desk.rina.presses("Periksa dan kirim")
    await desk.rina.presses("Tanpa berkas")
    await desk.rina.presses("Kirim jawaban")

    assert desk.of_sender(number).entries[-1].text == "Lihat jadwal."


async def test_an_empty_answer_is_not_sent(desk: Desk) -> None:
    number = desk.files("Perjalanan dua jam.")
    await _begins(desk.rina, number)
    await desk.rina.presses_value("v1:ti_form:review")
    assert "Belum ada kata-kata" in desk.rina.last.plain
    await desk.rina.presses_value("v1:ti_form:send")

    assert desk.case(number).status is CaseStatus.READ


async def test_a_draft_is_kept_for_days_and_comes_before_the_next_one(desk: Desk) -> None:
    first, second = desk.files("Perjalanan dua jam."), desk.files("TPP turun.")
    await _begins(desk.rina, first)
    await desk.rina.types("Ada mobil dinas.")
    await desk.rina.presses("Nanti saja")
    desk.clock.passes(timedelta(days=3))
    await _begins(desk.rina, second)
    assert first in desk.rina.last.plain
    await desk.rina.presses("Lanjutkan draf")
    assert "Ada mobil dinas." in desk.rina.last.plain
    await desk.rina.presses("Nanti saja")
    await _begins(desk.rina, second)
    await desk.rina.presses("Buang draf")
    await _begins(desk.rina, second)
    await desk.rina.types("Rinciannya menyusul.")
    await desk.rina.presses("Periksa dan kirim")
    await desk.rina.presses("Kirim jawaban")

    assert desk.case(first).status is CaseStatus.READ
    assert desk.of_sender(second).entries[-1].text == "Rinciannya menyusul."


async def test_merging_refuses_what_would_go_round_in_a_circle(desk: Desk) -> None:
    one, other, third = (desk.files(f"Perjalanan {number}.") for number in range(3))
    desk.office.cases.assigning.merge(one, other, by=desk.actor(RINA), now=desk.clock.now)
    for number, into in ((other, one), (third, one), (third, third), (third, "ASP-22222222")):
        await desk.rina.presses_value(f"v1:ti_say:{number}.merge")
        await desk.rina.types(into)
        await desk.rina.presses("Gabungkan")
        assert desk.case(third).merged_into == ""
        await desk.rina.presses_value("v1:ti_form:drop")
    await desk.rina.types(f"/tiket {one}")
    assert f"Jawabannya mengikuti: {other}" in desk.rina.last.plain
    await desk.rina.presses("Tindakan lain")
    await desk.rina.presses("Lepas gabungan")

    assert (desk.case(one).merged_into, desk.case(other).followers) == ("", ())


async def test_an_officer_reads_every_letter_of_a_thread(desk: Desk) -> None:
    words = "👩‍⚕️" * 700
    number = desk.files(words)
    await desk.rina.types(f"/tiket {number}")
    pages = [desk.rina.last.plain]
    while "‹ Sebelumnya" in desk.rina.last.labels:
        pages.append((await desk.rina.presses("‹ Sebelumnya")).plain)

    assert sum(page.count("⚕") for page in pages) == 700
