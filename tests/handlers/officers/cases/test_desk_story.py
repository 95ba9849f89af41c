"""A day at the desk of concerns, from the queue to the closing, on both databases."""

from datetime import timedelta

from bot.clock_rules import next_fire
from domain.calendar.off_days import OffDay
from domain.concerns.alarms import case_clock_plan
from domain.concerns.letterbox import empty_letterbox
from domain.concerns.records import CaseStatus, EntryKind
from domain.concerns.taxonomy import Concern
from domain.outbox import Message, Pacing, Sent
from domain.schedules.desk import ScheduleDesk
from domain.schedules.effects import effects
from tests.chat import Chat
from tests.handlers.concerns.conftest import document, photo
from tests.handlers.officers.cases.conftest import ZONE, Desk
from tests.people import BUDI, HASAN, RINA, SITI

PDF = b"%PDF-1.7 jadwal"


def _no_estimate(_year: int) -> list[OffDay]:
    return []


def _morning(desk: Desk) -> dict[int, tuple[object, object, object]]:
    """What the clock tells at eight, by chat: how many are late, how many are near, and their numbers."""
    clock = ScheduleDesk(desk.store, next_fire, effects(_no_estimate))
    for schedule in clock.due(now=desk.clock.now):
        clock.settle(schedule, now=desk.clock.now)
    return {
        one.chat_id: (one.facts["late"], one.facts["soon"], one.facts["numbers"])
        for one in _sent(desk)
        if one.text_key == "case_desk.alarm"
    }


def told(desk: Desk) -> list[tuple[int, str]]:
    """What waited in the outbox: to whom, and the words' key."""
    return [(one.chat_id, one.text_key) for one in _sent(desk)]


def _sent(desk: Desk) -> list[Message]:
    """Take out what waits in the outbox."""
    found = []
    pacing = Pacing(rate=1e6, ahead=timedelta(hours=1))
    with desk.store.write() as work:
        while batch := work.outbox.claim(9, owner="t", pacing=pacing, busy=False, now=desk.clock.now):
            found += [one.message for one in batch]
            work.outbox.settle([(one, Sent(1)) for one in batch], owner="t", now=desk.clock.now)
            desk.clock.passes(timedelta(seconds=2))
        work.commit()
    return found


async def _says(chat: Chat, number: str, label: str, *words: str) -> None:
    await chat.types(f"/tiket {number}")
    await chat.presses(label)
    for one in words:
        await chat.types(one)


async def test_a_day_at_the_desk(desk_on_both: Desk) -> None:
    desk = desk_on_both
    clock = ScheduleDesk(desk.store, next_fire, effects(_no_estimate))
    clock.declare(case_clock_plan(ZONE), now=desk.clock.now)
    far = desk.files("Perjalanan dua jam.")
    twin = desk.files("Tidak ada angkutan.", sender=BUDI)
    pay = desk.files("TPP turun.", concern=Concern.INCOME_TPP)

    await _take_and_give(desk, far, pay)
    await _forward(desk, pay)
    await _ask_and_remind(desk, far)
    await _merge_and_answer(desk, far, twin)
    await _close_and_reopen(desk, far, twin)
    await _run_out_of_time(desk, far, pay)
    _ensure_quiet_audit(desk)


async def _take_and_give(desk: Desk, far: str, pay: str) -> None:
    """The queue with working days and no names; one is taken, one is given to a colleague, who is told."""
    rina, hasan = desk.rina, desk.hasan
    shown = await rina.types("/tiket")
    assert "Jumlah: 3, lewat tenggat: 0" in shown.plain
    assert "sisa 14 hari kerja" in shown.plain
    assert shown.protected
    assert not any(one in shown.plain for one in ("Siti", "Budi"))
    # One is taken, one is given to a colleague, who is told; then it is searched by its number.
    await rina.presses(far)
    await rina.presses("Ambil")
    assert "Petugas: Rina Kartika" in rina.last.plain
    await rina.types(f"/tiket {pay.removeprefix('ASP-')}")
    await rina.presses("Tindakan lain")
    await rina.presses("Beri petugas")
    await rina.presses("Drs. Hasan Basri, M.Si.")
    assert told(desk) == [(HASAN.user_id, "case_desk.told.given")]
    mine = await hasan.types("/tiket")
    await hasan.presses("Milik saya")
    assert pay in hasan.last.plain
    assert far not in hasan.last.plain
    assert mine.protected


