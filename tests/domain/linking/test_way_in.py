"""The steps from a stranger's first word to a link."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.linking.codes import shown
from domain.linking.records import Account, Purpose
from domain.linking.refusals import (
    ConsentNeeded,
    LinkingFailed,
    NotACode,
    NotANip,
    NotYourContact,
    StepLost,
)
from domain.linking.visits import SharedContact, Step
from tests.domain.linking.town import TEXT_VERSION, Town, own_contact, visitor

SITI, PHONE, USER = "198609262015052901", "+62899000111", 501


@pytest.fixture
def siti(town: Town) -> int:
    return town.add(SITI, phone=PHONE)


def test_notice_nip_telephone_and_code_link_an_account(town: Town, siti: int) -> None:
    account = town.link(USER, SITI, PHONE)

    assert (account.person_id, account.user_id) == (siti, USER)
    found = town.accounts.whois(USER, now=town.now)
    assert found is not None
    assert found.id == siti


def test_the_letters_link_stands_for_the_nip(town: Town, siti: int) -> None:
    letter = town.invite(siti)
    guest = visitor(USER)
    town.linking.start(guest, letter.token, now=town.now)

    after_consent = town.linking.agree(guest, [Purpose.LINKING], text_version=TEXT_VERSION, now=town.now)
    town.linking.share_contact(guest, own_contact(USER, PHONE), now=town.now)
    account = town.linking.say_code(guest, letter.code, now=town.now)

    assert after_consent is Step.PHONE
    assert account.person_id == siti


def test_nothing_is_asked_before_the_privacy_notice(town: Town) -> None:
    assert town.linking.start(visitor(USER), now=town.now) is Step.NOTICE
    with pytest.raises(StepLost):
        town.linking.say_nip(visitor(USER), SITI, now=town.now)


def test_each_consent_is_kept_with_the_answer_given_to_it(town: Town) -> None:
    town.linking.start(visitor(USER), now=town.now)

    town.linking.agree(
        visitor(USER), [Purpose.LINKING, Purpose.PREFERENCES], text_version=TEXT_VERSION, now=town.now
    )

    assert town.accounts.consents(USER) == {
        Purpose.LINKING: True,
        Purpose.PREFERENCES: True,
        Purpose.SPECIAL_DATA: False,
    }


def test_without_consent_to_linking_there_is_no_way_on(town: Town) -> None:
    town.linking.start(visitor(USER), now=town.now)

    with pytest.raises(ConsentNeeded):
        town.linking.agree(visitor(USER), [Purpose.PREFERENCES], text_version=TEXT_VERSION, now=town.now)


def test_declining_ends_the_conversation_and_keeps_nothing(town: Town) -> None:
    town.linking.start(visitor(USER), now=town.now)

    assert town.linking.cancel(USER, now=town.now)
    assert town.linking.step(USER, now=town.now) is None
    assert not any(town.accounts.consents(USER).values())


@pytest.mark.parametrize(
    "text", ["19860926201505290", "1986092620150529011", "Siti", "", "١٩٨٦٠٩٢٦٢٠١٥٠٥٢٩٠١"]
)
def test_what_is_not_18_digits_is_said_at_once(town: Town, text: str) -> None:
    town.linking.start(visitor(USER), now=town.now)
    town.linking.agree(visitor(USER), [Purpose.LINKING], text_version=TEXT_VERSION, now=town.now)

    with pytest.raises(NotANip):
        town.linking.say_nip(visitor(USER), text, now=town.now)


def test_a_nip_may_be_typed_in_its_printed_groups(town: Town, siti: int) -> None:
    letter = town.invite(siti)
    town.to_code(USER, "19860926 201505 2 901", PHONE)

    assert isinstance(town.say_code(USER, letter.code), Account)


@pytest.mark.parametrize(
    "contact",
    [
        SharedContact(user_id=502, phone=PHONE, is_forwarded=False),
        SharedContact(user_id=None, phone=PHONE, is_forwarded=False),
        SharedContact(user_id=USER, phone=PHONE, is_forwarded=True),
    ],
    ids=["another person's", "from the address book", "forwarded"],
)
def test_only_the_senders_own_contact_is_taken(town: Town, contact: SharedContact) -> None:
    town.linking.start(visitor(USER), now=town.now)
    town.linking.agree(visitor(USER), [Purpose.LINKING], text_version=TEXT_VERSION, now=town.now)
    town.linking.say_nip(visitor(USER), SITI, now=town.now)

    with pytest.raises(NotYourContact):
        town.linking.share_contact(visitor(USER), contact, now=town.now)


def test_a_contact_shared_in_a_group_is_not_taken(town: Town) -> None:
    in_group = replace(visitor(USER), chat_id=-100200)

    with pytest.raises(NotYourContact):
        town.linking.share_contact(in_group, own_contact(USER, PHONE), now=town.now)


def test_a_text_that_is_no_code_is_said_at_once_and_is_no_try(town: Town, siti: int) -> None:
    letter = town.invite(siti)
    town.to_code(USER, SITI, PHONE)
    for text in ["kode", "123", "ABCDE-FGHJK-1", "UUUUU-UUUUU", "", "0000000000 1"]:
        with pytest.raises(NotACode):
            town.say_code(USER, text)

    assert isinstance(town.say_code(USER, letter.code), Account)


def test_the_code_may_be_typed_again_after_a_slip(town: Town, siti: int) -> None:
    letter = town.invite(siti)
    town.to_code(USER, SITI, PHONE)
    with pytest.raises(LinkingFailed):
        town.say_code(USER, "0" * 10)

    assert isinstance(town.say_code(USER, shown(letter.code).lower()), Account)


def test_one_may_begin_again_with_another_nip(town: Town, siti: int) -> None:
    letter = town.invite(siti)
    town.to_code(USER, "198609262015052999", PHONE)

    assert town.linking.begin_again(visitor(USER), now=town.now) is Step.NIP
    town.linking.say_nip(visitor(USER), SITI, now=town.now)
    town.linking.share_contact(visitor(USER), own_contact(USER, PHONE), now=town.now)
    assert isinstance(town.say_code(USER, letter.code), Account)


def test_an_open_way_ends_after_a_day(town: Town, siti: int) -> None:
    letter = town.invite(siti)
    town.to_code(USER, SITI, PHONE)
    town.now += timedelta(hours=24)

    with pytest.raises(StepLost):
        town.say_code(USER, letter.code)


def test_a_link_is_confirmed_in_the_chat_and_in_the_audit(town: Town, siti: int) -> None:
    town.link(USER, SITI, PHONE)

    assert town.told(USER) == ["linking.done"]
    assert "account.linked" in town.actions()
