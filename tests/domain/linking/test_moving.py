"""A link's later life: new telephones, recycled numbers, stolen sessions, people who leave."""

from datetime import timedelta

import pytest

from domain.linking.records import Account, Cause, Purpose
from domain.linking.refusals import LinkingFailed, NotLinked
from tests.domain.linking.town import TEXT_VERSION, Town
from tests.outbox import take_all

SITI, ANDI, PHONE, OTHER_PHONE = "198609262015052901", "199001012015051902", "+62899000111", "+62899000222"
OLD, NEW, OFFICER = 501, 502, 900


@pytest.fixture
def linked(town: Town) -> Account:
    town.add(SITI, phone=PHONE)
    town.officer("198001012005012904", OFFICER)
    account = town.link(OLD, SITI, PHONE)
    town.told(OLD)
    return account


def test_a_new_telephone_ends_the_old_link_and_asks_the_old_chat(town: Town, linked: Account) -> None:
    town.link(NEW, SITI, PHONE)

    assert town.accounts.whois(OLD, now=town.now) is None
    assert town.accounts.whois(NEW, now=town.now) is not None
    assert town.told(OLD) == ["linking.moved"]


def test_an_account_that_proves_to_be_another_person_is_that_person_only(town: Town, linked: Account) -> None:
    andi = town.add(ANDI, phone=PHONE)

    town.link(OLD, ANDI, PHONE)

    person = town.accounts.whois(OLD, now=town.now)
    assert person is not None
    assert person.id == andi
    assert set(town.told(OLD)) == {"linking.moved", "linking.done"}


def test_not_me_from_the_old_chat_ends_the_new_link_and_tells_hr(town: Town, linked: Account) -> None:
    town.link(NEW, SITI, PHONE)

    town.accounts.not_me(OLD, linked.id, now=town.now)

    assert town.accounts.account_of(NEW) is None
    assert "linking.ended" in town.told(NEW)


def test_not_me_tells_every_officer_who_is_linked(town: Town, linked: Account) -> None:
    town.told(OFFICER)

    town.accounts.not_me(OLD, linked.id, now=town.now)

    assert town.told(OFFICER) == ["linking.hr.not_me"]


def test_not_me_closes_open_letters(town: Town, linked: Account) -> None:
    letter = town.invite(linked.person_id)

    town.accounts.not_me(OLD, linked.id, now=town.now)

    town.to_code(NEW, SITI, PHONE)
    with pytest.raises(LinkingFailed):
        town.say_code(NEW, letter.code)


def test_a_stolen_session_is_cut_off_by_not_me(town: Town, linked: Account) -> None:
    town.accounts.not_me(OLD, linked.id, now=town.now)

    assert town.accounts.whois(OLD, now=town.now) is None
    with pytest.raises(NotLinked):
        town.accounts.not_me(OLD, linked.id, now=town.now)


def test_the_old_chat_may_object_for_a_week(town: Town, linked: Account) -> None:
    town.link(NEW, SITI, PHONE)
    town.now += timedelta(days=7, seconds=1)

    with pytest.raises(NotLinked):
        town.accounts.not_me(OLD, linked.id, now=town.now)
    assert town.accounts.account_of(NEW) is not None


def test_nobody_objects_with_the_button_of_another_account(town: Town, linked: Account) -> None:
    with pytest.raises(NotLinked):
        town.accounts.not_me(NEW, linked.id, now=town.now)
    assert town.accounts.account_of(OLD) is not None


def test_proving_oneself_anew_from_the_same_account_alarms_nobody(town: Town, linked: Account) -> None:
    town.now += timedelta(days=200)

    town.link(OLD, SITI, PHONE)

    assert town.told(OLD) == ["linking.done"]
    assert town.accounts.whois(OLD, now=town.now) is not None


def test_after_ninety_idle_days_an_account_is_nobody_until_it_proves_itself(
    town: Town, linked: Account
) -> None:
    town.now += timedelta(days=90)
    just_in_time = town.accounts.whois(OLD, now=town.now)
    town.now += timedelta(seconds=1)

    assert just_in_time is not None
    assert town.accounts.whois(OLD, now=town.now) is None


def test_a_recycled_number_does_not_wake_an_idle_account_by_writing(town: Town, linked: Account) -> None:
    town.now += timedelta(days=91)

    town.accounts.seen(OLD, now=town.now)

    assert town.accounts.whois(OLD, now=town.now) is None


def test_being_seen_keeps_an_account_awake(town: Town, linked: Account) -> None:
    for _ in range(4):
        town.now += timedelta(days=89)
        town.accounts.seen(OLD, now=town.now)

    assert town.accounts.whois(OLD, now=town.now) is not None


def test_the_new_owner_of_a_number_cannot_link_without_the_letter(town: Town, linked: Account) -> None:
    town.now += timedelta(days=91)
    town.to_code(OLD, SITI, PHONE)

    with pytest.raises(LinkingFailed):
        town.say_code(OLD, "0000000000")


def test_who_left_the_service_loses_access_at_once(town: Town, linked: Account) -> None:
    town.end(linked.person_id)

    assert town.accounts.whois(OLD, now=town.now) is None


def test_unlinking_works_at_once_and_is_confirmed(town: Town, linked: Account) -> None:
    town.accounts.unlink(OLD, now=town.now)

    assert town.accounts.whois(OLD, now=town.now) is None
    assert town.told(OLD) == ["linking.ended"]


def test_a_withdrawn_consent_counts_from_that_moment(town: Town, linked: Account) -> None:
    town.accounts.grant(OLD, Purpose.PREFERENCES, text_version=TEXT_VERSION, now=town.now)
    town.accounts.withdraw(OLD, Purpose.PREFERENCES, text_version=TEXT_VERSION, now=town.now)

    assert town.accounts.consents(OLD)[Purpose.PREFERENCES] is False
    assert town.accounts.account_of(OLD) is not None


def test_withdrawing_consent_to_linking_ends_the_link(town: Town, linked: Account) -> None:
    town.accounts.withdraw(OLD, Purpose.LINKING, text_version=TEXT_VERSION, now=town.now)

    assert town.accounts.account_of(OLD) is None
    with town.store.read() as work:
        ended = work.linking.account(linked.id)
    assert ended is not None
    assert ended.unlink_cause == Cause.CONSENT_WITHDRAWN


def test_what_officers_are_told_of_a_person_is_protected(town: Town, linked: Account) -> None:
    town.accounts.not_me(OLD, linked.id, now=town.now)

    waiting = take_all(town.store, now=town.now)
    named = {one.text_key: one.protect for one in waiting if "name" in one.facts}
    assert named == {"linking.hr.not_me": True}


def test_an_old_chat_says_not_me_once_and_cannot_unlink_the_owner_again(town: Town, linked: Account) -> None:
    town.link(NEW, SITI, PHONE)
    town.accounts.not_me(OLD, linked.id, now=town.now)
    town.link(NEW, SITI, PHONE)

    with pytest.raises(NotLinked):
        town.accounts.not_me(OLD, linked.id, now=town.now)
    assert town.accounts.account_of(NEW) is not None
