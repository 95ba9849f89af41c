"""Deciding what becomes of messages that may have arrived, on both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.actors import OPERATOR, Actor, Role
from domain.held.desk import HeldDesk, TakenBack
from domain.held.records import Verdict
from domain.outbox import Unknown, UnknownRule
from domain.refusals import NotFound, NotPermitted
from storage.store import SqlStore
from storage.tables import outbox
from tests.people import HASAN, RINA, kemuning
from tests.storage.sending import (
    TEXT_KEY,
    claim,
    message,
    put,
    row_of,
    settle,
    settle_stranded,
    tally,
    uniques,
)

LATER = timedelta(minutes=5)


@pytest.fixture
def hasan(store: SqlStore, now: datetime) -> Actor:
    """An administrator."""
    person_id = kemuning(store, now).id_of(HASAN)
    with store.write() as work:
        work.people.grant(person_id, Role.ADMINISTRATOR, by="operator", now=now)
        work.commit()
    return Actor(person_id)


@pytest.fixture
def desk(store: SqlStore) -> HeldDesk:
    return HeldDesk(store)


def hold_two(store: SqlStore, now: datetime) -> list[int]:
    """Two messages without a trustworthy answer, held by their rule; their numbers."""
    rule = {"unknown_rule": UnknownRule.HOLD, "facts": {"name": "Siti Rahmawati"}}
    put(store, message("x:1", chat_id=601, **rule), message("x:2", chat_id=602, **rule), now=now)
    settle(store, claim(store, now=now), Unknown("NoReplyInTime"), now=now)
    assert settle_stranded(store, now=now + LATER) == 2
    with store.engine.connect() as connection:
        return list(connection.scalars(select(outbox.c.id).order_by(outbox.c.id)))


def audited(store: SqlStore) -> list[tuple[str, str, str, int]]:
    with store.read() as work:
        entries = [one for one in work.audit.newest(9) if one.action.startswith("outbox.")]
    return [(one.actor, one.action, one.subject, int(one.facts["messages"])) for one in entries]


def test_held_messages_are_listed_without_what_they_say_or_to_whom(store: SqlStore, now: datetime) -> None:
    first, second = hold_two(store, now)

    with store.read() as work:
        listed, kinds = work.held.listed(9), work.held.by_kind()

    assert kinds == {TEXT_KEY: 2}
    assert [(one.number, one.unique, one.cause) for one in listed] == [
        (first, "x:1", "NoReplyInTime"),
        (second, "x:2", "NoReplyInTime"),
    ]
    assert "Siti" not in repr(listed)
    assert "601" not in repr(listed)


def test_one_that_is_sent_again_goes_out_once_more_and_stays_listed_as_doubtful(
    store: SqlStore, desk: HeldDesk, hasan: Actor, now: datetime
) -> None:
    first, _ = hold_two(store, now)
    desk.resolve(first, Verdict.AGAIN, by=hasan, now=now + LATER)
    claimed = claim(store, now=now + LATER)
    settle(store, claimed, now=now + LATER)

    assert uniques(claimed) == ["x:1"]
    assert (row_of(store, "x:1").state, row_of(store, "x:1").possibly_twice) == ("sent", True)
    assert tally(store) == {"sent": 1, "held": 1}


def test_one_that_is_sent_again_and_lost_again_waits_for_a_human_again(
    store: SqlStore, desk: HeldDesk, hasan: Actor, now: datetime
) -> None:
    first, _ = hold_two(store, now)
    desk.resolve(first, Verdict.AGAIN, by=hasan, now=now + LATER)
    settle(store, claim(store, now=now + LATER), Unknown("NoReplyInTime"), now=now + LATER)
    settle_stranded(store, now=now + 2 * LATER)

    assert tally(store) == {"held": 2}


def test_what_arrived_or_is_given_up_never_goes_out_again(
    store: SqlStore, desk: HeldDesk, hasan: Actor, now: datetime
) -> None:
    first, second = hold_two(store, now)
    desk.resolve(first, Verdict.ARRIVED, by=hasan, now=now + LATER)
    desk.resolve(second, Verdict.GIVEN_UP, by=hasan, now=now + LATER)

    assert claim(store, now=now + LATER) == []
    assert tally(store) == {"sent": 1, "given_up": 1}


def test_all_of_a_kind_are_decided_together_and_others_left_alone(
    store: SqlStore, desk: HeldDesk, hasan: Actor, now: datetime
) -> None:
    hold_two(store, now)
    put(store, message("y", chat_id=603), now=now + LATER)

    assert desk.resolve_kind(TEXT_KEY, Verdict.AGAIN, by=hasan, now=now + LATER) == 2
    assert uniques(claim(store, now=now + LATER)) == ["x:1", "x:2", "y"]


def test_who_decided_what_stands_in_the_audit(
    store: SqlStore, desk: HeldDesk, hasan: Actor, now: datetime
) -> None:
    first, _ = hold_two(store, now)
    desk.resolve(first, Verdict.ARRIVED, by=hasan, now=now + LATER)
    desk.resolve_kind(TEXT_KEY, Verdict.GIVEN_UP, by=hasan, now=now + LATER)

    assert sorted(audited(store)) == [
        (hasan.label, "outbox.arrived", f"message:{first}", 1),
        (hasan.label, "outbox.given_up", f"messages:{TEXT_KEY}", 1),
    ]


def test_what_was_taken_back_is_not_sent_again(
    store: SqlStore, desk: HeldDesk, hasan: Actor, now: datetime
) -> None:
    first, second = hold_two(store, now)
    with store.write() as work:
        work.outbox.cancel("x:1", now=now + LATER)
        work.commit()

    with pytest.raises(TakenBack):
        desk.resolve(first, Verdict.AGAIN, by=hasan, now=now + LATER)
    assert desk.resolve_kind(TEXT_KEY, Verdict.AGAIN, by=hasan, now=now + LATER) == 1
    assert [one.id for one in claim(store, now=now + LATER)] == [second]
    desk.resolve(first, Verdict.GIVEN_UP, by=hasan, now=now + LATER)


def test_only_an_administrator_decides(store: SqlStore, desk: HeldDesk, hasan: Actor, now: datetime) -> None:
    first, _ = hold_two(store, now)
    with store.read() as work:
        rina = work.people.by_nip(RINA.nip)
    assert rina is not None

    for who in (Actor(rina.id), OPERATOR):
        with pytest.raises(NotPermitted):
            desk.resolve(first, Verdict.ARRIVED, by=who, now=now + LATER)
    assert tally(store) == {"held": 2}


def test_what_is_not_held_cannot_be_decided(
    store: SqlStore, desk: HeldDesk, hasan: Actor, now: datetime
) -> None:
    first, _ = hold_two(store, now)
    desk.resolve(first, Verdict.ARRIVED, by=hasan, now=now + LATER)

    with pytest.raises(NotFound):
        desk.resolve(first, Verdict.AGAIN, by=hasan, now=now + LATER)
    with pytest.raises(NotFound):
        desk.resolve_kind("no.such.kind", Verdict.AGAIN, by=hasan, now=now + LATER)
