"""One's own objection, from the decree to the answer, on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.actors import Actor
from domain.deadlines import ClockStanding
from domain.objections.desk import REASONS_AT_MOST, ObjectionDesk
from domain.objections.records import DecreeDay, State, Verdict
from domain.objections.refusals import (
    DayAhead,
    DayBeforeDecree,
    GroundsNeeded,
    NoDecreeYet,
    NoObjectionOpen,
    ObjectionAnswered,
    ObjectionSubmitted,
    SignedFileEmpty,
    SignedFileMissing,
    SignedFilesFull,
    SignedFileTooLarge,
    SignedFileUnknown,
    WritingTooLong,
)
from domain.objections.signed_files import FILES_AT_MOST, SIZE_AT_MOST
from storage.store import SqlStore
from tests.domain.objections.conftest import PDF, WRITING, ZONE, Decided, estimated
from tests.people import ANDI, RINA, SITI, kemuning


def test_before_the_decree_nothing_can_be_written(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now)
    desk = ObjectionDesk(store, estimate=estimated, zone=ZONE)
    own = desk.own(region.id_of(SITI), now=now)

    assert (own.has_proposal, own.decree, own.clock) == (True, None, None)
    with pytest.raises(NoDecreeYet):
        desk.write(region.id_of(SITI), WRITING, now=now)
    with pytest.raises(NoDecreeYet):
        desk.remind(region.id_of(ANDI), wanted=True, now=now)


def test_the_clock_is_counted_anew_at_every_look(decided: Decided, now: datetime, later: datetime) -> None:
    first, second = (decided.desk.own(decided.siti, now=at) for at in (now, later))
    third = decided.desk.own(decided.siti, now=now + timedelta(days=40))

    assert first.clock is not None
    assert first.clock.safe.last_day == date(2026, 12, 8)
    assert (first.safe_days_left, first.standing) == (14, ClockStanding.SAFE)
    assert (second.safe_days_left, second.standing) == (-2, ClockStanding.DOUBTFUL)
    assert third.standing is ClockStanding.LATE


def test_the_day_of_receipt_is_kept_and_only_adds_a_later_reading(decided: Decided, now: datetime) -> None:
    three_days_on = now + timedelta(days=3)
    before = decided.desk.own(decided.siti, now=three_days_on).clock
    after = decided.desk.state_day(
        decided.siti, DecreeDay.RECEIVED, date(2026, 11, 27), now=three_days_on
    ).clock

    assert before is not None
    assert after is not None
    assert after.received_on == date(2026, 11, 27)
    assert after.safe == before.safe
    assert after.last_day > before.last_day


def test_an_earlier_day_printed_on_the_decree_moves_every_limit_forward(
    decided: Decided, now: datetime
) -> None:
    own = decided.desk.state_day(decided.siti, DecreeDay.PRINTED, date(2026, 11, 20), now=now)

    assert own.clock is not None
    assert own.clock.safe.last_day == date(2026, 12, 4)
    late = decided.desk.state_day(decided.siti, DecreeDay.PRINTED, date(2026, 11, 24), now=now)
    assert late.clock is not None
    assert late.clock.safe.last_day == date(2026, 12, 8)


def test_days_that_cannot_be_are_refused(decided: Decided, now: datetime) -> None:
    with pytest.raises(DayAhead):
        decided.desk.state_day(decided.siti, DecreeDay.RECEIVED, date(2026, 11, 25), now=now)
    with pytest.raises(DayBeforeDecree):
        decided.desk.state_day(decided.siti, DecreeDay.RECEIVED, date(2026, 11, 23), now=now)


def test_a_letter_is_kept_sealed_and_may_be_changed_until_it_is_handed_in(
    decided: Decided, now: datetime
) -> None:
    first = decided.desk.write(decided.siti, WRITING, now=now).objection
    changed = replace(WRITING, reasons="Data saya keliru.")
    second = decided.desk.write(decided.siti, changed, now=now + timedelta(minutes=1)).objection

    assert first is not None
    assert second is not None
    assert (second.id, second.writing) == (first.id, changed)
    with decided.region.region.store.read() as work:
        old, new = work.codes.find(first.letter_code), work.codes.find(second.letter_code)
    assert old is not None
    assert old.withdrawn_at is not None
    assert new is not None
    assert (new.withdrawn_at, new.addressee) == (None, decided.siti)


@pytest.mark.parametrize(
    ("writing", "refusal"),
    [
        (replace(WRITING, grounds=()), GroundsNeeded),
        (replace(WRITING, reasons=" \n "), GroundsNeeded),
        (replace(WRITING, reasons="x" * (REASONS_AT_MOST + 1)), WritingTooLong),
        (replace(WRITING, documents="x" * 4_001), WritingTooLong),
    ],
)
def test_a_letter_without_reasons_or_without_end_is_refused(
    decided: Decided, now: datetime, writing: object, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        decided.desk.write(decided.siti, writing, now=now)  # type: ignore[arg-type] # as parametrised
    assert decided.desk.own(decided.siti, now=now).objection is None


def test_handing_in_gives_a_random_number_and_starts_hrs_clock(decided: Decided, now: datetime) -> None:
    decided.desk.write(decided.siti, WRITING, now=now)
    decided.desk.add_file(decided.siti, "surat.pdf", PDF, now=now)
    own = decided.desk.submit(decided.siti, on_paper=False, now=now)

    assert own.objection is not None
    assert own.objection.state is State.SUBMITTED
    assert own.objection.number is not None
    assert own.objection.number.startswith("KBR-")
    assert own.answer_due is not None
    # 21 working days from 24 November: the days off of December 2026 are by decree.
    assert own.answer_due.last_day == date(2026, 12, 23)
    assert not own.is_reminded


def test_what_is_late_can_still_be_handed_in(decided: Decided, now: datetime) -> None:
    late = now + timedelta(days=60)
    decided.desk.write(decided.siti, WRITING, now=late)
    own = decided.desk.submit(decided.siti, on_paper=True, now=late)
    (waiting,) = decided.answers.waiting(by=Actor(decided.region.id_of(RINA)), now=late)

    assert own.objection is not None
    assert own.objection.on_paper
    assert waiting.came_late


def test_nothing_is_handed_in_twice_or_changed_afterwards(decided: Decided, now: datetime) -> None:
    with pytest.raises(NoObjectionOpen):
        decided.desk.submit(decided.siti, on_paper=True, now=now)
    decided.desk.write(decided.siti, WRITING, now=now)
    with pytest.raises(SignedFileMissing):
        decided.desk.submit(decided.siti, on_paper=False, now=now)
    number = decided.desk.submit(decided.siti, on_paper=True, now=now).objection

    with pytest.raises(ObjectionSubmitted):
        decided.desk.submit(decided.siti, on_paper=True, now=now)
    with pytest.raises(ObjectionSubmitted):
        decided.desk.write(decided.siti, WRITING, now=now)
    with pytest.raises(ObjectionSubmitted):
        decided.desk.add_file(decided.siti, "surat.pdf", PDF, now=now)
    assert decided.desk.own(decided.siti, now=now).objection == number


def test_files_are_judged_by_content_sealed_and_kept_once(decided: Decided, now: datetime) -> None:
    decided.desk.write(decided.siti, WRITING, now=now)
    for content, refusal in (
        (b"", SignedFileEmpty),
        (b"MZ\x90 program", SignedFileUnknown),
        (PDF + b"x" * SIZE_AT_MOST, SignedFileTooLarge),
    ):
        with pytest.raises(refusal):
            decided.desk.add_file(decided.siti, "surat.pdf", content, now=now)
    for _ in range(2):
        own = decided.desk.add_file(decided.siti, "../..\\surat\n.pdf", PDF, now=now)

    assert [(one.name, one.media, one.size) for one in own.files] == [
        ("....surat.pdf", "application/pdf", len(PDF))
    ]
    with decided.region.region.store.read() as work:
        assert work.objections.content(own.files[0].id) == PDF


def test_there_is_room_for_so_many_files_and_they_can_be_taken_back(decided: Decided, now: datetime) -> None:
    decided.desk.write(decided.siti, WRITING, now=now)
    for number in range(FILES_AT_MOST):
        decided.desk.add_file(decided.siti, "foto.jpg", b"\xff\xd8\xff" + bytes([number]), now=now)
    with pytest.raises(SignedFilesFull):
        decided.desk.add_file(decided.siti, "foto.png", b"\x89PNG\r\n\x1a\n", now=now)

    assert decided.desk.drop_files(decided.siti, now=now).files == ()


def test_a_withdrawn_one_ends_and_another_may_follow(decided: Decided, now: datetime) -> None:
    decided.desk.write(decided.siti, WRITING, now=now)
    decided.desk.submit(decided.siti, on_paper=True, now=now)
    own = decided.desk.withdraw(decided.siti, now=now)

    assert own.objection is not None
    assert own.objection.state is State.WITHDRAWN
    with pytest.raises(NoObjectionOpen):
        decided.desk.withdraw(decided.siti, now=now)
    again = decided.desk.write(decided.siti, WRITING, now=now + timedelta(minutes=1))
    assert again.is_drafted


def test_an_answered_one_stays_answered(decided: Decided, now: datetime) -> None:
    decided.desk.write(decided.siti, WRITING, now=now)
    kept = decided.desk.submit(decided.siti, on_paper=True, now=now).objection
    assert kept is not None
    by = Actor(decided.region.id_of(RINA))
    decided.answers.answer(
        kept.number or "", Verdict.REJECTED, letter="800/1", reason="Sesuai aturan.", by=by, now=now
    )

    with pytest.raises(ObjectionAnswered):
        decided.desk.withdraw(decided.siti, now=now)
    with pytest.raises(ObjectionAnswered):
        decided.desk.write(decided.siti, WRITING, now=now)
