"""What a guesser meets: one answer, the same work, few tries, and nobody locked out but the guesser."""

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from domain.linking.codes import DECOY, LENGTH, fits, seal_code
from domain.linking.desk import FAILURES_AT_MOST, TRIES_AT_MOST
from domain.linking.records import Account, Purpose
from domain.linking.refusals import LinkingFailed, TooManyTries
from domain.typed_codes import ALPHABET
from tests.domain.linking.town import TEXT_VERSION, WRONG_CODE, Town, own_contact, visitor

SITI, ANDI, BUDI = "198609262015052901", "199001012015051902", "197001012000011903"
PHONE, OTHER_PHONE = "+62899000111", "+62899000222"
UNKNOWN = "198609262015052999"
STRANGER = 666


@dataclass(frozen=True)
class Attempt:
    """What a guesser brings; the code is right only where something else is wrong."""

    nip: str = SITI
    phone: str = PHONE
    is_right_code: bool = True
    letter: str = "open"


WRONG = {
    "unknown NIP": Attempt(nip=UNKNOWN),
    "person who left": Attempt(nip=ANDI),
    "another telephone": Attempt(phone=OTHER_PHONE),
    "wrong code": Attempt(is_right_code=False),
    "another telephone and wrong code": Attempt(phone=OTHER_PHONE, is_right_code=False),
    "expired letter": Attempt(letter="expired"),
    "no letter": Attempt(letter="none"),
    "no telephone on record and wrong code": Attempt(nip=BUDI, is_right_code=False),
}


def prepare(town: Town, attempt: Attempt) -> str:
    """Make the world of an attempt and return the code that is brought."""
    town.add(SITI, phone=PHONE)
    town.add(ANDI, phone=PHONE, name="Andi")
    town.add(BUDI, phone=None, name="Budi")
    code = WRONG_CODE
    if attempt.letter != "none":
        codes = {nip: town.invite(number).code for nip, number in town.numbers.items()}
        code = codes.get(attempt.nip, codes[SITI]) if attempt.is_right_code else WRONG_CODE
    town.end(town.numbers[ANDI])
    if attempt.letter == "expired":
        town.now += timedelta(days=30)
    town.to_code(STRANGER, attempt.nip, attempt.phone)
    return code


@contextmanager
def counted_work(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Count the password hashes and the changing statements while something is judged."""
    work = {"scrypt": 0, "changes": 0}
    stretch = hashlib.scrypt

    def scrypt(*args: Any, **kwargs: Any) -> bytes:
        work["scrypt"] += 1
        return stretch(*args, **kwargs)

    def execute(_c: object, _k: object, statement: str, *_rest: object) -> None:
        work["changes"] += not statement.startswith(("SELECT", "BEGIN"))

    monkeypatch.setattr(hashlib, "scrypt", scrypt)
    event.listen(town.store.engine, "before_cursor_execute", execute)
    yield work
    event.remove(town.store.engine, "before_cursor_execute", execute)


@pytest.mark.parametrize("attempt", WRONG.values(), ids=WRONG.keys())
def test_whatever_is_wrong_the_answer_and_the_work_are_the_same(
    town: Town, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = prepare(town, attempt)
    with counted_work(town, monkeypatch) as work, pytest.raises(LinkingFailed) as refusal:
        town.say_code(STRANGER, code)

    assert (refusal.value.key, refusal.value.facts) == ("refusal.linking_failed", {})
    assert work == {"scrypt": 1, "changes": 3}  # one try, one counter, one line of the audit
    assert town.accounts.account_of(STRANGER) is None


@pytest.mark.parametrize("token", ["A" * 32, "x", "of another letter"])
def test_a_wrong_link_leads_through_the_same_steps_to_the_same_answer(town: Town, token: str) -> None:
    siti, andi = town.add(SITI, phone=PHONE), town.add(ANDI, phone=OTHER_PHONE)
    letter, other = town.invite(siti), town.invite(andi)
    guest = visitor(STRANGER)
    town.linking.start(guest, other.token if token == "of another letter" else token, now=town.now)
    town.linking.agree(guest, [Purpose.LINKING], text_version=TEXT_VERSION, now=town.now)
    town.linking.share_contact(guest, own_contact(STRANGER, PHONE), now=town.now)

    with pytest.raises(LinkingFailed):
        town.say_code(STRANGER, letter.code)


def test_an_account_that_failed_five_times_waits_a_day(town: Town) -> None:
    letter = town.invite(town.add(SITI, phone=PHONE))
    town.to_code(STRANGER, UNKNOWN, PHONE)
    for _ in range(TRIES_AT_MOST):
        with pytest.raises(LinkingFailed):
            town.say_code(STRANGER, WRONG_CODE)

    with pytest.raises(TooManyTries) as refusal:
        town.say_code(STRANGER, letter.code)
    assert refusal.value.facts == {"count": 24}
    with pytest.raises(TooManyTries):
        town.linking.start(visitor(STRANGER), now=town.now)


def test_after_the_day_one_may_try_again(town: Town) -> None:
    letter = town.invite(town.add(SITI, phone=PHONE))
    town.to_code(STRANGER, SITI, OTHER_PHONE)
    for _ in range(TRIES_AT_MOST):
        with pytest.raises(LinkingFailed):
            town.say_code(STRANGER, letter.code)
    town.now += timedelta(hours=24)

    town.to_code(STRANGER, SITI, PHONE)
    assert isinstance(town.say_code(STRANGER, letter.code), Account)


def test_a_stranger_cannot_lock_a_colleague_out(town: Town) -> None:
    letter = town.invite(town.add(SITI, phone=PHONE))
    for stranger in range(700, 700 + 3 * FAILURES_AT_MOST):
        town.to_code(stranger, SITI, f"+62899001{stranger}")
        with pytest.raises(LinkingFailed):
            town.say_code(stranger, WRONG_CODE)

    town.to_code(501, SITI, PHONE)
    assert isinstance(town.say_code(501, letter.code), Account)


def test_five_wrong_codes_after_the_right_telephone_close_the_letter_and_tell_hr(town: Town) -> None:
    town.officer("198001012005012904", 900)
    letter = town.invite(town.add(SITI, phone=PHONE))
    town.told(900)
    for user in range(FAILURES_AT_MOST):
        town.to_code(500 + user, SITI, PHONE)
        with pytest.raises(LinkingFailed):
            town.say_code(500 + user, WRONG_CODE)

    town.to_code(510, SITI, PHONE)
    with pytest.raises(LinkingFailed):
        town.say_code(510, letter.code)
    assert town.told(900) == ["linking.hr.guessed"]


def test_a_spray_over_ten_thousand_accounts_finds_nothing_within_reason() -> None:
    people, issues = 10_000, 1 + 10
    guesses = people * issues * max(TRIES_AT_MOST, FAILURES_AT_MOST)

    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert guesses / len(ALPHABET) ** LENGTH < 1e-6


def test_a_million_guesses_hit_no_code() -> None:
    chance = random.Random(20261124)
    issued = {"".join(chance.choices(ALPHABET, k=LENGTH)) for _ in range(10_000)}
    signs = "".join(chance.choices(ALPHABET, k=LENGTH * 1_000_000))

    hits = sum(signs[at : at + LENGTH] in issued for at in range(0, len(signs), LENGTH))

    assert hits == 0


def test_only_the_right_code_fits_and_nothing_fits_the_decoy() -> None:
    secret = seal_code(b"peppered")

    assert fits([b"peppered"], secret)
    assert fits([b"new key", b"peppered"], secret)
    assert not fits([b"another"], secret)
    assert not fits([b"peppered"], DECOY)
