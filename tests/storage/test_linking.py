"""Linking on each of the two databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from domain.linking.records import Account, Cause, Claim, Purpose
from domain.refusals import NotFound
from storage.store import SqlStore
from storage.tables import consent, link_try
from storage.vault import Key, Vault
from tests.domain.linking.town import Town

SITI, BUDI, PHONE, USER = "198609262015052901", "197001012000011903", "+62899000111", 501


@pytest.fixture
def town(store: SqlStore, now: datetime) -> Town:
    return Town(store, now)


@pytest.fixture
def siti(town: Town) -> int:
    return town.add(SITI, phone=PHONE)


def link(town: Town, person_id: int, user_id: int) -> Account:
    with town.store.write() as work:
        made = work.linking.link(person_id, user_id=user_id, chat_id=user_id, language="id", now=town.now)
        work.commit()
    return made


def test_the_whole_way_leads_to_a_link(town: Town, siti: int) -> None:
    assert town.link(USER, SITI, PHONE).person_id == siti


def test_one_account_is_one_person_at_any_moment(town: Town, siti: int) -> None:
    link(town, siti, USER)
    other = town.add(BUDI, phone=None)

    with pytest.raises(IntegrityError):
        link(town, other, USER)
    with pytest.raises(IntegrityError):
        link(town, siti, USER + 1)


def test_an_ended_link_makes_room_and_is_kept(town: Town, siti: int) -> None:
    old = link(town, siti, USER)
    with town.store.write() as work:
        work.linking.unlink(old.id, cause=Cause.OWN_WISH, now=town.now)
        work.commit()
    new = link(town, siti, USER)

    with town.store.read() as work:
        kept, live = work.linking.account(old.id), work.linking.account_of(siti)
    assert kept is not None
    assert (kept.unlinked_at, kept.unlink_cause) == (town.now, "own_wish")
    assert live == new


def test_an_ended_link_does_not_change_any_more(town: Town, siti: int) -> None:
    old = link(town, siti, USER)
    with town.store.write() as work:
        work.linking.unlink(old.id, cause=Cause.NOT_ME, now=town.now)
        work.linking.unlink(old.id, cause=Cause.OWN_WISH, now=town.now)
        work.linking.seen(old.id, now=town.now + timedelta(days=1))
        work.commit()
        kept = work.linking.account(old.id)

    assert kept is not None
    assert (kept.unlink_cause, kept.last_seen_at) == ("not_me", town.now)


def test_who_was_seen_lately_counts_as_linked(town: Town, siti: int) -> None:
    link(town, siti, USER)

    with town.store.read() as work:
        assert work.linking.linked_people(seen_after=town.now) == {siti}
        assert work.linking.linked_people(seen_after=town.now + timedelta(seconds=1)) == frozenset()


def test_tries_are_kept_under_a_keyed_hash_and_counted_by_account(town: Town) -> None:
    with town.store.write() as work:
        for minutes in (0, 5):
            work.linking.record_try(USER, now=town.now + timedelta(minutes=minutes))
        work.linking.record_try(USER + 1, now=town.now)
        work.commit()

        assert len(work.linking.tries_of(USER, after=town.now - timedelta(hours=1))) == 2
        assert len(work.linking.tries_of(USER, after=town.now)) == 1
    with town.store.engine.connect() as connection:
        hashes = set(connection.scalars(select(link_try.c.user_hash)))
    assert len(hashes) == 2
    assert all(str(USER).encode() not in one for one in hashes)


def test_a_letter_is_found_while_keys_rotate(town: Town, siti: int) -> None:
    letter = town.invite(siti)
    rotating = Vault([Key(bytes(reversed(range(32)))), *town.store.vault.keys])
    town = Town(SqlStore(town.store.engine, rotating), town.now, town.numbers)

    town.to_code(USER, SITI, PHONE)
    assert isinstance(town.say_code(USER, letter.code), Account)


def test_wrong_codes_are_counted_on_the_letter_only(town: Town, siti: int) -> None:
    town.invite(siti)
    with town.store.write() as work:
        letter = work.linking.newest_invitation_of(siti)
        assert letter is not None
        counts = [work.linking.count_failure(letter.id) for _ in range(2)]

        assert counts == [1, 2]
        assert work.linking.count_failure(0) == 0


def test_closing_letters_says_how_many_were_open(town: Town, siti: int) -> None:
    town.invite(siti)
    town.invite(siti)
    with town.store.write() as work:
        closed = [work.linking.close_invitations(siti, cause=Cause.NOT_ME, now=town.now) for _ in range(2)]

    assert closed == [1, 0]


def test_the_newest_word_on_a_consent_counts_and_every_word_is_kept(town: Town, siti: int) -> None:
    town.link(USER, SITI, PHONE)
    town.accounts.grant(USER, Purpose.SPECIAL_DATA, text_version="2", now=town.now)
    town.accounts.withdraw(USER, Purpose.SPECIAL_DATA, text_version="2", now=town.now)

    with town.store.engine.connect() as connection:
        kept = connection.execute(select(consent).order_by(consent.c.id)).all()
    assert [row.granted for row in kept if row.purpose == "special_data"] == [False, True, False]
    assert {(row.person_id, row.language) for row in kept} == {(siti, "id")}
    assert town.accounts.consents(USER)[Purpose.SPECIAL_DATA] is False


def test_a_claim_goes_from_open_to_approved_to_linked(town: Town) -> None:
    budi = town.add(BUDI, phone=None)
    officers = [town.officer(f"19800101200501290{n}", 900 + n) for n in (4, 5)]
    letter = town.invite(budi)
    town.to_code(USER, BUDI, PHONE)
    claim = town.say_code(USER, letter.code)
    assert isinstance(claim, Claim)
    approved = [town.claims.approve(claim.id, by=officer, now=town.now) for officer in officers]

    assert [one.effective_at for one in approved] == [None, town.now]
    assert town.accounts.account_of(USER) is not None
    with town.store.read() as work, pytest.raises(NotFound):
        work.linking.claim(claim.id)


def test_hr_is_told_once_of_not_me(town: Town, siti: int) -> None:
    town.officer("198001012005012904", 904)
    linked = town.link(USER, SITI, PHONE)
    town.told(904)
    town.accounts.not_me(USER, linked.id, now=town.now)

    assert town.told(904) == ["linking.hr.not_me"]
    assert town.told(904) == []
