"""What is refused as a PIN, without any database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.second_factor.pins import NotAPin, PinTooSimple, checked_pin

NIP = "198511202010012903"


@pytest.mark.parametrize("text", ["", "12345", "1234567890123", "12a456", "४५६७८९", "1357 9", "-135790"])
def test_what_is_not_six_to_twelve_digits_is_no_pin(text: str) -> None:
    with pytest.raises(NotAPin):
        checked_pin(text, nip=NIP)


ROWS = ("123456", "654321", "890123", "098765", "111111", "121212", "123123", "770007", "12341234")
# The birth date in any order, and any part of the number.
OF_THE_NIP = ("201185", "112085", "20111985", "11201985", "198511", "012903", "851120")


@pytest.mark.parametrize("text", [*ROWS, *OF_THE_NIP])
def test_what_is_tried_first_is_refused(text: str) -> None:
    with pytest.raises(PinTooSimple):
        checked_pin(text, nip=NIP)


@given(st.text("0123456789", min_size=6, max_size=12), st.integers(0, 11))
def test_spaces_never_change_a_pin(digits: str, at: int) -> None:
    spaced = f" {digits[:at]} {digits[at:]}\n"
    try:
        expected = checked_pin(digits, nip=NIP)
    except PinTooSimple:
        with pytest.raises(PinTooSimple):
            checked_pin(spaced, nip=NIP)
    else:
        assert checked_pin(spaced, nip=NIP) == expected == digits.encode()
