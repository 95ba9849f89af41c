"""Sending without PTB's objects: the same connections, the same faults, the bare result."""

import json

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.transport.direct import DirectSender
from bot.transport.errors import OutcomeUnknown
from tests.bot.transport.scripted import TOKEN, asking, plain, saying

RESULT = {"message_id": 7, "date": 0, "chat": {"id": 101, "type": "private"}}
SENT = plain(json.dumps({"ok": True, "result": RESULT}).encode())
REFUSALS = [
    (400, "Bad Request: chat not found", "", BadRequest),
    (400, "Bad Request: upgraded", ',"parameters":{"migrate_to_chat_id":-1001}', ChatMigrated),
    (401, "Unauthorized", "", InvalidToken),
    (403, "Forbidden: bot was blocked by the user", "", Forbidden),
    (404, "Not Found", "", InvalidToken),
    (409, "Conflict: terminated by other getUpdates request", "", Conflict),
    (429, "Too Many Requests: retry after 7", ',"parameters":{"retry_after":7}', RetryAfter),
    (500, "Internal Server Error: restart", "", OutcomeUnknown),
]


async def test_the_result_comes_back_as_json_has_it() -> None:
    async with asking(saying(SENT)) as (served, request):
        sender = DirectSender(request, f"{served.root}/bot{TOKEN}")
        result = await sender.send("sendMessage", {"chat_id": 101, "text": "Selamat pagi"})
        [asked] = served.asked
    assert result == RESULT
    assert json.loads(asked.body) == {"chat_id": 101, "text": "Selamat pagi"}


async def test_the_connections_are_those_of_the_request_object() -> None:
    async with asking(saying(SENT)) as (served, request):
        await DirectSender(request, f"{served.root}/bot{TOKEN}").send("sendMessage", {"chat_id": 101})
        await request.post(served.url())
        assert [one.connection for one in served.asked] == [1, 1]


@pytest.mark.parametrize(("status", "said", "more", "fault"), REFUSALS)
async def test_a_refusal_is_the_exception_that_ptb_raises(
    status: int, said: str, more: str, fault: type[TelegramError]
) -> None:
    reply = plain(f'{{"ok":false,"error_code":{status},"description":"{said}"{more}}}'.encode(), status)
    async with asking(saying(reply)) as (served, request):
        with pytest.raises(fault) as ours:
            await DirectSender(request, f"{served.root}/bot{TOKEN}").send("sendMessage", {"chat_id": 101})
        with pytest.raises(fault) as ptbs:
            await request.post(served.url())
    assert (type(ours.value), ours.value.message) == (type(ptbs.value), ptbs.value.message)


async def test_an_answer_that_is_none_leaves_the_outcome_unknown() -> None:
    async with asking(saying(plain(b"<html>"))) as (served, request):
        with pytest.raises(OutcomeUnknown):
            await DirectSender(request, f"{served.root}/bot{TOKEN}").send("sendMessage", {"chat_id": 101})
        assert len(served.asked) == 1
