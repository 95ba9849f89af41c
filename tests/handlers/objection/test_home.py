"""`/keberatan`: closed before the decree, the clock after it, and honest words on each day."""

from datetime import timedelta

import pytest

from domain.actors import Actor
from domain.objections.answering import ObjectionAnswerDesk
from domain.objections.records import Verdict
from domain.proposals import Status
from handlers.office import Office
from tests.bot.conftest import Moment
from tests.chat import Chat, Line
from tests.domain.objections.conftest import ZONE, estimated
from tests.handlers.objection.conftest import Own, write_letter
from tests.people import ANDI, RINA, SITI, Kemuning


async def test_before_the_decree_the_lane_is_explained_and_concerns_are_offered(line: Line) -> None:
    shown = await line.of(SITI.user_id).types("/keberatan")

    assert shown.plain.startswith("Jalur keberatan belum terbuka")
    assert "belum menjadi keputusan" in shown.plain
    assert shown.value("Sampaikan aspirasi") == "v1:concern"


async def test_who_has_no_proposal_is_told_whom_to_ask(line: Line) -> None:
    shown = await line.of(ANDI.user_id).types("/objection")

    assert shown.plain.startswith("Tidak ada SK yang dapat dikenai keberatan")


async def test_the_safe_limit_stands_first_and_the_working_days_beside_it(siti: Chat) -> None:
    shown = (await siti.types("/keberatan")).plain
    lines = shown.splitlines()

    assert lines[2] == "Batas aman: Selasa, 8 Desember 2026 (14 hari lagi)"
    assert "14 hari kerja sejak tanggal SK: Senin, 14 Desember 2026" in lines
    assert "tidak menyisakan keraguan" in shown
    assert siti.last.protected


async def test_every_press_counts_the_days_anew(siti: Chat, moment: Moment) -> None:
    await siti.types("/keberatan")
    moment.now += timedelta(days=14)
    await siti.presses("Beda dua jalur")

    assert "(hari ini yang terakhir)" in (await siti.presses("Kembali")).plain


async def test_between_the_limits_the_words_are_honest(siti: Chat, moment: Moment) -> None:
    moment.now += timedelta(days=16)
    shown = (await siti.types("/keberatan")).plain

    assert "Batas aman: Selasa, 8 Desember 2026 (sudah lewat)" in shown
    assert "masih ada waktu sampai Senin, 14 Desember 2026" in shown
    assert "mungkin dinilai terlambat" in shown


async def test_after_both_limits_it_is_still_possible_and_a_human_is_named(
    siti: Chat, moment: Moment, own: Own
) -> None:
    moment.now += timedelta(days=40)
    shown = (await siti.types("/keberatan")).plain

    assert "tidak dapat diterima" in shown
    assert "tetap dapat disampaikan" in shown
    await write_letter(siti)
    assert own().is_drafted


async def test_an_estimated_day_off_is_said_to_be_one(line: Line, region: Kemuning, moment: Moment) -> None:
    moment.now += timedelta(days=30)
    with region.region.store.write() as work:
        (proposal,) = work.proposals.of_person(region.id_of(SITI))
        work.proposals.enter([proposal.id], Status.DECREE, by="operator", now=moment.now)
        work.commit()

    shown = (await line.of(SITI.user_id).types("/keberatan")).plain
    assert "Sebagian hari libur pada hitungan hari kerja masih perkiraan." in shown


async def test_the_two_lanes_are_compared_on_one_screen(siti: Chat) -> None:
    await siti.types("/keberatan")
    shown = (await siti.presses("Beda dua jalur")).plain

    assert "Aspirasi – tidak resmi" in shown
    assert "Keberatan – resmi dan tertulis" in shown
    assert shown.count("BPASN") == 1
    assert "dengan sendirinya menunda" in shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("24-11-2026", "2026-11-24"), ("24/11/2026", "2026-11-24"), ("24 . 11 . 2026", "2026-11-24")],
)
async def test_the_day_of_receipt_is_typed_as_people_write_it(
    siti: Chat, own: Own, typed: str, kept: str
) -> None:
    await siti.types("/keberatan")
    await siti.presses("Tanggal SK")
    await siti.presses("Tanggal lain")
    shown = await siti.types(typed)

    decree = own().decree
    assert decree is not None
    assert str(decree.days.received_on) == kept
    assert "14 hari kerja sejak SK diterima (Selasa, 24 November 2026)" in shown.plain


