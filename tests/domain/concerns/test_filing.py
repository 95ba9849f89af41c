"""Filing a concern: what is taken, what is refused, and what the sender is told."""

import io
import zipfile
from datetime import date, datetime

import pytest

from domain.concerns.desk import CASES_AT_MOST, TEXT_AT_MOST
from domain.concerns.files import FILES_AT_MOST, MEGABYTES_AT_MOST
from domain.concerns.receipts import read_receipt
from domain.concerns.records import ByReceipt, CaseStatus, FileKind, Mode, NewCase
from domain.concerns.refusals import (
    ConcernBelongsElsewhere,
    ConcernEmpty,
    ConcernTooLong,
    FileKindUnfit,
    FileTooLarge,
    NotAReceipt,
    ReceiptUnknown,
    SealNotReady,
    TooManyCases,
    TooManyFiles,
    TooManyGuesses,
)
from domain.concerns.taxonomy import HANDLING, Concern, Desk, Intake
from domain.refusals import Refusal
from tests.domain.concerns.conftest import Town

WORRY = NewCase(concern=Concern.DISTANCE_TIME, text="Perjalanan dua jam sekali jalan.")
PDF, JPEG, PNG = b"%PDF-1.7 surat", b"\xff\xd8\xff\xe0foto", b"\x89PNG\r\n\x1a\nfoto"


