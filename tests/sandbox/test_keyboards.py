"""Keyboards are refused where Telegram would refuse them."""

from typing import Any

import pytest

from tests.sandbox.driver import BUDI, SITI, Driver


def inline(*buttons: Any) -> Any:
    return {"inline_keyboard": [list(buttons)]}


def button(**action: Any) -> Any:
    return {"text": "Buka", **action}


MANY = {"inline_keyboard": [[button(callback_data="a")]] * 101}
FULL = {"inline_keyboard": [[button(callback_data="a")] * 8] * 12}
UNPARSED = "can't parse inline keyboard button: "
REFUSED: list[tuple[Any, str]] = [
    ("[", "can't parse reply keyboard markup JSON object"),
    ([], "object expected as reply markup"),
    (inline(button(callback_data="a" * 65)), "BUTTON_DATA_INVALID"),
    (inline(button(callback_data="é" * 33)), "BUTTON_DATA_INVALID"),
    (inline(button(callback_data="")), "BUTTON_DATA_INVALID"),
    (inline(button()), UNPARSED + "Text buttons are unallowed in the inline keyboard"),
    (inline({"callback_data": "a"}), UNPARSED + 'Can\'t find field "text"'),
    (inline({"text": " ", "callback_data": "a"}), UNPARSED + "Text must be non-empty"),
    (inline(button(callback_data="a", style="pink")), UNPARSED + "Invalid button style specified"),
    (inline(button(callback_data="a", url="https://bkn.go.id")), "BUTTON_TYPE_INVALID"),
    (inline(button(pay=True)), "BUTTON_TYPE_INVALID"),
    (inline(button(url="x y")), "inline keyboard button URL 'x y' is invalid: Wrong HTTP URL"),
    (
        inline(button(web_app={"url": "http://bkn.go.id"})),
        "inline keyboard button Web App URL 'http://bkn.go.id' is invalid: Only HTTPS links are allowed",
    ),
    (inline(button(copy_text={"text": "a" * 257})), "BUTTON_COPY_TEXT_INVALID"),
    (MANY, "reply markup is too long"),
    ({"inline_keyboard": [[button(callback_data="a")] * 9]}, "reply markup is too long"),
    ({"inline_keyboard": "a"}, 'field "inline_keyboard" must be of type Array of Arrays'),
    ({"keyboard": [[{"text": ""}]]}, "can't parse keyboard button: Text must be non-empty"),
    (
        {"keyboard": [["a"]], "input_field_placeholder": "a" * 65},
        "input field placeholder is too long",
    ),
]
ACCEPTED: list[Any] = [
    inline(button(callback_data="a" * 64)),
    inline(button(callback_data="é" * 32)),
    inline(button(url="https://bkn.go.id/x")),
    inline(button(copy_text={"text": "a" * 256})),
    inline(button(callback_data="a", style="danger")),
    FULL,
]


@pytest.mark.parametrize(("markup", "reason"), REFUSED)
async def test_a_faulty_keyboard_is_refused(desk: Driver, markup: Any, reason: str) -> None:
    refusal = await desk.refusal("sendMessage", chat_id=SITI, text="Pilih", reply_markup=markup)
    assert refusal == f"Bad Request: {reason}"


@pytest.mark.parametrize("markup", ACCEPTED)
async def test_a_good_inline_keyboard_comes_back_with_the_message(desk: Driver, markup: Any) -> None:
    assert (await desk.send(reply_markup=markup))["reply_markup"] == markup


async def test_a_reply_keyboard_lies_on_the_phone_until_it_is_taken_away(desk: Driver) -> None:
    keyboard = {"keyboard": [[{"text": "Kirim nomor", "request_contact": True}]], "resize_keyboard": True}
    sent = await desk.send(reply_markup=keyboard)
    laid = (await desk.show(SITI))["keyboard"]
    await desk.send(reply_markup={"remove_keyboard": True})

    assert "reply_markup" not in sent
    assert laid == keyboard
    assert (await desk.show(SITI))["keyboard"] is None


async def test_a_keyboard_for_one_use_goes_when_its_button_is_pressed(desk: Driver) -> None:
    await desk.send(reply_markup={"keyboard": [["Ya"]], "one_time_keyboard": True})
    await desk.person(SITI, "text", text="Ya")
    assert (await desk.show(SITI))["keyboard"] is None


async def test_a_telephone_number_can_be_asked_for_in_private_only(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI)
    keyboard = {"keyboard": [[{"text": "Nomor", "request_contact": True}]]}
    refusal = await desk.refusal("sendMessage", chat_id=group, text="Nomor?", reply_markup=keyboard)
    assert refusal == "Bad Request: phone number can be requested in private chats only"
