"""Changing, deleting, copying and forwarding what was sent."""

import pytest

from sandbox.clock import VirtualClock
from tests.sandbox.driver import BUDI, SITI, Driver

HOUR = 3600
MARKUP = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the"
    " same as a current content and reply markup of the message"
)


async def test_an_edit_replaces_text_and_keyboard_and_says_when(desk: Driver, clock: VirtualClock) -> None:
    sent = await desk.send(reply_markup=MARKUP)
    await clock.advance(60)
    edited = await desk.ok("editMessageText", chat_id=SITI, message_id=sent["message_id"], text="Baru")

    assert edited["text"] == "Baru"
    assert edited["edit_date"] == sent["date"] + 60
    assert "reply_markup" not in edited


async def test_an_edit_that_changes_nothing_is_refused(desk: Driver) -> None:
    sent = await desk.send(text="<b>a</b>", parse_mode="HTML", reply_markup=MARKUP)
    same = {"chat_id": SITI, "message_id": sent["message_id"], "text": "<strong>a</strong>"}
    refusal = await desk.refusal("editMessageText", **same, parse_mode="HTML", reply_markup=MARKUP)
    assert refusal == SAME


async def test_editing_the_keyboard_alone_leaves_the_text(desk: Driver) -> None:
    sent = await desk.send()
    target = {"chat_id": SITI, "message_id": sent["message_id"]}
    edited = await desk.ok("editMessageReplyMarkup", **target, reply_markup=MARKUP)

    assert (edited["text"], edited["reply_markup"]) == (sent["text"], MARKUP)
    assert await desk.refusal("editMessageReplyMarkup", **target, reply_markup=MARKUP) == SAME


async def test_an_edit_may_carry_an_inline_keyboard_only(desk: Driver) -> None:
    sent = await desk.send()
    target = {"chat_id": SITI, "message_id": sent["message_id"], "text": "a"}
    refusal = await desk.refusal("editMessageText", **target, reply_markup={"keyboard": [["a"]]})
    assert refusal == "Bad Request: object expected as reply markup"


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(desk: Driver) -> None:
    sent = await desk.send(reply_markup={"keyboard": [["a"]]})
    refusal = await desk.refusal("editMessageText", chat_id=SITI, message_id=sent["message_id"], text="b")
    assert refusal == "Bad Request: message can't be edited"


async def test_a_persons_message_cannot_be_edited_by_the_bot(desk: Driver) -> None:
    written = await desk.person(SITI, "text", text="Halo")
    refusal = await desk.refusal("editMessageText", chat_id=SITI, message_id=written["message_id"], text="b")
    assert refusal == "Bad Request: message can't be edited"


async def test_text_and_caption_are_edited_by_their_own_methods(desk: Driver) -> None:
    text = await desk.send()
    document = await desk.ok("sendDocument", {"document": ("a.txt", b"a")}, chat_id=SITI, caption="lama")
    target = {"chat_id": SITI, "message_id": document["message_id"]}

    refusal = await desk.refusal("editMessageText", **target, text="b")
    assert refusal == "Bad Request: there is no text in the message to edit"
    refusal = await desk.refusal("editMessageCaption", chat_id=SITI, message_id=text["message_id"])
    assert refusal == "Bad Request: there is no caption in the message to edit"
    assert (await desk.ok("editMessageCaption", **target, caption="baru"))["caption"] == "baru"


async def test_a_medium_can_be_replaced(desk: Driver) -> None:
    sent = await desk.ok("sendDocument", {"document": ("a.txt", b"a")}, chat_id=SITI)
    media = {"type": "document", "media": "attach://new", "caption": "baru"}
    target = {"chat_id": SITI, "message_id": sent["message_id"]}
    edited = await desk.ok("editMessageMedia", {"new": ("b.txt", b"bb")}, **target, media=media)
    assert (edited["document"]["file_name"], edited["caption"]) == ("b.txt", "baru")


async def test_a_deleted_message_is_gone_and_its_id_never_comes_again(desk: Driver) -> None:
    sent = await desk.send()
    target = {"chat_id": SITI, "message_id": sent["message_id"]}
    await desk.ok("deleteMessage", **target)

    assert await desk.refusal("deleteMessage", **target) == "Bad Request: message to delete not found"
    assert (await desk.send())["message_id"] == sent["message_id"] + 1


@pytest.mark.parametrize(("age", "deletable"), [(48 * HOUR, True), (48 * HOUR + 1, False)])
async def test_a_message_can_be_deleted_for_48_hours(
    desk: Driver, clock: VirtualClock, age: int, *, deletable: bool
) -> None:
    sent = await desk.send()
    await clock.advance(age)
    body = (await desk.raw("deleteMessage", chat_id=SITI, message_id=sent["message_id"])).json()

    assert body["ok"] is deletable
    assert deletable or body["description"] == "Bad Request: message can't be deleted"


async def test_several_are_deleted_at_once_and_unknown_ones_passed_over(desk: Driver) -> None:
    ids = [(await desk.send(text=text))["message_id"] for text in ("a", "b")]
    await desk.ok("deleteMessages", chat_id=SITI, message_ids=[*ids, 99])
    left = [message["message_id"] for message in (await desk.show(SITI))["messages"]]
    assert not set(ids) & set(left)


async def test_a_copy_is_the_bots_own_and_a_forward_names_its_origin(desk: Driver) -> None:
    written = await desk.person(SITI, "text", text="Saya keberatan")
    source = {"chat_id": BUDI, "from_chat_id": SITI, "message_id": written["message_id"]}
    copied = await desk.ok("copyMessage", **source)
    forwarded = await desk.ok("forwardMessage", **source)
    shown = (await desk.show(BUDI))["messages"]

    assert next(m for m in shown if m["message_id"] == copied["message_id"])["text"] == "Saya keberatan"
    assert forwarded["forward_origin"]["sender_user"]["id"] == SITI


async def test_several_are_copied_and_forwarded_in_order(desk: Driver) -> None:
    ids = [(await desk.send(text=text))["message_id"] for text in ("a", "b")]
    many = {"chat_id": BUDI, "from_chat_id": SITI, "message_ids": ids}

    assert len(await desk.ok("copyMessages", **many)) == 2
    await desk.ok("forwardMessages", **many)
    assert [m.get("text") for m in (await desk.show(BUDI))["messages"]][-4:] == ["a", "b", "a", "b"]


async def test_the_newest_pinned_message_shows_in_the_chat(desk: Driver) -> None:
    sent = await desk.send()
    await desk.ok("pinChatMessage", chat_id=SITI, message_id=sent["message_id"])
    pinned = (await desk.ok("getChat", chat_id=SITI))["pinned_message"]
    await desk.ok("unpinAllChatMessages", chat_id=SITI)

    assert pinned["message_id"] == sent["message_id"]
    assert "pinned_message" not in await desk.ok("getChat", chat_id=SITI)


async def test_a_poll_is_forwarded_but_not_copied(desk: Driver) -> None:
    poll = await desk.ok("sendPoll", chat_id=SITI, question="?", options=[{"text": "Ya"}])
    source = {"chat_id": BUDI, "from_chat_id": SITI, "message_id": poll["message_id"]}

    assert (await desk.ok("forwardMessage", **source))["poll"]["id"] == poll["poll"]["id"]
    assert await desk.refusal("copyMessage", **source) == "Bad Request: message can't be copied"
