"""Each refusal, word for word: what a client tells apart, it must be able to tell apart here."""

import json
from typing import Any

import pytest

from tests.sandbox.driver import BOT, BUDI, SITI, STRANGER, Driver

PHOTO = {"photo": ("p.png", b"not a picture", "image/png")}
BUTTON = {"text": "Buka", "callback_data": "x"}


def inline(*rows: list[Any]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


TO = {"chat_id": SITI}
SENDING: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "a"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": STRANGER, "text": "a"}, "chat not found"),
    ("sendMessage", {"chat_id": "@siti_a", "text": "a"}, "chat not found"),
    ("sendMessage", TO, "message text is empty"),
    ("sendMessage", {**TO, "text": " \n "}, "text must be non-empty"),
    ("sendMessage", {**TO, "text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ("sendMessage", {**TO, "text": "a" * 4097}, "message is too long"),
    ("sendMessage", {**TO, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {**TO, "text": "<b>" * 10_923}, "text is too long"),
    ("sendMessage", {**TO, "text": "a", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    (
        "sendMessage",
        {**TO, "text": "a", "reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
    ("sendMessage", {**TO, "text": "a", "message_thread_id": 5}, "message thread not found"),
    ("sendContact", {**TO, "first_name": "A"}, "phone number is empty"),
    ("sendContact", {**TO, "phone_number": "1"}, "first name is empty"),
    ("sendChatAction", {**TO, "action": "sleeping"}, "wrong parameter action in request"),
    ("sendPhoto", TO, "there is no photo in the request"),
    ("sendDocument", {**TO, "document": "AgADnothing"}, "wrong file identifier/HTTP URL specified"),
    ("sendDocument", {**TO, "document": "https://example.com/a"}, "failed to get HTTP URL content"),
    ("sendMediaGroup", {**TO, "media": []}, "wrong number of media specified, must be between 2 and 10"),
    ("editMessageText", {**TO, "message_id": 99, "text": "a"}, "message to edit not found"),
    ("editMessageText", {**TO, "text": "a"}, "message identifier is not specified"),
    ("deleteMessage", {**TO, "message_id": 99}, "message to delete not found"),
    ("pinChatMessage", {**TO, "message_id": 99}, "message to pin not found"),
    ("unpinChatMessage", TO, "message to unpin not found"),
    ("copyMessage", {**TO, "from_chat_id": SITI, "message_id": 99}, "message to copy not found"),
    ("forwardMessage", {**TO, "from_chat_id": SITI, "message_id": 99}, "message to forward not found"),
    (
        "copyMessages",
        {**TO, "from_chat_id": SITI, "message_ids": [2, 1]},
        "message identifiers must be in a strictly increasing order",
    ),
    ("deleteMessages", {**TO, "message_ids": list(range(101))}, "too many message identifiers specified"),
    ("stopPoll", {**TO, "message_id": 1}, "message with poll to stop not found"),
    ("getFile", {}, "file_id not specified"),
    ("getFile", {"file_id": "nothing"}, "invalid file_id"),
    ("getChat", {"chat_id": STRANGER}, "chat not found"),
    ("createForumTopic", {**TO, "name": "Kasus"}, "the chat is not a forum"),
    ("setWebhook", {"url": "nowhere"}, "invalid webhook URL specified"),
    (
        "setWebhook",
        {"url": "http://127.0.0.1:1/", "secret_token": "a b"},
        "secret token contains unallowed characters",
    ),
    ("setWebhook", {"url": "http://127.0.0.1:1/", "secret_token": "a" * 257}, "secret token is too long"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "MESSAGE_TOO_LONG"),
    ("answerCallbackQuery", {"callback_query_id": "1", "url": "https://bkn.go.id"}, "URL_INVALID"),
    ("sendMessage", {**TO, "text": "a", "business_connection_id": "1"}, "business connection not found"),
]


@pytest.mark.parametrize(("method", "parameters", "reason"), SENDING)
async def test_a_bad_request_is_refused_in_telegrams_words(
    desk: Driver, method: str, parameters: dict[str, Any], reason: str
) -> None:
    assert await desk.refusal(method, **parameters) == f"Bad Request: {reason}"


async def test_who_never_started_the_bot_cannot_be_written_to(fresh: Driver) -> None:
    reason = await fresh.refusal("sendMessage", chat_id=SITI, text="Selamat pagi")
    assert reason == "Forbidden: bot can't initiate conversation with a user"


async def test_who_blocked_the_bot_cannot_be_written_to_until_they_unblock_it(desk: Driver) -> None:
    await desk.person(SITI, "block", blocked=True)
    reason = await desk.refusal("sendMessage", chat_id=SITI, text="Selamat pagi")
    await desk.person(SITI, "block", blocked=False)

    assert reason == "Forbidden: bot was blocked by the user"
    assert await desk.send(SITI)


async def test_a_deleted_account_cannot_be_written_to(desk: Driver) -> None:
    await desk.order_fault(kind="deactivate", user_id=SITI)
    reason = await desk.refusal("sendMessage", chat_id=SITI, text="Selamat pagi")
    assert reason == "Forbidden: user is deactivated"


async def test_a_group_that_threw_the_bot_out_refuses_it(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI)
    await desk.order_fault(kind="kick", chat_id=group)
    reason = await desk.refusal("sendMessage", chat_id=group, text="Selamat pagi")
    assert reason == "Forbidden: bot was kicked from the group chat"


async def test_a_group_that_the_bot_left_refuses_it(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI)
    await desk.ok("leaveChat", chat_id=group)
    reason = await desk.refusal("sendMessage", chat_id=group, text="Selamat pagi")
    assert reason == "Forbidden: bot is not a member of the group chat"


async def test_a_bot_cannot_write_to_itself(desk: Driver) -> None:
    reason = await desk.refusal("sendMessage", chat_id=BOT.id, text="Selamat pagi")
    assert reason == "Forbidden: bots can't send messages to bots"


async def test_an_upgraded_group_names_its_new_id(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI)
    await desk.order_fault(kind="migrate", chat_id=group)
    body = (await desk.raw("sendMessage", chat_id=group, text="Selamat pagi")).json()

    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert await desk.send(body["parameters"]["migrate_to_chat_id"])


async def test_a_wrong_token_is_unauthorized(desk: Driver) -> None:
    response = await desk.http.get("/bot700001:other/getMe")
    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert response.status_code == 401


async def test_an_unknown_method_is_not_found(desk: Driver) -> None:
    assert await desk.refusal("sendTelepathy") == "Not Found"


async def test_method_names_are_taken_in_any_case(desk: Driver) -> None:
    response = await desk.http.get(f"/bot{BOT.token}/GETME")
    assert response.json()["result"]["username"] == BOT.username


async def test_parameters_come_in_the_address_a_form_a_multipart_form_or_json(desk: Driver) -> None:
    path = f"/bot{BOT.token}/sendMessage"
    markup = inline([BUTTON])
    answers = [
        await desk.http.get(path, params={"chat_id": SITI, "text": "satu"}),
        await desk.http.post(path, data={"chat_id": SITI, "text": "dua"}),
        await desk.http.post(path, data={"chat_id": str(SITI), "text": "tiga"}, files={"unused": b"x"}),
        await desk.http.post(path, json={"chat_id": SITI, "text": "empat", "reply_markup": markup}),
        await desk.http.post(
            path, json={"chat_id": str(SITI), "text": "lima", "reply_markup": json.dumps(markup)}
        ),
    ]
    texts = [answer.json()["result"]["text"] for answer in answers]

    assert texts == ["satu", "dua", "tiga", "empat", "lima"]
    assert answers[3].json()["result"]["reply_markup"] == markup
    assert answers[4].json()["result"]["reply_markup"] == markup


async def test_an_unknown_parameter_is_ignored_and_noted(
    desk: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    assert await desk.send(txet="oops")
    assert "sendMessage knows no txet" in caplog.text


async def test_half_a_surrogate_pair_is_refused(desk: Driver) -> None:
    response = await desk.http.post(
        f"/bot{BOT.token}/sendMessage",
        content=b'{"chat_id": 101, "text": "\\ud83d"}',
        headers={"Content-Type": "application/json"},
    )
    assert response.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_a_body_that_is_no_json_object_is_refused(desk: Driver) -> None:
    response = await desk.http.post(
        f"/bot{BOT.token}/sendMessage", content=b"[1", headers={"Content-Type": "application/json"}
    )
    assert response.json()["description"] == "Bad Request: can't parse JSON object"
