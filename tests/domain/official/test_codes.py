"""How official codes are spelled: whatever becomes of one on its way, it is read, and nothing else is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.official.codes import LENGTH, codes_in, new_code, read_code, shown
from domain.typed_codes import ALPHABET

codes = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH).filter(lambda code: set(code) & set("23456789"))
gaps = st.text(" -._\u2013\u2014\u00a0\u200b\u00ad·", max_size=3)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """A code, and how somebody copied it: other case, other gaps, look-alikes, with or without its prefix."""
    code = draw(codes)
    look_alikes = {"0": "0Oo", "1": "1IiLl"}
    signs = [draw(st.sampled_from(look_alikes.get(sign, sign + sign.lower()))) for sign in code]
    prefix = draw(st.sampled_from(["SAPA", "sapa", "Sapa", ""]))
    typed = draw(gaps).join(prefix) + "".join(draw(gaps) + sign for sign in signs) + draw(gaps)
    return code, typed


@given(damaged())
def test_a_code_is_read_however_it_was_copied(copied: tuple[str, str]) -> None:
    code, typed = copied

    assert read_code(typed) == code


@given(codes)
def test_what_is_shown_is_read_again(code: str) -> None:
    assert read_code(shown(code)) == code
    assert codes_in(f"Yth. Ibu,\nKode: {shown(code)}. Salam") == [code]


@given(codes, st.sampled_from([" ", "-", " - ", "\n", "\u2013", "\u00a0", ""]))
def test_a_code_is_found_inside_a_message(code: str, gap: str) -> None:
    groups = gap.join(("sapa", code[:4], code[4:8], code[8:]))

    assert codes_in(f"Diteruskan dari grup: {groups} mohon dicek") == [code]


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    read_code(text)
    codes_in(text)


@pytest.mark.parametrize(
    "said",
    [
        "Sapa Adik Anda Saja",
        "sapa mutasi itu apa ya pak",
        "kapan tmt 2027",
        "SAPA-7K3M-Q9XD-042",  # a sign is missing
        "SAPA-7K3M-Q9XD-042RR",  # a sign too many
        "SAPA-UUUU-UUUU-9999",  # a sign that no code has
        "XSAPA-7K3M-Q9XD-042R",
        "199003152015052901",
        "",
    ],
)
def test_what_is_no_code_is_not_taken_for_one(said: str) -> None:
    assert codes_in(said) == []


def test_codes_are_too_many_to_guess_and_say_nothing_of_their_number() -> None:
    made = {new_code() for _ in range(5_000)}

    assert len(made) == 5_000
    assert {len(code) for code in made} == {LENGTH}
    assert set("".join(made)) == set(ALPHABET)
    assert len(ALPHABET) ** LENGTH >= 2**50


def test_a_code_at_random_is_none_of_those_issued() -> None:
    issued = {new_code() for _ in range(1_000)}

    assert not [code for code in (new_code() for _ in range(100_000)) if code in issued]


def test_each_code_of_a_message_is_read_once_and_in_order() -> None:
    first, second = new_code(), new_code()
    said = f"{shown(first)} lalu {shown(second)} dan lagi {shown(first).lower()}"

    assert codes_in(said) == [first, second]


def test_an_endless_message_is_read_quickly() -> None:
    code = new_code()
    noise = "".join(random.Random(1).choices("SAPA-abc 123\n", k=4_000))

    assert code in codes_in(noise + " " + shown(code))
