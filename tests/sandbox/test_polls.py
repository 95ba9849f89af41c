"""Polls: asked, answered, taken back and closed."""

from typing import Any

import pytest

from sandbox.clock import VirtualClock
from tests.sandbox.driver import BUDI, SITI, Driver

ASKED: dict[str, Any] = {
    "chat_id": SITI,
    "question": "Setuju?",
    "options": [{"text": "Ya"}, {"text": "Tidak"}],
}


async def vote(desk: Driver, message: Any, *options: int) -> Any:
    return await desk.person(SITI, "poll", message_id=message["message_id"], options=list(options))


async def test_a_named_vote_reaches_the_bot_and_can_be_taken_back(desk: Driver) -> None:
    sent = await desk.ok("sendPoll", **ASKED, is_anonymous=False)
    await vote(desk, sent, 1)
    poll = await vote(desk, sent)
    answers = [update["poll_answer"] for update in await desk.updates() if "poll_answer" in update]

    assert [(a["user"]["id"], a["option_ids"]) for a in answers] == [(SITI, [1]), (SITI, [])]
    assert poll["total_voter_count"] == 0


async def test_an_anonymous_vote_changes_the_counts_only(desk: Driver) -> None:
    sent = await desk.ok("sendPoll", **ASKED)
    await vote(desk, sent, 0)
    updates = await desk.updates()

    assert [set(update) - {"update_id"} for update in updates] == [{"poll"}]
    assert [option["voter_count"] for option in updates[0]["poll"]["options"]] == [1, 0]


async def test_one_answer_unless_more_are_allowed(desk: Driver) -> None:
    one = await desk.ok("sendPoll", **ASKED)
    many = await desk.ok("sendPoll", **ASKED, allows_multiple_answers=True)
    asked = {"message_id": one["message_id"], "options": [0, 1]}

    assert await desk.cannot(SITI, "poll", **asked) == "This poll takes one answer."
    assert (await vote(desk, many, 0, 1))["total_voter_count"] == 1


async def test_a_stopped_poll_takes_no_votes_and_cannot_be_stopped_again(desk: Driver) -> None:
    sent = await desk.ok("sendPoll", **ASKED)
    target = {"chat_id": SITI, "message_id": sent["message_id"]}
    stopped = await desk.ok("stopPoll", **target)

    assert stopped["is_closed"] is True
    assert await desk.refusal("stopPoll", **target) == "Bad Request: poll has already been closed"
    refusal = await desk.cannot(SITI, "poll", message_id=sent["message_id"], options=[0])
    assert refusal == "This poll is closed."


async def test_a_poll_closes_when_its_time_is_over(desk: Driver, clock: VirtualClock) -> None:
    sent = await desk.ok("sendPoll", **ASKED, open_period=60)
    await clock.advance(61)
    refusal = await desk.cannot(SITI, "poll", message_id=sent["message_id"], options=[0])
    assert refusal == "This poll is closed."


async def test_a_quiz_keeps_the_first_vote(desk: Driver) -> None:
    quiz = {
        "type": "quiz",
        "correct_option_ids": [0],
        "explanation": "<b>UU</b>",
        "explanation_parse_mode": "HTML",
    }
    sent = await desk.ok("sendPoll", **ASKED, **quiz)
    await vote(desk, sent, 1)
    refusal = await desk.cannot(SITI, "poll", message_id=sent["message_id"], options=[0])

    assert refusal == "The vote stands."
    assert sent["poll"]["explanation"] == "UU"


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"question": ""}, "poll question must be non-empty"),
    ({"question": "a" * 301}, "poll question length must not exceed 300"),
    ({"options": []}, "poll must have at least 1 option"),
    ({"options": [{"text": f"{n}"} for n in range(13)]}, "poll can't have more than 12 options"),
    ({"options": [{"text": "a" * 101}]}, "poll options length must not exceed 100"),
    ({"options": [{"text": " "}]}, "poll options must be non-empty"),
    ({"options": "x"}, "can't parse options JSON object"),
    ({"type": "survey"}, "unsupported poll type specified"),
    ({"type": "quiz"}, "wrong correct option ID specified"),
    ({"open_period": 4}, "OPEN_PERIOD_INVALID"),
    ({"open_period": 2_628_001}, "OPEN_PERIOD_INVALID"),
    ({"close_date": 5}, "CLOSE_DATE_INVALID"),
]


@pytest.mark.parametrize(("asked", "reason"), REFUSED)
async def test_a_faulty_poll_is_refused(desk: Driver, asked: dict[str, Any], reason: str) -> None:
    assert await desk.refusal("sendPoll", **(ASKED | asked)) == f"Bad Request: {reason}"


async def test_only_polls_can_be_stopped(desk: Driver) -> None:
    sent = await desk.send(BUDI)
    refusal = await desk.refusal("stopPoll", chat_id=BUDI, message_id=sent["message_id"])
    assert refusal == "Bad Request: message with poll to stop not found"
