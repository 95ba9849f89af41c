"""The values behind buttons: short, versioned, parsed or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.buttons import VALUE_AT_MOST, Button, Press, keyboard, parse_press
from locales.words import Entry, Words


@given(
    st.from_regex(r"[a-z_]{1,24}", fullmatch=True), st.from_regex(r"[A-Za-z0-9_.:-]{0,36}", fullmatch=True)
)
def test_what_a_button_says_is_read_again_and_fits(action: str, arg: str) -> None:
    value = Button("key", action, arg).value

    assert parse_press(value) == Press(action, arg)
    assert len(value.encode()) <= VALUE_AT_MOST


@pytest.mark.parametrize(
    "value",
    [None, "", "v0:card", "v2:card", "card", "v1:", "v1:Card", "v1:card:", "v1:card:a b", "v1:a\n", "v1:é"],
)
def test_another_version_or_shape_is_refused(value: str | None) -> None:
    assert parse_press(value) is None


@given(st.text(max_size=80))
def test_no_value_breaks_the_reader(value: str) -> None:
    pressed = parse_press(value)

    assert pressed is None or value.startswith(f"v1:{pressed.action}")


@pytest.mark.parametrize(("action", "arg"), [("", ""), ("card", "a b"), ("x" * 25, ""), ("card", "y" * 37)])
def test_a_button_that_could_not_be_read_again_is_not_made(action: str, arg: str) -> None:
    with pytest.raises(ValueError, match="no callback value"):
        _ = Button("key", action, arg).value


def test_no_buttons_make_no_keyboard() -> None:
    assert keyboard(Words({"id": {"key": Entry(("x",))}}), "id", ()) is None