def packed(*names: str, first: bytes = b"") -> bytes:
    """A zip with files by these names."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name in names:
            made.writestr(name, first)
    return kept.getvalue()


def test_every_kind_of_concern_has_a_desk_and_a_way() -> None:
    assert HANDLING.keys() == set(Concern)
    assert [one for one, how in HANDLING.items() if how.desk is Desk.INSPECTORATE] == [Concern.POLITICS]
    assert not HANDLING[Concern.HEALTH].may_be_typed


@pytest.mark.parametrize("mode", [Mode.SEALED, Mode.CONFIDENTIAL])
def test_the_sender_gets_a_number_a_fingerprint_and_a_working_day(
    town: Town, now: datetime, mode: Mode
) -> None:
    filed = town.concerns.open_case(WORRY, mode, sender=town.siti, now=now)
    (case,) = town.concerns.own(town.siti)

    assert filed.number == case.number
    assert filed.number.startswith("ASP-")
    assert len(filed.number) == len("ASP-") + 8
    assert len(filed.fingerprint) == 10
    # Fourteen working days after a Tuesday, over no holiday.
    assert filed.answer_due_on == date(2026, 12, 14)
    assert (case.status, case.mode, case.opened_on) == (CaseStatus.NEW, mode, date(2026, 11, 24))
    assert case.entries[0].text == WORRY.text


def test_numbers_do_not_count(town: Town, now: datetime) -> None:
    numbers = [
        town.concerns.open_case(WORRY, Mode.SEALED, sender=town.siti, now=now).number for _ in range(10)
    ]

    assert len(set(numbers)) == 10
    assert numbers not in (sorted(numbers), sorted(numbers, reverse=True))


def test_nobody_else_finds_the_case(town: Town, now: datetime) -> None:
    town.concerns.open_case(WORRY, Mode.SEALED, sender=town.siti, now=now)

    assert town.concerns.own(town.budi) == []
    assert len(town.concerns.own(town.siti)) == 1


def test_before_the_seal_is_set_up_a_sealed_case_is_refused_and_the_other_ways_work(
    unsealed_town: Town, now: datetime
) -> None:
    town = unsealed_town
    with pytest.raises(SealNotReady):
        town.concerns.open_case(WORRY, Mode.SEALED, sender=town.siti, now=now)
    town.concerns.open_case(WORRY, Mode.CONFIDENTIAL, sender=town.siti, now=now)
    town.concerns.file_without_return(WORRY, town.concerns.make_receipt(), now=now)

    assert not town.concerns.can_seal()
    assert [one.mode for one in town.concerns.own(town.siti)] == [Mode.CONFIDENTIAL]
    assert len(town.handling.queue(by=town.rina)) == 2


def test_politics_are_not_taken_here(town: Town, now: datetime) -> None:
    with pytest.raises(ConcernBelongsElsewhere):
        town.concerns.open_case(
            NewCase(concern=Concern.POLITICS, text="…"), Mode.SEALED, sender=town.siti, now=now
        )


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (NewCase(concern=Concern.CAREER, text="  \n"), ConcernEmpty),
        (NewCase(concern=Concern.CAREER, text="x" * (TEXT_AT_MOST + 1)), ConcernTooLong),
        (NewCase(concern=Concern.CAREER, text="x", files=(PDF,) * (FILES_AT_MOST + 1)), TooManyFiles),
        (
            NewCase(concern=Concern.CAREER, text="x", files=(PDF + bytes(MEGABYTES_AT_MOST << 20),)),
            FileTooLarge,
        ),
        (NewCase(concern=Concern.CAREER, text="x", files=(b"MZ program",)), FileKindUnfit),
        (NewCase(concern=Concern.CAREER, text="x", files=(b"",)), FileKindUnfit),
        (NewCase(concern=Concern.CAREER, text="x", files=(b"PK\x03\x04 cut off",)), FileKindUnfit),
        (
            NewCase(
                concern=Concern.CAREER, text="x", files=(packed("word/document.xml", "word/vbaProject.bin"),)
            ),
            FileKindUnfit,
        ),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    town: Town, now: datetime, new: NewCase, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        town.concerns.open_case(new, Mode.SEALED, sender=town.siti, now=now)

    assert town.concerns.own(town.siti) == []


def test_files_are_known_by_their_content_and_come_back_as_they_were(town: Town, now: datetime) -> None:
    odf = packed("mimetype", "content.xml", first=b"application/vnd.oasis.opendocument.text")
    files = (PDF, JPEG, PNG, packed("word/document.xml"), packed("xl/workbook.xml"), odf)
    town.concerns.open_case(
        NewCase(concern=Concern.CAREER, text="", files=files), Mode.SEALED, sender=town.siti, now=now
    )
    (case,) = town.concerns.own(town.siti)
    kept = case.entries[0].files

    assert [one.kind for one in kept] == [
        FileKind.PDF,
        FileKind.JPEG,
        FileKind.PNG,
        FileKind.DOCX,
        FileKind.XLSX,
        FileKind.ODF,
    ]
    for stored, content in zip(kept, files, strict=True):
        assert town.concerns.file(case.number, stored.id, owner=town.as_siti) == (stored, content)
        assert town.handling.file(case.number, stored.id, by=town.rina)[1] == content


def test_the_category_alone_asks_for_a_contact_where_words_are_not_for_the_chat(
    town: Town, now: datetime
) -> None:
    for concern, how in HANDLING.items():
        if how.intake is Intake.CLOSED_FORM:
            town.concerns.open_case(NewCase(concern=concern, text=""), Mode.SEALED, sender=town.siti, now=now)

    assert len(town.concerns.own(town.siti)) == 3


def test_a_form_ends_with_the_case(town: Town, now: datetime) -> None:
    town.concerns.open_case(WORRY, Mode.SEALED, sender=town.siti, form_of=501, now=now)

    with town.store.read() as work:
        assert work.conversations.of(501, now=now) is None


def test_there_is_an_end_to_how_many_cases_one_person_keeps(town: Town, now: datetime) -> None:
    for _ in range(CASES_AT_MOST):
        town.concerns.open_case(WORRY, Mode.CONFIDENTIAL, sender=town.siti, now=now)

    with pytest.raises(TooManyCases):
        town.concerns.open_case(WORRY, Mode.CONFIDENTIAL, sender=town.siti, now=now)
    assert len(town.concerns.own(town.siti)) == CASES_AT_MOST


def test_whoever_holds_the_receipt_comes_back_with_it_however_it_is_typed(town: Town, now: datetime) -> None:
    receipt = town.concerns.make_receipt()
    filed = town.concerns.file_without_return(WORRY, receipt, now=now)
    town.handling.answer(filed.number, "Ada mobil dinas.", by=town.rina, now=now)
    typed = f" {receipt.lower().replace('0', 'o').replace('-', ' ')} "

    case = town.concerns.open_with_receipt(typed, asked_by=1, now=now)
    owner = ByReceipt(read_receipt(typed))
    town.concerns.add(case.number, "Terima kasih.", owner=owner, now=now)

    assert [one.text for one in case.entries] == [WORRY.text, "Ada mobil dinas."]
    assert town.concerns.own(town.siti) == []
    assert len(town.concerns.open_with_receipt(receipt, asked_by=1, now=now).entries) == 3


def test_a_receipt_code_has_a_hundred_random_bits_and_is_kept_nowhere(town: Town) -> None:
    codes = {town.concerns.make_receipt() for _ in range(200)}

    assert len(codes) == 200
    assert {len(read_receipt(one)) * 5 for one in codes} == {100}
    assert "ABCD" not in repr(ByReceipt("ABCD"))


def test_guessing_is_slowed_down_for_the_one_who_guesses_alone(town: Town, now: datetime) -> None:
    receipt = town.concerns.make_receipt()
    town.concerns.file_without_return(WORRY, receipt, now=now)
    with pytest.raises(NotAReceipt):
        town.concerns.open_with_receipt("ABC", asked_by=1, now=now)
    for _ in range(5):
        with pytest.raises(ReceiptUnknown):
            town.concerns.open_with_receipt(town.concerns.make_receipt(), asked_by=1, now=now)

    with pytest.raises(TooManyGuesses) as refused:
        town.concerns.open_with_receipt(receipt, asked_by=1, now=now)
    assert refused.value.facts == {"minutes": 60}
    assert town.concerns.open_with_receipt(receipt, asked_by=2, now=now).entries
