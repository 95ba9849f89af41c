"""What a message becomes: its text, its entities, its bounds."""

from typing import Any

import pytest

from tests.sandbox.driver import SITI, Driver


async def test_a_text_may_hold_4096_code_units_after_its_tags_are_read(desk: Driver) -> None:
    sent = await desk.send(text=f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_an_emoji_counts_two(desk: Driver) -> None:
    assert await desk.send(text="😀" * 2048)


async def test_offsets_count_utf16_code_units(desk: Driver) -> None:
    sent = await desk.send(text="😀 <i>ya</i>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "italic", "offset": 3, "length": 2}]


async def test_the_ends_of_a_message_are_stripped_and_entities_shrink(desk: Driver) -> None:
    sent = await desk.send(text="  <b> ya </b>  ", parse_mode="HTML")
    assert sent["text"] == "ya"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]


FOUND = [
    ("/mutasi ya", [("bot_command", 0, 7)]),
    ("/mutasi@kemuning_bot", [("bot_command", 0, 20)]),
    ("lihat https://bkn.go.id/a.", [("url", 6, 19)]),
    ("tulis ke bkd@kemuning.go.id", [("email", 9, 18)]),
    ("halo @siti_a dan #mutasi", [("mention", 5, 7), ("hashtag", 17, 7)]),
    ("10/11/2026 dan a/b", []),
    ("#123", []),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
async def test_telegram_finds_some_entities_by_itself(
    desk: Driver, text: str, found: list[tuple[str, int, int]]
) -> None:
    entities = (await desk.send(text=text)).get("entities", [])
    assert [(e["type"], e["offset"], e["length"]) for e in entities] == found


async def test_nothing_is_found_inside_code(desk: Driver) -> None:
    sent = await desk.send(text="<code>/mutasi</code>", parse_mode="HTML")
    assert [entity["type"] for entity in sent["entities"]] == ["code"]


async def test_code_holds_no_other_formatting(desk: Driver) -> None:
    sent = await desk.send(text="<b>a<code>b<i>c</i></code>d</b>", parse_mode="HTML")
    assert [(e["type"], e["offset"], e["length"]) for e in sent["entities"]] == [
        ("bold", 0, 1),
        ("code", 1, 2),
        ("bold", 3, 1),
    ]


async def test_entities_can_be_given_instead_of_a_parse_mode(desk: Driver) -> None:
    sent = await desk.send(text="ya", entities=[{"type": "bold", "offset": 0, "length": 2}])
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]


BAD_ENTITIES: list[tuple[Any, str]] = [
    ([{"type": "bold", "offset": 1, "length": 5}], "ENTITY_BOUNDS_INVALID"),
    ([{"type": "blink", "offset": 0, "length": 1}], "can't parse MessageEntity: Unsupported type specified"),
    ("{", "can't parse entities JSON object"),
    ({"type": "bold"}, "can't parse entities: Expected an Array of MessageEntity"),
]


@pytest.mark.parametrize(("entities", "reason"), BAD_ENTITIES)
async def test_given_entities_are_checked(desk: Driver, entities: Any, reason: str) -> None:
    refusal = await desk.refusal("sendMessage", chat_id=SITI, text="ya", entities=entities)
    assert refusal == f"Bad Request: {reason}"


async def test_a_reply_shows_what_it_answers_one_level_deep(desk: Driver) -> None:
    first = await desk.send(text="satu")
    second = await desk.send(text="dua", reply_parameters={"message_id": first["message_id"]})
    third = await desk.send(text="tiga", reply_parameters={"message_id": second["message_id"]})

    assert third["reply_to_message"]["text"] == "dua"
    assert "reply_to_message" not in third["reply_to_message"]


async def test_a_reply_to_nothing_may_be_sent_all_the_same_when_asked(desk: Driver) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await desk.send(reply_parameters=reply)


async def test_protected_content_says_so_and_cannot_leave(desk: Driver) -> None:
    sent = await desk.send(protect_content=True)
    moved = {"chat_id": SITI, "from_chat_id": SITI, "message_id": sent["message_id"]}

    assert sent["has_protected_content"] is True
    assert await desk.refusal("forwardMessage", **moved) == "Bad Request: message can't be forwarded"
    assert await desk.refusal("copyMessage", **moved) == "Bad Request: message can't be copied"


async def test_a_chat_action_shows_for_five_seconds(desk: Driver) -> None:
    await desk.ok("sendChatAction", chat_id=SITI, action="typing")
    shown = (await desk.show(SITI))["action"]
    await desk.box.clock.advance(5.1)  # type: ignore[attr-defined]  # the driver's clock is virtual

    assert shown == "typing"
    assert (await desk.show(SITI))["action"] is None
