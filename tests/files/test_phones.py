"""Telephone numbers in one form, whatever way they are written."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.phones import normalise_phone


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("'089900000001", "+6289900000001"),
        ("'+6289900000001", "+6289900000001"),
        ("0899-0000-0001", "+6289900000001"),
        ("6289900000001", "+6289900000001"),
        ("89900000001", "+6289900000001"),
        ("+62 (899) 0000 0001", "+6289900000001"),
        ("0062 899 0000 0001", "+6289900000001"),
        ("+1 202 555 0100", "+12025550100"),
        ("12", None),
        ("null", None),
        ("", None),
    ],
)
def test_every_usual_way_of_writing_is_one_number(written: str, normal: str | None) -> None:
    assert normalise_phone(written) == normal


def reference(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if possible else None


NUMBERS = st.builds(
    lambda start, digits, joints: start + "".join(map("".join, zip(digits, joints, strict=False))),
    st.sampled_from(["08", "628", "+628", "8", "+62 8", "(0)8", "(+62)8", "021", "62", "+"]),
    st.text("0123456789", min_size=3, max_size=16),
    st.lists(st.sampled_from(["", "", "", " ", "-", ".", ")"]), min_size=16, max_size=16),
)


@given(NUMBERS)
def test_the_short_cut_equals_the_library(text: str) -> None:
    assert normalise_phone(text) == reference(text)
