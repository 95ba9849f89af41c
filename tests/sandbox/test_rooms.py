"""Chats, members and topics."""

from typing import Any

from tests.sandbox.driver import BOT, BUDI, RINA, SITI, STRANGER, Driver


async def status(desk: Driver, chat_id: int, user_id: int) -> str:
    return str((await desk.ok("getChatMember", chat_id=chat_id, user_id=user_id))["status"])


async def test_a_private_chat_is_described_by_its_person(desk: Driver) -> None:
    chat = await desk.ok("getChat", chat_id=SITI)
    assert (chat["type"], chat["first_name"], chat["username"]) == ("private", "Siti", "siti_a")


async def test_membership_is_told(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI, forum=True)

    assert await status(desk, group, SITI) == "member"
    assert await status(desk, group, RINA) == "left"
    assert await status(desk, group, BOT.id) == "administrator"
    assert await desk.ok("getChatMemberCount", chat_id=group) == 3
    refusal = await desk.refusal("getChatMember", chat_id=group, user_id=STRANGER)
    assert refusal == "Bad Request: user not found"


async def test_messages_go_into_a_topic_until_it_is_closed(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI, forum=True)
    topic = await desk.ok("createForumTopic", chat_id=group, name="Kasus 1")
    thread: Any = {"message_thread_id": topic["message_thread_id"]}
    sent = await desk.send(group, **thread)
    await desk.ok("closeForumTopic", chat_id=group, **thread)

    assert sent["is_topic_message"] is True
    refusal = await desk.refusal("sendMessage", chat_id=group, text="a", **thread)
    assert refusal == "Bad Request: TOPIC_CLOSED"
    refusal = await desk.refusal("closeForumTopic", chat_id=group, **thread)
    assert refusal == "Bad Request: TOPIC_NOT_MODIFIED"
    await desk.ok("reopenForumTopic", chat_id=group, **thread)
    await desk.ok("editForumTopic", chat_id=group, name="Kasus 1, selesai", **thread)
    assert await desk.send(group, **thread)


async def test_a_topics_name_has_bounds(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI, forum=True)
    refusals = [await desk.refusal("createForumTopic", chat_id=group, name=name) for name in (" ", "a" * 129)]
    assert refusals == ["Bad Request: TOPIC_TITLE_EMPTY", "Bad Request: TOPIC_TITLE_TOO_LONG"]


async def test_an_unknown_topic_is_not_found(desk: Driver) -> None:
    group = await desk.group(SITI, BUDI, forum=True)
    refusal = await desk.refusal("closeForumTopic", chat_id=group, message_thread_id=5)
    assert refusal == "Bad Request: message thread not found"
