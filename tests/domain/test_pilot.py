"""A trial run on real people: who is not on the list is neither linked nor written to, however they try."""

from datetime import datetime, timedelta

import pytest

from domain.actors import OPERATOR, Actor
from domain.linking.binding import bind
from domain.linking.records import NewClaim
from domain.outbox import Lane, Message, Pacing
from domain.pilot import PilotDesk
from domain.pilot_records import NotAGuest
from domain.refusals import NotPermitted
from storage.store import SqlStore
from tests.people import ANDI, BUDI, SITI, kemuning


def put(store: SqlStore, unique: str, chat_id: int, lane: Lane, now: datetime) -> None:
    with store.write() as work:
        message = Message(unique=unique, chat_id=chat_id, language="id", text_key="chat.hello", lane=lane)
        work.outbox.put(message, now=now)
        work.commit()


def claimed(store: SqlStore, now: datetime) -> set[str]:
    with store.write() as work:
        found = work.outbox.claim(30, owner="w", pacing=Pacing(rate=30.0), busy=False, now=now)
        work.commit()
    return {one.message.unique for one in found}


def test_only_guests_link_and_are_written_to_so_many_a_day_until_it_is_halted(
    store: SqlStore, now: datetime
) -> None:
    region = kemuning(store, now)
    desk = PilotDesk(store)
    assert desk.invite([SITI.nip, "000"], by=OPERATOR, now=now) == (1, ["000"])
    desk.limit(guests_only=True, a_day=1, by=OPERATOR, now=now)
    with store.write() as work:
        stranger = work.people.get(region.id_of(ANDI))
        with pytest.raises(NotAGuest):
            bind(
                work,
                stranger,
                NewClaim(person_id=stranger.id, user_id=77, chat_id=77, language="id"),
                now=now,
            )
    with pytest.raises(NotPermitted):
        desk.halt(halted=True, by=Actor(region.id_of(ANDI)), now=now)

    put(store, "guest", SITI.user_id, Lane.TRANSACTIONAL, now)
    put(store, "answer", SITI.user_id, Lane.INTERACTIVE, now)
    put(store, "not a guest", BUDI.user_id, Lane.TRANSACTIONAL, now)
    put(store, "a stranger asked", 4_711, Lane.INTERACTIVE, now)
    first = claimed(store, now)
    later = claimed(store, now + timedelta(minutes=1))
    assert "not a guest" not in first | later
    assert "answer" in first

    desk.invite([BUDI.nip], by=OPERATOR, now=now)
    desk.halt(halted=True, by=OPERATOR, now=now)
    assert claimed(store, now + timedelta(minutes=2)) == set()
    desk.halt(halted=False, by=OPERATOR, now=now)
    desk.limit(guests_only=False, a_day=None, by=OPERATOR, now=now)
    assert "not a guest" in claimed(store, now + timedelta(minutes=3))
    assert desk.standing(now=now).guests == 2
