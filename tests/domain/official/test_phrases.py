"""Each person's own words against bots that only look like ours."""

from datetime import datetime

import pytest
from sqlalchemy import select

from domain.official.notices import put_official
from domain.official.phrases import PhraseDesk, new_phrase, phrase_words
from domain.outbox import Message, Pacing
from storage.official import phrase_place
from storage.rotation import rotate
from storage.store import SqlStore
from storage.tables import official_code, outbox, phrase
from storage.vault import Key, Vault
from tests.people import ANDI, SITI, Kemuning, kemuning

NOTICE = "transfer.notice.proposed"


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


def test_there_are_enough_words_and_each_can_be_spelled() -> None:
    words = phrase_words()

    assert len(words) == len(set(words)) == 200
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)


def test_a_phrase_is_two_different_words() -> None:
    first, second = new_phrase().split()

    assert first != second
    assert len({new_phrase() for _ in range(200)}) > 150


def test_a_phrase_stays_until_it_is_changed_and_is_one_persons_own(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    desk, siti, andi = PhraseDesk(store), region.id_of(SITI), region.id_of(ANDI)
    given = desk.own(siti, now=now)

    assert desk.own(siti, now=now) == given
    changed = desk.change(siti, now=now)
    assert changed != given
    assert desk.own(siti, now=now) == changed
    desk.own(andi, now=now)
    assert desk.own(siti, now=now) == changed


def test_no_phrase_is_kept_in_the_open_and_none_is_written_in_the_trail(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    given = PhraseDesk(store).change(region.id_of(SITI), now=now)
    with store.read() as work:
        trail = repr(work.audit.newest(10))
    with store.engine.connect() as connection:
        sealed = connection.scalar(select(phrase.c.phrase_sealed))

    assert given not in trail
    assert given.encode() not in (sealed or b"")


def test_a_phrase_is_sealed_anew_with_a_new_key(region: Kemuning, store: SqlStore, now: datetime) -> None:
    given = PhraseDesk(store).own(region.id_of(SITI), now=now)
    vault = Vault([Key(b"n" * 32), *store.vault.keys])
    list(rotate(store.engine, vault))
    with store.engine.connect() as connection:
        sealed = connection.scalar(select(phrase.c.phrase_sealed)) or b""

    assert vault.is_current(sealed)
    assert vault.open(sealed, place=phrase_place(region.id_of(SITI))) == given


def test_an_official_notice_bears_the_phrase_and_a_code_and_cannot_be_forwarded(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    siti = region.id_of(SITI)
    given = PhraseDesk(store).own(siti, now=now)
    message = Message(unique="x", chat_id=SITI.user_id, language="id", text_key=NOTICE)
    with store.write() as work:
        put_official(work, message, person_id=siti, now=now)
        work.commit()
    with store.write() as work:
        [claimed] = work.outbox.claim(9, owner="w", pacing=Pacing(), busy=False, now=now)
        issued = work.codes.find(str(claimed.message.facts["official_code"]))

    assert claimed.message.protect
    assert claimed.message.facts["official_phrase"] == given
    assert issued is not None
    assert issued.addressee == siti


def test_a_notice_that_is_kept_already_leaves_no_code_behind(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    message = Message(unique="x", chat_id=SITI.user_id, language="id", text_key=NOTICE)
    with store.write() as work:
        assert put_official(work, message, person_id=region.id_of(SITI), now=now)
        assert not put_official(work, message, person_id=region.id_of(SITI), now=now)
        work.commit()
    with store.engine.connect() as connection:
        assert len(connection.execute(select(official_code)).all()) == 1
        assert len(connection.execute(select(outbox)).all()) == 1
