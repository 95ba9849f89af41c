"""Two of any number of officers open a sender, one alone never does, and nothing fits another place."""

from itertools import permutations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.concerns import boxes
from storage.concerns.boxes import BoxShut, boxed, joined, new_locked_key, split, unboxed, unlocked

PLACE = "ASP-7K2M9QXD"


def public(private: X25519PrivateKey) -> bytes:
    return private.public_key().public_bytes_raw()


@given(st.integers(2, 7), st.integers(0, 10**20 - 1))
@settings(max_examples=40, deadline=None)
def test_any_two_of_all_open_it_and_nobody_alone(officers: int, sender: int) -> None:
    secret = f"{sender:020d}".encode()
    keys = [X25519PrivateKey.generate() for _ in range(officers)]
    halves = {}
    for one in range(officers):
        for other in range(one + 1, officers):
            first, second = split(secret)
            halves[one, other] = boxed(public(keys[one]), first, place=PLACE)
            halves[other, one] = boxed(public(keys[other]), second, place=PLACE)

    for one, other in permutations(range(officers), 2):
        mine = unboxed(keys[one], halves[one, other], place=PLACE)
        assert joined(mine, unboxed(keys[other], halves[other, one], place=PLACE)) == secret
        assert mine != secret
        with pytest.raises(BoxShut):
            unboxed(keys[one], halves[other, one], place=PLACE)
    # All that one officer holds, put together in any way of two, is chance.
    own = [unboxed(keys[0], halves[0, other], place=PLACE) for other in range(1, officers)]
    assert secret not in {joined(one, other) for one in own for other in own}


@given(st.binary(min_size=1, max_size=64))
@settings(max_examples=50, deadline=None)
def test_halves_together_are_the_secret(secret: bytes) -> None:
    assert joined(*split(secret)) == secret


def test_a_box_opens_for_its_place_alone_and_whole() -> None:
    key = X25519PrivateKey.generate()
    box = boxed(public(key), b"half", place=PLACE)
    changed = box[:-1] + bytes([box[-1] ^ 1])

    for closed, place in ((box, "ASP-00000000"), (changed, PLACE)):
        with pytest.raises(BoxShut):
            unboxed(key, closed, place=place)


def test_two_boxes_of_one_secret_are_not_alike() -> None:
    key = public(X25519PrivateKey.generate())

    assert boxed(key, b"half", place=PLACE) != boxed(key, b"half", place=PLACE)


def test_a_passphrase_unlocks_its_own_key_alone() -> None:
    own, locked = new_locked_key("kapal kecil di teluk biru")
    opened = unlocked(locked, "kapal kecil di teluk biru")

    assert opened is not None
    assert public(opened) == own
    assert unlocked(locked, "kapal kecil di teluk Biru") is None


def test_a_guess_costs_memory_and_time() -> None:
    assert boxes._SCRYPT_N * boxes._SCRYPT_R * 128 == 128 * 2**20
