"""The lanes beside concerns: corrections, objections, what weighs on people and their rights."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.papers import print_now
from domain.corrections.records import CorrectionStatus, FactCode, Paper
from domain.linking.records import Purpose as ConsentTo
from domain.objections.alarming import alarm_objections
from domain.objections.papers import AnswerFacts
from domain.objections.records import State, Verdict
from domain.preferences.records import ConstraintKind, ConstraintState
from domain.privacy.records import State as RightState
from handlers.office import Office
from storage.tables import person, view_log
from tests.domain.objections.conftest import PDF, WRITING, decide
from tests.handlers.objection.conftest import Here
from tests.handlers.officers.cases.conftest import ZONE, Desk
from tests.handlers.officers.cases.test_desk_story import told
from tests.handlers.test_lengths import HOSTILE
from tests.people import ANDI, HASAN, RINA, SITI

REASON = "Masa jabatan dihitung sejak pelantikan dan sudah melewati dua tahun."


def _objected(desk: Desk) -> str:
    """Siti hands in an objection; return its number."""
    siti, now = desk.region.id_of(SITI), desk.clock.now
    decide(desk.region, now)
    objections = desk.office.objections
    objections.write(siti, WRITING, now=now)
    objections.add_file(siti, "surat.pdf", PDF, now=now)
    own = objections.submit(siti, on_paper=False, now=now)
    assert own.objection is not None
    assert own.objection.number is not None
    return own.objection.number


async def _lane(desk: Desk, label: str) -> None:
    await desk.rina.types("/tiket")
    await desk.rina.presses("Jalur lain")
    await desk.rina.presses(label)


async def test_an_objection_is_answered_with_a_draft_letter_and_its_person_is_told(desk: Desk) -> None:
    number = _objected(desk)
    told(desk)
    await _lane(desk, "Keberatan (1)")
    assert "sisa 21 hari kerja" in desk.rina.last.plain
    assert "Siti" not in desk.rina.last.plain
    assert _views(desk) == []
    await desk.rina.presses(number)
    assert "Siti Rahmawati" in desk.rina.last.plain
    assert WRITING.reasons in desk.rina.last.plain
    await desk.rina.presses("Lihat berkas")
    files = [one.file.content for one in desk.rina.messages if one.file]
    assert files == [WRITING.reasons.encode(), PDF]
    await desk.rina.presses_value(f"v1:ti_item:o.{number}.rejected")
    await desk.rina.types(REASON)
    await desk.rina.presses("Nomor surat")
    await desk.rina.types("800/77/BKPSDM/2026")
    assert "Nomor surat: 800/77/BKPSDM/2026" in desk.rina.last.plain
    await desk.rina.presses("Konsep surat")
    draft = desk.rina.last.file
    assert draft is not None
    assert draft.name == f"konsep-{number}.pdf"
    assert REASON in draft.content.decode()
    assert desk.office.objections.own(desk.region.id_of(SITI), now=desk.clock.now).objection
    await desk.rina.presses("Periksa dan kirim")
    await desk.rina.presses("Kirim jawaban")

    kept = desk.office.objections.own(desk.region.id_of(SITI), now=desk.clock.now).objection
    assert kept is not None
    assert kept.state is State.ANSWERED
    assert kept.answer is not None
    assert (kept.answer.verdict, kept.answer.reason) == (Verdict.REJECTED, REASON)
    assert told(desk) == [(SITI.user_id, "objection.notice.answered")]
    # Pressed again: what stands is shown, and nothing is answered twice.
    await desk.hasan.presses_value(f"v1:ti_item:o.{number}.accepted")
    assert REASON in desk.hasan.last.plain


async def test_the_draft_letter_is_a_pdf_that_says_it_is_a_draft(desk: Desk) -> None:
    number = _objected(desk)
    found = desk.office.cases.objections.show(number, by=desk.actor(RINA), now=desk.clock.now)
    facts = AnswerFacts(
        person=found.person,
        proposal=found.decree.proposal,
        number=number,
        submitted_on=found.submitted_on,
        decided_on=found.decree.decided_on,
        verdict=Verdict.NOT_ADMISSIBLE,
        reason=REASON * 14,
        letter="",
        dated_on=found.submitted_on,
    )
    papers = desk.office.papers
    assert isinstance(papers, Here)
    made = print_now(papers.office, facts, progress=lambda _stage, _done, _total: None)
    again = print_now(papers.office, facts, progress=lambda _stage, _done, _total: None)

    assert made.content.startswith(b"%PDF-")
    assert made.content == again.content
    assert made.left_out == 0


def test_an_objection_near_its_limit_is_told_once_and_at_the_limit_to_the_head(desk: Desk) -> None:
    number = _objected(desk)
    told(desk)
    due = desk.office.cases.objections.show(number, by=desk.actor(RINA), now=desk.clock.now).due.last_day
    assert _alarm(desk) == []
    while desk.office.cases.queue.days_left(due, now=desk.clock.now) > 2:
        desk.passes(1)
    near = _alarm(desk)
    assert {key for _chat, key in near} == {"objection.hr.alarm.near"}
    assert {chat for chat, _key in near} == {RINA.user_id, HASAN.user_id, ANDI.user_id}
    assert _alarm(desk) == []
    while desk.clock.now.astimezone(ZONE).date() < due:
        desk.passes(1)
    assert (HASAN.user_id, "objection.hr.alarm.late") in _alarm(desk)
    desk.passes(3)
    assert _alarm(desk) == []


def _alarm(desk: Desk) -> list[tuple[int, str]]:
    with desk.store.write() as work:
        alarm_objections(work, lambda _year: [], zone=ZONE, now=desk.clock.now)
        work.commit()
    return told(desk)


async def test_a_correction_is_answered_within_its_hours_and_a_draft_is_kept(desk: Desk) -> None:
    siti = desk.region.id_of(SITI)
    filed = desk.office.corrections.file(
        siti,
        FactCode.EDUCATION,
        "Pendidikan saya S-1.",
        paper=Paper(kind="pdf", size=len(PDF)),
        content=PDF,
        now=desk.clock.now,
    )
    await _lane(desk, "Perbaikan data (1)")
    assert "sisa 72 jam" in desk.rina.last.plain
    await desk.rina.presses(filed.number)
    assert "Pendidikan saya S-1." in desk.rina.last.plain
    await desk.rina.presses("Terima")
    await desk.rina.types("Data pendidikan sudah diperbarui di SIASN.")
    await desk.rina.types("/batal")
    desk.clock.passes(timedelta(hours=73))
    await desk.rina.presses_value(f"v1:ti_item:c.{filed.number}.rejected")
    assert "belum dikirim" in desk.rina.last.plain
    await desk.rina.presses("Lanjutkan draf")
    assert "SIASN" in desk.rina.last.plain
    await desk.rina.presses("Kirim jawaban")

    (kept,) = desk.office.corrections.own(siti, now=desk.clock.now).filed
    assert kept.status is CorrectionStatus.ACCEPTED
    assert (siti, "correction") in _views(desk)


def _views(desk: Desk) -> list[tuple[int, str]]:
    with desk.store.engine.connect() as connection:
        seen = connection.execute(select(view_log.c.person_id, view_log.c.purpose))
        return [(one.person_id, one.purpose) for one in seen]


async def test_what_weighs_on_somebody_is_acknowledged_or_declined_with_a_reason(desk: Desk) -> None:
    siti = desk.region.id_of(SITI)
    for purpose in (ConsentTo.PREFERENCES, ConsentTo.SPECIAL_DATA):
        desk.office.accounts.grant(SITI.user_id, purpose, text_version="1", now=desk.clock.now)
    for kind in (ConstraintKind.TIMING, ConstraintKind.SCHOOLING):
        desk.office.preferences.constrain(siti, kind, note="Setelah Juli", now=desk.clock.now)
    numbers = {
        one.kind: one.number for one in desk.office.preferences.own(siti, now=desk.clock.now).constraints
    }
    await _lane(desk, "Pertimbangan (2)")
    await desk.rina.presses(numbers[ConstraintKind.TIMING])
    await desk.rina.presses("Akui")
    await desk.rina.presses("Kirim jawaban")
    await desk.rina.presses_value(f"v1:ti_item:w.{numbers[ConstraintKind.SCHOOLING]}.declined")
    await desk.rina.types("x" * 1_001)
    assert "1.000" in desk.rina.last.plain
    await desk.rina.types("Anak sudah lulus menurut surat terlampir.")
    await desk.rina.presses("Kirim jawaban")

    own = desk.office.preferences.own(siti, now=desk.clock.now).constraints
    assert {one.kind: one.state for one in own} == {
        ConstraintKind.TIMING: ConstraintState.ACKNOWLEDGED,
        ConstraintKind.SCHOOLING: ConstraintState.DECLINED,
    }


async def test_a_right_is_carried_out_or_refused_with_its_reason(desk: Desk) -> None:
    siti = desk.region.id_of(SITI)
    asked = desk.office.privacy.restrict(siti, now=desk.clock.now)
    await _lane(desk, "Hak data pribadi (1)")
    await desk.rina.presses(asked.id)
    await desk.rina.presses("Tidak dapat dipenuhi")
    await desk.rina.types("Data diperlukan untuk penggajian.")
    await desk.rina.presses("Kirim jawaban")

    assert _right(desk.office, asked.id, desk) is RightState.REFUSED
    await _lane(desk, "Hak data pribadi (0)")
    assert "Tidak ada yang menunggu" in desk.rina.last.plain


def _right(office: Office, number: str, desk: Desk) -> RightState:
    return office.cases.rights.show(number, by=desk.actor(HASAN), now=desk.clock.now).request.state


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_every_screen_survives_hostile_names(desk: Desk, hostile: str) -> None:
    number, objection = desk.files(hostile * 7), _objected(desk)
    filed = desk.office.corrections.file(
        desk.region.id_of(SITI), FactCode.OTHER, (hostile * 7)[:999], now=desk.clock.now
    )
    for who in (SITI, HASAN):
        names = {"name": hostile, "title_front": hostile, "title_back": hostile, "position": hostile}
        desk.region.region.change(person, desk.region.id_of(who), **names)
    desk.office.cases.assigning.give(
        number, desk.region.id_of(HASAN), by=desk.actor(RINA), now=desk.clock.now
    )
    for value in (
        "v1:ti",
        f"v1:ti_case:{number}",
        f"v1:ti_case:{number}.more",
        f"v1:ti_act:{number}.give",
        f"v1:ti_item:o.{objection}",
        f"v1:ti_item:c.{filed.number}",
    ):
        await desk.rina.presses_value(value)
        assert "gangguan" not in desk.rina.last.plain, value
