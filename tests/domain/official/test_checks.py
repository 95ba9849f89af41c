"""What somebody is told of a code or a file, and what they are never told."""

from datetime import date, datetime, timedelta

import pytest

from domain.official.checks import CHECKS_AT_MOST, WITHIN, Asker, CheckDesk, Verdict, Whose
from domain.official.codes import new_code, shown
from domain.official.digests import digest_of
from domain.official.records import Kind, NewDocument
from domain.official.refusals import TooManyChecks
from storage.store import SqlStore
from tests.people import ANDI, SITI, Kemuning, kemuning

LETTER = b"%PDF-1.7 an invented letter"
STRANGER = Asker(user_id=599, person_id=None)


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


@pytest.fixture
def desk(store: SqlStore) -> CheckDesk:
    return CheckDesk(store)


def issue(
    region: Kemuning, now: datetime, *, addressee: int | None = None, digest: bytes | None = None
) -> str:
    paper = NewDocument(
        kind=Kind.LETTER,
        title="Jadwal periksa data",
        digest=digest,
        addressee=addressee,
        issued_on=date(2026, 11, 23),
    )
    with region.region.store.write() as work:
        code = work.codes.issue(paper, now=now)
        work.commit()
    return code


def test_a_code_is_genuine_and_says_what_it_was_issued_for(
    region: Kemuning, desk: CheckDesk, now: datetime
) -> None:
    code = issue(region, now, digest=digest_of(LETTER))
    [answer] = desk.text(code, STRANGER, now=now)

    assert answer.verdict is Verdict.GENUINE
    assert answer.issued is not None
    assert (answer.issued.kind, answer.issued.title) == (Kind.LETTER, "Jadwal periksa data")
    assert answer.issued.issued_on == date(2026, 11, 23)
    assert answer.issued.digests == (digest_of(LETTER),)


def test_a_code_that_nobody_issued_is_unknown(region: Kemuning, desk: CheckDesk, now: datetime) -> None:
    issue(region, now)
    [answer] = desk.text(shown(new_code()), STRANGER, now=now)

    assert (answer.verdict, answer.issued) == (Verdict.UNKNOWN, None)


@pytest.mark.usefixtures("region")
def test_a_text_without_a_code_has_no_answer_and_is_not_counted(desk: CheckDesk, now: datetime) -> None:
    for _ in range(CHECKS_AT_MOST + 1):
        assert desk.text("apa kabar", STRANGER, now=now) == []


def test_only_the_addressee_is_told_that_it_is_theirs(
    region: Kemuning, desk: CheckDesk, now: datetime
) -> None:
    siti, andi = region.id_of(SITI), region.id_of(ANDI)
    code = issue(region, now, addressee=siti)
    said = {
        asker.person_id: desk.text(code, asker, now=now)[0].whose
        for asker in (STRANGER, Asker(user_id=501, person_id=siti), Asker(user_id=505, person_id=andi))
    }

    assert said == {None: Whose.SOMEBODY, siti: Whose.YOU, andi: Whose.SOMEBODY}


def test_a_withdrawn_code_is_not_genuine_any_more(region: Kemuning, desk: CheckDesk, now: datetime) -> None:
    code = issue(region, now, digest=digest_of(LETTER))
    with region.region.store.write() as work:
        assert work.codes.withdraw(code, now=now)
        assert not work.codes.withdraw(code, now=now)
        work.commit()

    assert desk.text(code, STRANGER, now=now)[0].verdict is Verdict.WITHDRAWN
    assert desk.file(digest_of(LETTER), STRANGER).verdict is Verdict.WITHDRAWN


def test_a_file_is_genuine_only_to_the_last_byte(region: Kemuning, desk: CheckDesk, now: datetime) -> None:
    code = issue(region, now)
    with region.region.store.write() as work:
        work.codes.attach(code, digest_of(LETTER))
        work.codes.attach(code, digest_of(LETTER))
        work.commit()

    assert desk.file(digest_of(LETTER), STRANGER).verdict is Verdict.GENUINE
    assert desk.file(digest_of(LETTER + b"\n"), STRANGER).verdict is Verdict.UNKNOWN


def test_of_two_papers_with_one_content_the_valid_one_answers(
    region: Kemuning, desk: CheckDesk, now: datetime
) -> None:
    first, second = (issue(region, now, digest=digest_of(LETTER)) for _ in range(2))
    with region.region.store.write() as work:
        work.codes.withdraw(second, now=now)
        work.commit()

    assert desk.file(digest_of(LETTER), STRANGER).code == first


def test_who_checks_much_waits_a_little_and_is_never_locked_out(
    region: Kemuning, desk: CheckDesk, now: datetime
) -> None:
    code = issue(region, now)
    for _ in range(CHECKS_AT_MOST):
        desk.text(code, STRANGER, now=now)
    for minute in range(9):
        with pytest.raises(TooManyChecks) as refused:
            desk.text(code, STRANGER, now=now + timedelta(minutes=minute))
        assert refused.value.facts == {"minutes": 10 - minute}

    assert desk.text(code, STRANGER, now=now + WITHIN)[0].verdict is Verdict.GENUINE
    assert desk.text(code, Asker(user_id=600, person_id=None), now=now)[0].verdict is Verdict.GENUINE


def test_a_message_full_of_codes_is_answered_for_the_first_few(
    region: Kemuning, desk: CheckDesk, now: datetime
) -> None:
    codes = [issue(region, now) for _ in range(9)]

    assert [one.code for one in desk.text(" ".join(codes), STRANGER, now=now)] == codes[:3]


def test_a_discarded_code_is_forgotten(region: Kemuning, desk: CheckDesk, now: datetime) -> None:
    code = issue(region, now, digest=digest_of(LETTER))
    with region.region.store.write() as work:
        work.codes.discard(code)
        work.commit()

    assert desk.text(code, STRANGER, now=now)[0].verdict is Verdict.UNKNOWN
    assert desk.file(digest_of(LETTER), STRANGER).verdict is Verdict.UNKNOWN
