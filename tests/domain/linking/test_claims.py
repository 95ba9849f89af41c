"""Where HR has no telephone on record, two officers decide by hand."""

from datetime import timedelta

import pytest

from domain.actors import OPERATOR, Actor, Role
from domain.linking.records import Claim
from domain.linking.refusals import LinkingFailed, NotLinked, OwnClaim, SameOfficer
from domain.refusals import AlreadyDone, NotFound, NotPermitted
from tests.domain.linking.town import Town

BUDI, USER, OLD = "197001012000011903", 503, 504
ANY_PHONE = "+62899000333"


@pytest.fixture
def budi(town: Town) -> int:
    return town.add(BUDI, phone=None, name="Budi")


@pytest.fixture
def officers(town: Town) -> tuple[Actor, Actor]:
    return town.officer("198001012005012904", 900), town.officer("198001012005012905", 901)


@pytest.fixture
def claim(town: Town, budi: int, officers: tuple[Actor, Actor]) -> Claim:
    return claim_by(town, budi, USER)


def claim_by(town: Town, person_id: int, user_id: int) -> Claim:
    letter = town.invite(person_id)
    town.to_code(user_id, BUDI, ANY_PHONE)
    opened = town.say_code(user_id, letter.code)
    assert isinstance(opened, Claim)
    return opened


def link_old_chat(town: Town, person_id: int) -> None:
    with town.store.write() as work:
        work.linking.link(person_id, user_id=OLD, chat_id=OLD, language="id", now=town.now)
        work.commit()


def test_a_right_code_opens_a_claim_and_links_nothing_yet(town: Town, budi: int, claim: Claim) -> None:
    assert [(one.claim.id, one.person.id) for one in town.claims.pending()] == [(claim.id, budi)]
    assert town.accounts.account_of(USER) is None


def test_a_claim_uses_the_letter_up(town: Town, budi: int) -> None:
    letter = town.invite(budi)
    town.to_code(USER, BUDI, ANY_PHONE)
    town.say_code(USER, letter.code)

    town.to_code(505, BUDI, ANY_PHONE)
    with pytest.raises(LinkingFailed):
        town.say_code(505, letter.code)


def test_officers_are_told_of_a_claim(town: Town, claim: Claim) -> None:
    assert town.told(900)[-1] == "linking.hr.claim"


def test_two_officers_link_the_claimant_who_is_told(
    town: Town, budi: int, claim: Claim, officers: tuple[Actor, Actor]
) -> None:
    told_at_first = town.told(USER)
    town.claims.approve(claim.id, by=officers[0], now=town.now)
    after_one = town.accounts.account_of(USER)
    town.claims.approve(claim.id, by=officers[1], now=town.now)

    assert after_one is None
    linked = town.accounts.whois(USER, now=town.now)
    assert linked is not None
    assert linked.id == budi
    assert (told_at_first, town.told(USER)) == (["linking.claimed"], ["linking.done"])
    assert town.claims.pending() == []


def test_one_officer_does_not_approve_twice(town: Town, claim: Claim, officers: tuple[Actor, Actor]) -> None:
    town.claims.approve(claim.id, by=officers[0], now=town.now)

    with pytest.raises(SameOfficer):
        town.claims.approve(claim.id, by=officers[0], now=town.now)


def test_the_claimant_does_not_approve(town: Town, budi: int, claim: Claim) -> None:
    town.roles.grant(BUDI, Role.OFFICER, by=OPERATOR, now=town.now)

    with pytest.raises(OwnClaim):
        town.claims.approve(claim.id, by=Actor(budi), now=town.now)


def test_an_officer_does_not_approve_what_they_claim_from_their_own_account(
    town: Town, budi: int, officers: tuple[Actor, Actor]
) -> None:
    own = claim_by(town, budi, 900)

    with pytest.raises(OwnClaim):
        town.claims.approve(own.id, by=officers[0], now=town.now)