async def _forward(desk: Desk, pay: str) -> None:
    """It belongs to another desk: the sender reads which one, never the reason."""
    hasan = desk.hasan
    await hasan.presses(pay)
    await hasan.presses("Tindakan lain")
    await hasan.presses("Teruskan")
    await hasan.presses("Unit kerja")
    await hasan.types("Rahasia di antara kita: anggaran unit.")
    await hasan.presses("Periksa dan kirim")
    await hasan.presses("Teruskan")
    seen = desk.of_sender(pay)
    assert seen.desk == "unit"
    assert [one.kind for one in seen.entries] == [EntryKind.MESSAGE, EntryKind.FORWARDED]
    await desk.siti.types("/aspirasi")
    await desk.siti.presses_value(f"v1:concern_case:{pay}")
    assert "sekarang ditangani oleh" in desk.siti.last.plain
    assert "Rahasia" not in desk.siti.last.plain


async def _ask_and_remind(desk: Desk, far: str) -> None:
    """A question, a reminder by a line in the thread alone, and nothing that is sent to the sender."""
    rina = desk.rina
    await _says(rina, far, "Tanya balik", "Dari kecamatan mana?")
    await rina.presses("Periksa dan kirim")
    await rina.presses("Kirim pertanyaan")
    await rina.types(f"/tiket {far}")
    await rina.presses("Tindakan lain")
    await rina.presses("Ingatkan pengirim")
    assert desk.of_sender(far).entries[-1].kind is EntryKind.REMINDED
    assert told(desk) == []


async def _merge_and_answer(desk: Desk, far: str, twin: str) -> None:
    """Two are about the same: one answer, two threads, and neither sender learns of the other."""
    rina = desk.rina
    await _says(rina, twin, "Tindakan lain")
    await rina.presses("Gabungkan")
    await rina.types(far)
    assert "Jangan mengutip" in rina.last.plain
    await rina.presses("Gabungkan")
    empty_letterbox(desk.store)
    desk.line.wire.files = {"surat": PDF, "foto-800": b"\xff\xd8\xff\xe0foto"}
    await _says(rina, far, "Jawab", "Mobil dinas tersedia.", "Jadwalnya terlampir.")
    await rina.sends(**document("surat"))
    await rina.sends(**photo("foto"))
    checked = await rina.presses("Periksa dan kirim")
    assert "Mobil dinas tersedia.\n\nJadwalnya terlampir." in checked.plain
    assert "berkas: 2" in checked.plain
    await rina.presses("Kirim jawaban")
    for number, sender in ((far, SITI), (twin, BUDI)):
        read = desk.of_sender(number, sender)
        answer = read.entries[-1]
        assert (read.status, answer.text) == (
            CaseStatus.ANSWERED,
            "Mobil dinas tersedia.\n\nJadwalnya terlampir.",
        )
        assert len(answer.files) == 2
    assert "angkutan" not in str(desk.of_sender(far))
    assert "Perjalanan" not in str(desk.of_sender(twin, BUDI))


async def _close_and_reopen(desk: Desk, far: str, twin: str) -> None:
    """Closed with a reason, and opened again with another one: the clock begins anew."""
    rina = desk.rina
    await _says(rina, far, "Tutup", "Selesai dengan mobil dinas.")
    await rina.presses("Periksa dan kirim")
    await rina.presses("Tutup aspirasi")
    assert desk.of_sender(far).status is CaseStatus.CLOSED
    desk.passes(1)
    await _says(rina, far, "Buka lagi", "Mobilnya rusak.")
    await rina.presses("Periksa dan kirim")
    await rina.presses("Buka lagi")
    reopened = desk.case(far)
    assert reopened.status is CaseStatus.REOPENED
    assert reopened.answer_due_on > desk.case(twin).answer_due_on
    told(desk)


async def _run_out_of_time(desk: Desk, far: str, pay: str) -> None:
    """Before a clock runs out: one message each, once for each case; on the last day the head again."""
    desk.clock.now = desk.clock.now.replace(hour=1, minute=5)
    days_left = desk.office.cases.queue.days_left
    while days_left(desk.case(pay).answer_due_on, now=desk.clock.now) > 2:
        desk.clock.passes(timedelta(days=1))
    assert _morning(desk) == {RINA.user_id: (0, 1, pay), HASAN.user_id: (0, 1, pay)}
    assert _morning(desk) == {}
    desk.passes(1)
    assert _morning(desk)[HASAN.user_id] == (0, 1, far)
    while desk.case(pay).answer_due_on > desk.clock.now.astimezone(ZONE).date():
        desk.passes(1)
    assert _morning(desk)[HASAN.user_id] == (1, 0, pay)
    desk.passes(1)
    late = await desk.rina.types("/tiket")
    assert "⚠️" in late.plain
    assert "lewat 1 hari kerja" in late.plain


def _ensure_quiet_audit(desk: Desk) -> None:
    """What the audit knows of all this: cases and days, nobody and no time of day."""
    with desk.store.read() as work:
        rows = [one for one in work.audit.newest(200) if one.subject.startswith("concern:")]
    assert {one.actor for one in rows} == {"sealed"}
    assert {one.at.astimezone(ZONE).strftime("%H:%M") for one in rows} == {"00:00"}
