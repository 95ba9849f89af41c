"""Opening a seal: two officers, their passphrases, a reason, and a sender who is told."""

from datetime import datetime

import pytest
from sqlalchemy import select

from domain.actors import Role
from domain.concerns.records import EntryKind, Mode
from domain.concerns.refusals import (
    AnotherOfficerNeeded,
    NotEnrolled,
    NothingToUnseal,
    PassphraseShort,
    PassphraseWrong,
    UnsealingNotRequested,
    UnsealingReasonNeeded,
)
from domain.concerns.sealing import Proof
from domain.refusals import AlreadyDone, NotPermitted
from storage.tables import audit
from tests.domain.concerns.conftest import ANDIS, HASANS, RINAS, Town
from tests.domain.concerns.test_filing import WORRY

REASON = "Ada ancaman terhadap keselamatan pengirim."


@pytest.fixture
def number(town: Town, now: datetime) -> str:
    return town.concerns.open_case(WORRY, Mode.SEALED, sender=town.siti, now=now).number


def test_two_officers_open_the_seal_and_the_sender_reads_the_reason(
    town: Town, number: str, now: datetime
) -> None:
    town.seals.request(number, REASON, town.rinas, now=now)
    told_before = town.concerns.unread_answers(town.siti)
    person = town.seals.approve(number, town.hasans, now=now)
    notice = town.concerns.read(number, owner=town.as_siti, now=now).entries[-1]

    assert person.id == town.siti
    assert told_before == 0
    assert (notice.kind, notice.text) == (EntryKind.UNSEALED, REASON)


def test_either_officer_may_be_the_first(town: Town, number: str, now: datetime) -> None:
    town.seals.request(number, REASON, town.hasans, now=now)

    assert town.seals.approve(number, town.rinas, now=now).id == town.siti


def test_an_opening_stands_in_the_audit_with_both_officers_the_day_and_not_the_sender(
    town: Town, number: str, now: datetime
) -> None:
    town.seals.request(number, REASON, town.rinas, now=now)
    town.seals.approve(number, town.hasans, now=now)
    with town.store.engine.connect() as connection:
        rows = connection.execute(select(audit).where(audit.c.subject == f"concern:{number}")).all()
    opened = next(one for one in rows if one.action == "concern.unsealed")

    assert opened.actor == town.hasans.by.label
    assert opened.facts == {"requested_by": town.rina.label}
    assert {one.at.isoformat() for one in rows} == {"2026-11-23T17:00:00+00:00"}
    assert f"person:{town.siti}" not in str(rows)


def test_reading_and_answering_leave_no_name_in_the_audit(town: Town, number: str, now: datetime) -> None:
    town.handling.read(number, by=town.rina, now=now)
    town.handling.answer(number, "Ada.", by=town.rina, now=now)
    with town.store.engine.connect() as connection:
        rows = connection.execute(select(audit).where(audit.c.subject == f"concern:{number}")).all()

    assert {(one.actor, one.at.isoformat()) for one in rows} == {("sealed", "2026-11-23T17:00:00+00:00")}


def test_a_sealed_case_is_opened_by_nobody_alone(town: Town, number: str, now: datetime) -> None:
    with pytest.raises(UnsealingNotRequested):
        town.seals.approve(number, town.hasans, now=now)
    with pytest.raises(PassphraseWrong):
        town.seals.request(number, REASON, Proof(town.rina, HASANS), now=now)
    with pytest.raises(UnsealingReasonNeeded):
        town.seals.request(number, "  ", town.rinas, now=now)
    town.seals.request(number, REASON, town.rinas, now=now)
    with pytest.raises(AnotherOfficerNeeded):
        town.seals.approve(number, town.rinas, now=now)
    with pytest.raises(PassphraseWrong):
        town.seals.approve(number, Proof(town.hasans.by, RINAS), now=now)

    assert town.seals.approve(number, town.hasans, now=now).id == town.siti
    with pytest.raises(UnsealingNotRequested):
        town.seals.approve(number, town.hasans, now=now)


@pytest.mark.parametrize("mode", [Mode.CONFIDENTIAL, Mode.NO_RETURN])
def test_in_the_other_modes_there_is_nothing_to_open(town: Town, now: datetime, mode: Mode) -> None:
    filed = (
        town.concerns.file_without_return(WORRY, town.concerns.make_receipt(), now=now)
        if mode is Mode.NO_RETURN
        else town.concerns.open_case(WORRY, mode, sender=town.siti, now=now)
    )

    with pytest.raises(NothingToUnseal):
        town.seals.request(filed.number, REASON, town.rinas, now=now)


def test_a_third_officer_is_enrolled_by_two_and_opens_what_is_sealed_afterwards(
    town: Town, number: str, now: datetime
) -> None:
    with pytest.raises(PassphraseWrong):
        town.seals.enrol(town.andis, first=town.rinas, second=Proof(town.hasans.by, RINAS), now=now)
    with pytest.raises(AnotherOfficerNeeded):
        town.seals.enrol(town.andis, first=town.rinas, second=town.rinas, now=now)
    with pytest.raises(PassphraseShort):
        town.seals.enrol(Proof(town.andis.by, "pendek"), first=town.rinas, second=town.hasans, now=now)
    town.seals.enrol(town.andis, first=town.rinas, second=town.hasans, now=now)
    with pytest.raises(AlreadyDone):
        town.seals.enrol(Proof(town.andis.by, ANDIS), first=town.rinas, second=town.hasans, now=now)
    later = town.concerns.open_case(WORRY, Mode.SEALED, sender=town.budi, now=now).number

    for one, other in ((town.andis, town.rinas), (town.hasans, town.andis)):
        town.seals.request(later, REASON, one, now=now)
        assert town.seals.approve(later, other, now=now).id == town.budi
    with pytest.raises(NotEnrolled):
        town.seals.request(number, REASON, town.andis, now=now)


def test_the_seal_is_set_up_once_by_two(unsealed_town: Town, now: datetime) -> None:
    town = unsealed_town
    with pytest.raises(AnotherOfficerNeeded):
        town.seals.set_up(town.rinas, town.rinas, now=now)
    assert not town.concerns.can_seal()
    town.seals.set_up(town.rinas, town.hasans, now=now)
    with pytest.raises(AlreadyDone):
        town.seals.set_up(town.andis, town.hasans, now=now)

    assert town.concerns.can_seal()
    assert {person.id for person, _one in town.seals.officers()} == {
        town.rina.person_id,
        town.hasans.by.person_id,
    }


def test_who_lost_the_role_opens_nothing_with_a_right_passphrase(
    town: Town, number: str, now: datetime
) -> None:
    town.seals.request(number, REASON, town.rinas, now=now)
    with town.store.write() as work:
        work.people.revoke(town.hasans.by.person_id or 0, Role.OFFICER, by="operator", now=now)
        work.commit()

    with pytest.raises(NotPermitted):
        town.seals.approve(number, town.hasans, now=now)