@pytest.mark.parametrize("role", [None, Role.PLANNER, Role.APPROVER, Role.AUDITOR])
def test_only_hr_officers_and_administrators_approve(town: Town, claim: Claim, role: Role | None) -> None:
    nip = "199001012015051902"
    andi = town.add(nip, phone=None)
    if role is not None:
        town.roles.grant(nip, role, by=OPERATOR, now=town.now)

    with pytest.raises(NotPermitted):
        town.claims.approve(claim.id, by=Actor(andi), now=town.now)
    with pytest.raises(NotPermitted):
        town.claims.approve(claim.id, by=OPERATOR, now=town.now)


def test_a_rejected_claim_is_closed_and_the_claimant_is_told(
    town: Town, claim: Claim, officers: tuple[Actor, Actor]
) -> None:
    town.claims.reject(claim.id, by=officers[0], now=town.now)

    assert town.told(USER) == ["linking.claimed", "linking.claim_closed"]
    with pytest.raises(NotFound):
        town.claims.approve(claim.id, by=officers[1], now=town.now)


def test_an_old_chat_is_told_at_once_and_has_a_day(
    town: Town, budi: int, officers: tuple[Actor, Actor]
) -> None:
    link_old_chat(town, budi)
    claim = claim_by(town, budi, USER)
    for officer in officers:
        town.claims.approve(claim.id, by=officer, now=town.now)
    town.now += timedelta(days=1) - timedelta(seconds=1)
    too_early = town.claims.settle_due(now=town.now)
    town.now += timedelta(seconds=1)

    assert town.told(OLD) == ["linking.claimed_elsewhere"]
    assert (too_early, town.claims.settle_due(now=town.now)) == (0, 1)
    assert town.accounts.whois(USER, now=town.now) is not None
    assert town.accounts.account_of(OLD) is None


def test_a_claim_that_waits_for_its_day_needs_no_third_approval(
    town: Town, budi: int, officers: tuple[Actor, Actor]
) -> None:
    link_old_chat(town, budi)
    claim = claim_by(town, budi, USER)
    for officer in officers:
        town.claims.approve(claim.id, by=officer, now=town.now)

    with pytest.raises(AlreadyDone):
        town.claims.approve(claim.id, by=officers[0], now=town.now)


def test_the_old_chat_denies_a_claim_and_keeps_its_link(
    town: Town, budi: int, officers: tuple[Actor, Actor]
) -> None:
    link_old_chat(town, budi)
    claim = claim_by(town, budi, USER)
    town.told(900)

    town.claims.deny(claim.id, user_id=OLD, now=town.now)

    assert town.claims.pending() == []
    assert town.accounts.account_of(OLD) is not None
    assert town.told(900) == ["linking.hr.not_me"]


def test_only_the_old_chat_denies(town: Town, claim: Claim) -> None:
    with pytest.raises(NotLinked):
        town.claims.deny(claim.id, user_id=900, now=town.now)


def test_a_claim_of_somebody_who_left_meanwhile_ends_without_a_link(
    town: Town, budi: int, claim: Claim, officers: tuple[Actor, Actor]
) -> None:
    town.claims.approve(claim.id, by=officers[0], now=town.now)
    town.end(budi)
    town.claims.approve(claim.id, by=officers[1], now=town.now)

    assert town.accounts.account_of(USER) is None
    assert town.told(USER) == ["linking.claimed", "linking.claim_closed"]


def test_whoever_linked_after_the_claim_was_opened_is_warned_and_has_a_day_too(
    town: Town, budi: int, claim: Claim, officers: tuple[Actor, Actor]
) -> None:
    link_old_chat(town, budi)

    for officer in officers:
        town.claims.approve(claim.id, by=officer, now=town.now)

    assert town.told(OLD) == ["linking.claimed_elsewhere"]
    town.claims.deny(claim.id, user_id=OLD, now=town.now)
    assert town.accounts.account_of(OLD) is not None


def test_an_officer_who_unlinks_first_still_does_not_approve_their_own_claim(
    town: Town, budi: int, officers: tuple[Actor, Actor]
) -> None:
    town.accounts.unlink(900, now=town.now)
    own = claim_by(town, budi, 900)

    with pytest.raises(OwnClaim):
        town.claims.approve(own.id, by=officers[0], now=town.now)
