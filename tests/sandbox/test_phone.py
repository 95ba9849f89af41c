"""What people do with their telephones, and what the bot hears of it."""

from typing import Any

import pytest

from tests.sandbox.driver import BOT, BUDI, RINA, SITI, STRANGER, Driver

ASK_NUMBER = {"keyboard": [[{"text": "Kirim nomor", "request_contact": True}]]}
MARKUP = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}


async def heard(desk: Driver) -> Any:
    """The newest message that the bot hears."""
    return (await desk.updates(offset=-1))[0]["message"]


async def test_the_cast_is_shown_with_its_links(desk: Driver) -> None:
    cast = (await desk.http.get("/phone/cast")).json()

    assert cast["bot"] == {
        "id": BOT.id,
        "username": BOT.username,
        "first_name": BOT.name,
        "description": "",
    }
    assert cast["people"][0] == {
        "id": SITI,
        "first_name": "Siti",
        "last_name": "Aminah",
        "username": "siti_a",
        "phone": "628990000901",
        "language_code": "id",
        "about": "Has a proposed transfer",
        "links": [{"label": "Invitation", "start": "abc-123", "text": None}],
    }


async def test_a_deep_link_carries_its_payload(fresh: Driver) -> None:
    await fresh.person(SITI, "start", payload="abc-123")
    message = await heard(fresh)

    assert message["text"] == "/start abc-123"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert (await fresh.show(SITI))["started"] is True


async def test_what_a_person_wrote_stands_on_their_own_side(desk: Driver) -> None:
    await desk.person(SITI, "text", text="Halo")
    await desk.send()
    sides = [(m["text"], m["outgoing"]) for m in (await desk.show(SITI))["messages"]]
    assert sides[-2:] == [("Halo", True), ("Selamat pagi", False)]


async def test_a_press_reaches_the_bot_and_its_answer_ends_it(desk: Driver) -> None:
    sent = await desk.send(reply_markup=MARKUP)
    await desk.person(SITI, "press", message_id=sent["message_id"], data="y")
    query = (await desk.updates())[0]["callback_query"]
    answer = {"callback_query_id": query["id"], "text": "Siap", "show_alert": True}

    assert (query["data"], query["from"]["id"], query["message"]) == ("y", SITI, sent)
    assert await desk.ok("answerCallbackQuery", **answer) is True
    assert "query is too old" in await desk.refusal("answerCallbackQuery", **answer)


async def test_a_press_is_too_old_to_answer_after_150_seconds(desk: Driver) -> None:
    sent = await desk.send(reply_markup=MARKUP)
    query_id = await desk.person(SITI, "press", message_id=sent["message_id"], data="y")
    await desk.box.clock.advance(151)  # type: ignore[attr-defined]  # the driver's clock is virtual
    assert "query is too old" in await desk.refusal("answerCallbackQuery", callback_query_id=query_id)


async def test_ones_own_contact_answers_the_question_for_it(desk: Driver) -> None:
    asked = await desk.send(reply_markup=ASK_NUMBER)
    await desk.person(SITI, "contact")
    message = await heard(desk)

    assert message["contact"] == {
        "phone_number": "628990000901",
        "first_name": "Siti",
        "last_name": "Aminah",
        "user_id": SITI,
    }
    assert message["reply_to_message"]["message_id"] == asked["message_id"]
    assert "forward_origin" not in message


async def test_another_persons_card_carries_that_persons_id(desk: Driver) -> None:
    await desk.person(SITI, "contact", of=BUDI)
    message = await heard(desk)
    assert (message["from"]["id"], message["contact"]["user_id"]) == (SITI, BUDI)


async def test_a_forwarded_card_says_where_it_comes_from(desk: Driver) -> None:
    await desk.person(SITI, "contact", of=BUDI, forwarded=True)
    message = await heard(desk)
    assert message["forward_origin"]["sender_user"]["id"] == BUDI


async def test_blocking_and_unblocking_are_told_once_each(desk: Driver) -> None:
    for blocked in (True, True, False):
        await desk.person(SITI, "block", blocked=blocked)
    changes = [update["my_chat_member"] for update in await desk.updates()]

    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    assert [change["old_chat_member"]["status"] for change in changes] == ["member", "kicked"]


