"""Sealed values open in their own place, with the right key, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.vault import Key, Vault, WrongKey, new_secret

OLD, NEW = Key(b"o" * 32), Key(b"n" * 32)


@given(st.text(), st.text(max_size=40))
def test_what_is_sealed_opens_unchanged_in_its_place(value: str, place: str) -> None:
    vault = Vault([OLD])

    assert vault.open(vault.seal(value, place=place), place=place) == value


def test_the_same_value_never_looks_the_same_twice() -> None:
    vault = Vault([OLD])

    assert vault.seal("081", place="p") != vault.seal("081", place="p")


def test_a_sealed_value_moved_to_another_row_does_not_open() -> None:
    vault = Vault([OLD])

    with pytest.raises(WrongKey):
        vault.open(vault.seal("081", place="person.phone:A"), place="person.phone:B")


@given(st.integers(min_value=0, max_value=40), st.integers(min_value=1, max_value=255))
def test_a_single_changed_byte_is_noticed(where: int, flip: int) -> None:
    vault = Vault([OLD])
    sealed = bytearray(vault.seal("0899 000 0001", place="p"))
    sealed[where % len(sealed)] ^= flip

    with pytest.raises(WrongKey):
        vault.open(bytes(sealed), place="p")


def test_during_rotation_the_old_key_still_opens_and_the_new_one_seals() -> None:
    sealed_before = Vault([OLD]).seal("nilai", place="p")
    both = Vault([NEW, OLD])

    assert both.open(sealed_before, place="p") == "nilai"
    assert Vault([NEW]).open(both.seal("nilai", place="p"), place="p") == "nilai"


def test_after_rotation_the_old_key_opens_nothing_new() -> None:
    with pytest.raises(WrongKey):
        Vault([OLD]).open(Vault([NEW]).seal("nilai", place="p"), place="p")


def test_look_ups_of_other_purposes_and_keys_differ() -> None:
    vault, other = Vault([OLD]), Vault([NEW])
    found = {vault.lookup("nip", "1"), vault.lookup("token", "1"), other.lookup("nip", "1")}

    assert len(found) == 3


def test_a_printed_key_reads_back() -> None:
    secret = new_secret()

    assert Key.parse(f" {secret}\n").id == Key.parse(secret).id


@pytest.mark.parametrize("text", ["", "abc", "ä" * 43, "A" * 39])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(WrongKey):
        Key.parse(text)