async def test_the_day_of_receipt_is_chosen_by_a_button(siti: Chat, own: Own, moment: Moment) -> None:
    moment.now += timedelta(days=2)
    await siti.types("/keberatan")
    await siti.presses("Tanggal SK")
    await siti.presses("Rabu, 25 November 2026")

    decree = own().decree
    assert decree is not None
    assert str(decree.days.received_on) == "2026-11-25"


async def test_an_earlier_day_printed_on_the_decree_moves_the_safe_limit(siti: Chat) -> None:
    await siti.types("/keberatan")
    await siti.presses("Tanggal SK")
    await siti.presses("Tanggal pada SK")

    assert "Batas aman: Jumat, 4 Desember 2026" in (await siti.types("20-11-2026")).plain


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("besok", "Tanggalnya belum terbaca"),
        ("31-02-2026", "Tanggalnya belum terbaca"),
        ("99999999999", "Tanggalnya belum terbaca"),
        ("25-11-2026", "Tanggal itu belum tiba"),
        ("23-11-2026", "tidak lebih awal daripada tanggal SK (24-11-2026)"),
    ],
)
async def test_what_is_no_such_day_is_asked_for_again(siti: Chat, typed: str, told: str) -> None:
    await siti.types("/keberatan")
    await siti.presses("Tanggal SK")
    await siti.presses("Tanggal lain")

    assert told in (await siti.types(typed)).plain
    assert "14 hari kerja sejak SK diterima" in (await siti.types("24-11-2026")).plain


async def test_whoever_asks_is_reminded_and_can_stop_it(siti: Chat, own: Own) -> None:
    await siti.types("/keberatan")
    await siti.presses("Ingatkan saya")
    asked = own().is_reminded
    await siti.presses("Jangan ingatkan")

    assert (asked, own().is_reminded) == (True, False)


@pytest.mark.parametrize(
    "value", ["received:2026-02-31", "received:x", "type:x", "ground:rule", "make", "go:check", "nonsense"]
)
async def test_a_button_of_nobody_harms_nothing(siti: Chat, own: Own, value: str) -> None:
    await siti.types("/keberatan")
    await siti.presses_value(f"v1:objection:{value}")

    assert "gangguan" not in siti.last.plain
    assert own().objection is None


async def test_hrs_answer_is_read_in_the_chat_with_its_reason(
    siti: Chat, own: Own, office: Office, region: Kemuning, moment: Moment
) -> None:
    await write_letter(siti)
    await siti.types("/keberatan")
    await siti.presses("Serahkan")
    await siti.presses("Sudah diserahkan di kantor")
    await siti.presses("Ya, sudah saya serahkan")
    kept = own().objection
    assert kept is not None
    desk = ObjectionAnswerDesk(office.store, estimate=estimated, zone=ZONE)
    by = Actor(region.id_of(RINA))
    desk.answer(
        kept.number or "",
        Verdict.NOT_ADMISSIBLE,
        letter="800/7",
        reason="<b>Lewat</b> batas.",
        by=by,
        now=moment.now,
    )

    shown = await siti.types("/keberatan")
    assert "Tidak dapat diterima karena terlambat" in shown.plain
    assert "<b>Lewat</b> batas." in shown.plain
    assert "800/7" in shown.plain
    assert "Tarik keberatan" not in shown.labels


async def test_english_is_complete(siti: Chat) -> None:
    await siti.types("/bahasa")
    await siti.presses("English")
    shown = await siti.types("/objection")

    assert "Safe limit: Tuesday, 8 December 2026 (14 days left)" in shown.plain
    assert (await siti.presses("Two lanes compared")).plain.startswith("Two different lanes")