async def test_who_has_blocked_the_bot_cannot_write_to_it_but_opening_it_unblocks(desk: Driver) -> None:
    await desk.person(SITI, "block", blocked=True)
    refusal = await desk.cannot(SITI, "text", text="Halo")
    await desk.person(SITI, "start", payload="")

    assert refusal == "Unblock the bot first."
    assert (await desk.show(SITI))["blocked"] is False


async def test_the_language_of_the_interface_goes_with_every_message(desk: Driver) -> None:
    await desk.person(SITI, "language", code="en")
    await desk.person(SITI, "text", text="Hello")
    assert (await heard(desk))["from"]["language_code"] == "en"


NO_LINK = "A deep link carries up to 64 of A-Z a-z 0-9 _ and -."
IMPOSSIBLE: list[tuple[int, str, dict[str, Any], str]] = [
    (SITI, "start", {"payload": "a b"}, NO_LINK),
    (SITI, "start", {"payload": "a" * 65}, NO_LINK),
    (SITI, "text", {"text": "  "}, "There is nothing to send."),
    (SITI, "text", {"text": "a" * 4097}, "A message holds 4096 characters."),
    (SITI, "text", {"text": "a", "chat_id": -5}, "This person is not in that chat."),
    (SITI, "text", {}, "The request is not understood: 'text'"),
    (SITI, "press", {"message_id": 99, "data": "y"}, "There is no such message any more."),
    (SITI, "press", {"message_id": 1, "data": "y"}, "The message has no such button."),
    (SITI, "poll", {"message_id": 1, "options": [0]}, "This message is no poll."),
    (SITI, "contact", {"of": STRANGER}, "Nobody in the cast has this id."),
    (STRANGER, "text", {"text": "a"}, "Nobody in the cast has this id."),
]


@pytest.mark.parametrize(("user_id", "gesture", "asked", "reason"), IMPOSSIBLE)
async def test_what_a_telephone_does_not_allow_is_said_in_words(
    desk: Driver, user_id: int, gesture: str, asked: dict[str, Any], reason: str
) -> None:
    assert await desk.cannot(user_id, gesture, **asked) == reason


async def test_a_deleted_account_writes_no_more(desk: Driver) -> None:
    await desk.order_fault(kind="deactivate", user_id=SITI)
    assert await desk.cannot(SITI, "text", text="Halo") == "This account has been deleted."


async def test_words_are_served_by_language(desk: Driver) -> None:
    assert (await desk.http.get("/words/id.json")).json() == {"sandbox.title": "Telepon"}
    assert (await desk.http.get("/words/xx.json")).status_code == 404


async def test_a_new_group_tells_the_bot_and_shows_to_its_members(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI)
    change = (await desk.updates())[0]["my_chat_member"]

    assert (change["chat"]["id"], change["new_chat_member"]["status"]) == (group, "member")
    assert (await desk.show(BUDI))["groups"] == [{"id": group, "title": "Kepegawaian"}]
    assert (await desk.show(RINA))["groups"] == []


async def test_in_a_group_a_plain_member_bot_hears_commands_and_replies_only(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI)
    await desk.updates(offset=-1)
    await desk.person(SITI, "text", text="Halo semua", chat_id=group)
    await desk.person(SITI, "text", text="/mutasi", chat_id=group)
    texts = [update["message"]["text"] for update in await desk.updates() if "message" in update]
    assert texts == ["/mutasi"]


async def test_as_administrator_it_hears_everything(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI, administrator=True)
    await desk.person(SITI, "text", text="Halo semua", chat_id=group)
    assert (await heard(desk))["chat"] == {"id": group, "type": "group", "title": "Kepegawaian"}


async def test_members_of_a_group_see_the_same_messages(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI)
    await desk.person(SITI, "text", text="Halo semua", chat_id=group)
    shown = (await desk.show(BUDI, group))["messages"]
    assert [(m["text"], m["outgoing"]) for m in shown] == [("Halo semua", False)]
