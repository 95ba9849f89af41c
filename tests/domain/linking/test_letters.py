"""Invitation letters: what is on them, what is kept of them, and when they open nothing any more."""

import base64
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.linking import invitations
from domain.linking.codes import LENGTH, new_code, new_token, read_code, shown
from domain.linking.records import Account
from domain.linking.refusals import LinkingFailed, NotACode
from domain.refusals import NotFound
from domain.typed_codes import ALPHABET
from storage.tables import invitation
from tests.domain.linking.town import VALID_FOR, Town

SITI, PHONE, USER = "198609262015052901", "+62899000111", 501


@pytest.fixture
def siti(town: Town) -> int:
    return town.add(SITI, phone=PHONE)


def test_a_token_has_at_least_128_random_bits_and_fits_telegrams_link() -> None:
    tokens = {new_token() for _ in range(1_000)}

    assert len(tokens) == 1_000
    assert all(len(base64.urlsafe_b64decode(token + "==")) * 8 >= 128 for token in tokens)
    assert all(len(token) <= 64 and set(token) <= set(_START_SIGNS) for token in tokens)


_START_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"


def test_a_code_has_no_look_alikes_and_every_sign_occurs() -> None:
    codes = [new_code() for _ in range(1_000)]

    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) == set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed", ["01AB1-0CDEF", " 01ab1 0cdef ", "o1ABl–Ocdef", "0iABI0CDEF", "OLab1.ocdef"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "01AB10CDEF"


@pytest.mark.parametrize("typed", ["", "01AB10CDE", "01AB10CDEFG", "01AB10CDEU", "kode saya"])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(NotACode):
        read_code(typed)


def test_a_code_is_printed_in_two_groups() -> None:
    assert shown("01AB10CDEF") == "01AB1-0CDEF"


def test_neither_token_nor_code_is_kept(town: Town, siti: int) -> None:
    letter = town.invite(siti)

    with town.store.engine.connect() as connection:
        kept = repr(connection.execute(select(invitation)).all())
    assert letter.token not in kept
    assert letter.code not in kept


def test_a_letter_links_once(town: Town, siti: int) -> None:
    letter = town.invite(siti)
    town.to_code(USER, SITI, PHONE)
    town.say_code(USER, letter.code)

    town.to_code(502, SITI, PHONE)
    with pytest.raises(LinkingFailed):
        town.say_code(502, letter.code)


def test_an_expired_letter_opens_nothing(town: Town, siti: int) -> None:
    letter = town.invite(siti)
    town.now += VALID_FOR
    town.to_code(USER, SITI, PHONE)

    with pytest.raises(LinkingFailed):
        town.say_code(USER, letter.code)


def test_a_letter_opens_until_it_expires(town: Town, siti: int) -> None:
    letter = town.invite(siti)
    town.now += VALID_FOR - timedelta(seconds=1)
    town.to_code(USER, SITI, PHONE)

    assert isinstance(town.say_code(USER, letter.code), Account)


def test_issuing_anew_closes_the_letter_before(town: Town, siti: int) -> None:
    first, second = town.invite(siti), town.invite(siti)
    town.to_code(USER, SITI, PHONE)
    with pytest.raises(LinkingFailed):
        town.say_code(USER, first.code)

    assert isinstance(town.say_code(USER, second.code), Account)


def test_letters_are_for_those_without_a_link_in_use(town: Town, siti: int) -> None:
    other = town.add("199001012015051902", phone="+62899000222")
    town.link(USER, SITI, PHONE)
    fresh = town.letters.not_yet_linked(unit=" dinas CONTOH", now=town.now)
    town.now += timedelta(days=91)
    idle = town.letters.not_yet_linked(now=town.now)

    assert [one.id for one in fresh] == [other]
    assert {one.id for one in idle} == {siti, other}


def test_no_letter_is_made_for_a_unit_or_a_person_that_is_not_there(town: Town, siti: int) -> None:
    town.end(siti)

    with pytest.raises(NotFound):
        town.letters.not_yet_linked(unit="Dinas Lain", now=town.now)
    with pytest.raises(NotFound):
        town.letters.people_with([SITI])


def test_progress_is_told_while_many_letters_are_made(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "_BATCH", 2)
    people = [town.add(f"198501012015051{serial}", phone=None) for serial in range(901, 906)]
    seen: list[tuple[int, int]] = []

    issued = town.letters.issue(
        people, VALID_FOR, now=town.now, progress=lambda done, of: seen.append((done, of))
    )

    assert [letter.person.id for letter in issued] == people
    assert seen == [(2, 5), (4, 5), (5, 5)]
