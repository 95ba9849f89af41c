"""How fast a bot may send, in virtual time."""

from contextlib import suppress
from typing import Any

import httpx
import pytest

from sandbox.clock import VirtualClock
from sandbox.errors import ApiError
from sandbox.limits import Limits
from tests.sandbox.driver import BUDI, RINA, SITI, Driver

MINUTE = 60


@pytest.fixture
async def quiet(desk: Driver, clock: VirtualClock) -> Driver:
    """Nobody has written lately, so every message counts as a bulk notification."""
    await clock.advance(10 * MINUTE)
    return desk


def retry_after(response: httpx.Response) -> int:
    body = response.json()
    seconds: int = body["parameters"]["retry_after"]
    assert (response.status_code, body["error_code"]) == (429, 429)
    assert body["description"] == f"Too Many Requests: retry after {seconds}"
    return seconds


async def until_refused(desk: Driver, method: str, **parameters: Any) -> tuple[int, httpx.Response]:
    """How many calls passed, and the answer that refused the next."""
    passed = 0
    while (response := await desk.raw(method, **parameters)).status_code == 200:
        passed += 1
    return passed, response


async def test_a_chat_takes_a_short_burst_and_then_one_message_a_second(
    quiet: Driver, clock: VirtualClock
) -> None:
    burst, refusal = await until_refused(quiet, "sendMessage", chat_id=SITI, text="a")
    wait = retry_after(refusal)
    await clock.advance(wait)
    then, _ = await until_refused(quiet, "sendMessage", chat_id=SITI, text="a")

    assert (burst, wait, then) == (5, 1, 1)


async def test_a_group_takes_20_messages_a_minute_and_edits_and_topics_count(
    quiet: Driver, clock: VirtualClock
) -> None:
    group = await quiet.group(SITI, BUDI, forum=True)
    sent = await quiet.send(group)
    edit = {"chat_id": group, "message_id": sent["message_id"]}
    for number in range(10):
        await quiet.ok("editMessageText", **edit, text=f"{number}")
    for number in range(5):
        await quiet.ok("createForumTopic", chat_id=group, name=f"Kasus {number}")
    passed, refusal = await until_refused(quiet, "sendMessage", chat_id=group, text="a")

    assert passed == 4
    assert retry_after(refusal) == MINUTE
    await clock.advance(MINUTE)
    assert (await until_refused(quiet, "sendMessage", chat_id=group, text="a"))[0] == 20


async def test_no_second_holds_more_than_thirty_messages_whatever_the_chats(clock: VirtualClock) -> None:
    limits = Limits(clock)
    times: list[float] = []
    for chat_id in range(1, 1000):
        with suppress(ApiError):
            limits.charge(chat_id)
            times.append(clock.ticks())
        await clock.advance(0.01)
    crowds = [sum(start <= at < start + 0.999 for at in times) for start in times]

    assert max(crowds) == 30
    assert len(times) == 30 * 10


async def test_an_album_counts_each_of_its_pictures(quiet: Driver) -> None:
    document = {"type": "document", "media": "attach://a"}
    album = {"chat_id": SITI, "media": [document] * 3}
    await quiet.ok("sendMediaGroup", {"a": ("a.txt", b"a")}, **album)
    assert (await until_refused(quiet, "sendMessage", chat_id=SITI, text="a"))[0] == 2


async def test_answers_to_somebody_who_just_wrote_are_not_bulk(quiet: Driver) -> None:
    for chat_id in range(1000, 1030):
        quiet.box.limits.charge(chat_id)
    await quiet.person(SITI, "text", text="/mutasi")

    assert retry_after(await quiet.raw("sendMessage", chat_id=BUDI, text="a")) == 1
    assert await quiet.send(SITI)


async def test_in_a_group_an_answer_counts_like_any_message(quiet: Driver) -> None:
    group = await quiet.group(SITI, BUDI)
    for _ in range(10):
        await quiet.person(SITI, "text", text="/mutasi", chat_id=group)
    assert (await until_refused(quiet, "sendMessage", chat_id=group, text="a"))[0] == 20


async def test_the_allowance_for_answers_ends(quiet: Driver, clock: VirtualClock) -> None:
    await quiet.person(SITI, "text", text="/mutasi")
    answered, _ = await until_refused(quiet, "sendMessage", chat_id=SITI, text="a")
    await quiet.person(RINA, "text", text="/mutasi")
    await clock.advance(61)
    late, _ = await until_refused(quiet, "sendMessage", chat_id=RINA, text="a")

    assert (answered, late) == (5 + 5, 5)


async def test_a_refused_request_counts_nothing(quiet: Driver) -> None:
    for _ in range(40):
        await quiet.refusal("sendMessage", chat_id=SITI, text="<p>", parse_mode="HTML")
    assert (await until_refused(quiet, "sendMessage", chat_id=SITI, text="a"))[0] == 5


async def test_answers_to_presses_and_chat_actions_are_not_limited(quiet: Driver) -> None:
    for _ in range(50):
        await quiet.ok("sendChatAction", chat_id=SITI, action="typing")
        await quiet.refusal("answerCallbackQuery", callback_query_id="0")
