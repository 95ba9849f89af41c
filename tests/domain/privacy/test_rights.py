"""Each right runs by its own clock, is written down with opaque numbers alone, and lasts."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from sqlalchemy import select

from domain.actors import Actor
from domain.linking.accounts import AccountDesk
from domain.linking.records import Purpose
from domain.outbox import Announcement
from domain.privacy.clock import alarm
from domain.privacy.desk import PrivacyDesk
from domain.privacy.officers import RightsOffice
from domain.privacy.records import ALARMED_AFTER, CopyFor, Effect, Grounds, Holding, Right, State
from domain.privacy.refusals import (
    NotRestricted,
    RefusalReasonNeeded,
    RequestNotOpen,
)
from domain.refusals import NotPermitted, OwnRequest
from storage.acts_file import ActsFile
from storage.inbox import Line
from storage.lasting import repeat
from storage.store import SqlStore
from storage.tables import account, audit, consent, outbox, privacy_act
from storage.vault import Vault
from tests.people import ANDI, RINA, SITI, Kemuning, kemuning

LATER = timedelta(minutes=5)


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


@dataclass(frozen=True, slots=True)
class Rights:
    """Siti asks, Rina answers."""

    store: SqlStore
    region: Kemuning
    desk: PrivacyDesk
    office: RightsOffice

    @property
    def siti(self) -> int:
        return self.region.id_of(SITI)

    @property
    def rina(self) -> Actor:
        return Actor(self.region.id_of(RINA))


def listed(holdings: Iterator[Holding], about: CopyFor) -> BinaryIO:
    kinds = {one.kind: len(list(one.rows)) for one in holdings}
    return io.BytesIO(json.dumps([about.name, kinds]).encode())


@pytest.fixture
def rights(store: SqlStore, region: Kemuning) -> Rights:
    return Rights(store, region, PrivacyDesk(store, listed, lambda: None), RightsOffice(store))


def messages(store: SqlStore, prefix: str) -> list[str]:
    with store.engine.connect() as connection:
        named = outbox.c.unique_key.startswith(prefix)
        return list(connection.scalars(select(outbox.c.unique_key).where(named).order_by(outbox.c.id)))


def trail(store: SqlStore) -> list[tuple[str, str, str]]:
    with store.engine.connect() as connection:
        rows = connection.execute(
            select(audit).where(audit.c.action.startswith("privacy.")).order_by(audit.c.id)
        )
        return [(row.action, row.actor, row.subject) for row in rows]


def test_a_copy_is_asked_for_once_however_often_it_is_pressed(rights: Rights, now: datetime) -> None:
    first = rights.desk.ask_copy(rights.siti, now=now)

    assert rights.desk.ask_copy(rights.siti, now=now + LATER) == first
    assert first.due_at == now + timedelta(hours=72)


def test_a_copy_that_was_sent_is_carried_out_and_the_next_is_another(rights: Rights, now: datetime) -> None:
    first = rights.desk.ask_copy(rights.siti, now=now)
    with rights.desk.make(rights.siti, "id", now=now) as file:
        name, kinds = json.load(file)
    rights.desk.copy_sent(first.id, now=now)

    assert (name, kinds["person"], kinds["concern"]) == ("Siti Rahmawati, A.Md.Kep.", 1, 0)
    assert rights.desk.own(rights.siti).requests[0].state is State.DONE
    assert rights.desk.ask_copy(rights.siti, now=now + LATER).id != first.id


def test_hr_is_told_once_at_48_hours_and_not_before(rights: Rights, now: datetime) -> None:
    request = rights.desk.ask_copy(rights.siti, now=now)

    told = [
        alarm(rights.store, now=now + ALARMED_AFTER + after)
        for after in (-LATER, timedelta(), LATER, timedelta(hours=30))
    ]

    assert told == [0, 1, 0, 0]
    assert len(messages(rights.store, f"privacy:{request.id}:alarm")) == 1
    assert ("privacy.alarmed", "clock", f"person:{rights.siti}") in trail(rights.store)


def test_what_is_answered_or_taken_back_raises_no_alarm(rights: Rights, now: datetime) -> None:
    answered, taken_back = (
        rights.desk.ask_copy(rights.siti, now=now),
        rights.desk.restrict(rights.siti, now=now),
    )
    rights.office.answer(answered.id, State.DONE, "", by=rights.rina, now=now)
    rights.desk.take_back(taken_back.id, rights.siti, now=now)

    assert alarm(rights.store, now=now + timedelta(hours=71)) == 0


def test_an_alarm_waits_until_there_is_an_officer_to_be_told(rights: Rights, now: datetime) -> None:
    rights.desk.ask_copy(rights.siti, now=now)
    late = now + timedelta(hours=50)
    with rights.store.read() as work:
        found = work.linking.account_of(rights.region.id_of(RINA))
    assert found is not None
    rights.region.region.change(account, found.id, unlinked_at=now)
    assert alarm(rights.store, now=late) == 0
    rights.region.region.change(account, found.id, unlinked_at=None)

    assert alarm(rights.store, now=late) == 1


def test_a_restriction_holds_at_once_and_hr_confirms_it(rights: Rights, now: datetime) -> None:
    request = rights.desk.restrict(rights.siti, now=now)

    assert rights.desk.own(rights.siti).is_restricted
    assert [one.request.id for one in rights.office.waiting(by=rights.rina, now=now)] == [request.id]
    rights.office.answer(request.id, State.DONE, "Berlaku sampai data diperbaiki", by=rights.rina, now=now)
    assert rights.desk.own(rights.siti).is_restricted
    assert messages(rights.store, f"privacy:{request.id}:done") == [f"privacy:{request.id}:done"]
    assert rights.desk.own(rights.siti).requests[0].answer == "Berlaku sampai data diperbaiki"


def test_a_restriction_that_the_law_does_not_allow_ends_with_the_reason(
    rights: Rights, now: datetime
) -> None:
    request = rights.desk.restrict(rights.siti, now=now)
    with pytest.raises(RefusalReasonNeeded):
        rights.office.answer(request.id, State.REFUSED, " ", by=rights.rina, now=now)
    rights.office.answer(request.id, State.REFUSED, "Pemeriksaan sedang berjalan", by=rights.rina, now=now)

    assert not rights.desk.own(rights.siti).is_restricted
    with pytest.raises(NotRestricted):
        rights.desk.lift(rights.siti, now=now)


def test_who_is_restricted_gets_no_broadcast(rights: Rights, now: datetime) -> None:
    rights.desk.restrict(rights.siti, now=now)
    with rights.store.write() as work:
        count = work.outbox.announce(Announcement(unique="news", text_key="chat.hello"), now=now)
        work.commit()

    assert count == len(messages(rights.store, "news:")) == 4


def test_requests_are_their_owners_and_no_officer_decides_their_own(rights: Rights, now: datetime) -> None:
    request = rights.desk.ask_copy(rights.siti, now=now)
    assert rights.rina.person_id is not None
    own = rights.desk.ask_copy(rights.rina.person_id, now=now)

    with pytest.raises(RequestNotOpen):
        rights.desk.take_back(request.id, rights.region.id_of(ANDI), now=now)
    with pytest.raises(OwnRequest):
        rights.office.answer(own.id, State.DONE, "", by=rights.rina, now=now)
    with pytest.raises(NotPermitted):
        rights.office.waiting(by=Actor(rights.siti), now=now)
    rights.office.answer(request.id, State.DONE, "", by=rights.rina, now=now)
    with pytest.raises(RequestNotOpen):
        rights.office.answer(request.id, State.DONE, "", by=rights.rina, now=now)


def test_the_trail_tells_each_step_and_nothing_that_was_said(rights: Rights, now: datetime) -> None:
    request = rights.desk.restrict(rights.siti, now=now)
    rights.office.answer(request.id, State.REFUSED, "Alasan rahasia", by=rights.rina, now=now)

    own = f"person:{rights.siti}"
    assert trail(rights.store) == [
        ("privacy.asked", own, own),
        ("privacy.lifted", rights.rina.label, own),
        ("privacy.refused", rights.rina.label, own),
    ]
    with rights.store.engine.connect() as connection:
        assert "rahasia" not in repr(connection.execute(select(audit)).all())


def test_a_consent_withdrawn_is_a_request_carried_out_at_once(rights: Rights, now: datetime) -> None:
    accounts = AccountDesk(rights.store)
    accounts.grant(SITI.user_id, Purpose.PREFERENCES, text_version="1", now=now)
    accounts.withdraw(SITI.user_id, Purpose.PREFERENCES, text_version="1", now=now)

    request = rights.desk.own(rights.siti).requests[0]
    assert (request.right, request.state) == (Right.WITHDRAWAL, State.DONE)


def test_erasure_ends_the_link_keeps_the_proof_and_tells_why(rights: Rights, now: datetime) -> None:
    accounts = AccountDesk(rights.store)
    accounts.grant(SITI.user_id, Purpose.LINKING, text_version="1", now=now)

    outlook = rights.desk.outlook(rights.siti)
    rights.desk.erase(SITI.user_id, text_version="1", now=now + LATER)

    assert {Grounds.SERVICE, Grounds.ARCHIVE, Grounds.TRAIL, Grounds.PROOF} <= set(outlook.kept)
    assert accounts.whois(SITI.user_id, now=now + LATER) is None
    with rights.store.engine.connect() as connection:
        said = connection.execute(select(consent.c.granted).order_by(consent.c.id)).scalars().all()
        links = connection.execute(select(account).where(account.c.person_id == rights.siti)).all()
    assert said == [True, False]
    assert [(row.user_id, row.chat_id, row.unlink_cause) for row in links] == [(0, 0, "consent_withdrawn")]
    request = rights.desk.own(rights.siti).requests[0]
    assert (request.right, request.state) == (Right.ERASURE, State.DONE)


def test_what_took_effect_is_repeated_on_an_older_state_once(
    rights: Rights, vault: Vault, now: datetime, tmp_path: Path
) -> None:
    acts = ActsFile(tmp_path / "acts")
    kept = SqlStore(rights.store.engine, vault, Line(acts=acts))
    desk, andi = PrivacyDesk(kept, listed, lambda: None), rights.region.id_of(ANDI)
    desk.restrict(andi, now=now)
    desk.lift(andi, now=now + LATER)
    desk.restrict(rights.siti, now=now + LATER)
    assert SITI.nip not in (tmp_path / "acts").read_text()
    assert (tmp_path / "acts").stat().st_mode & 0o777 == 0o600
    with kept.write() as work:
        work.privacy.lift(rights.siti)
        work.privacy.restrict(andi, now=now)
        work.commit()
    with kept.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM privacy_act")

    assert repeat(kept, acts, now=now + 2 * LATER) == 3
    assert (desk.own(rights.siti).is_restricted, desk.own(andi).is_restricted) == (True, False)
    assert repeat(kept, acts, now=now + 2 * LATER) == 0
    assert len(acts.lines()) == 3


def test_a_line_that_a_power_cut_left_unfinished_harms_no_other(tmp_path: Path) -> None:
    path = tmp_path / "acts"
    path.write_text('{"id": "AB')
    assert ActsFile(path).lines() == []
    assert ActsFile(tmp_path / "none").lines() == []


def test_a_link_that_was_not_theirs_does_not_come_back(rights: Rights, now: datetime) -> None:
    accounts = AccountDesk(rights.store)
    link = accounts.account_of(SITI.user_id)
    assert link is not None
    accounts.not_me(SITI.user_id, link.id, now=now)

    with rights.store.engine.connect() as connection:
        kept = connection.execute(select(privacy_act)).all()
    assert [(row.person_id, row.effect, row.detail) for row in kept] == [
        (rights.siti, Effect.WITHDRAWN, Purpose.LINKING)
    ]
