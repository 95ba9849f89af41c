"""The bot's token, which every address holds, is in no log, no exception and no traceback."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable

import pytest
from telegram import Bot
from telegram.error import TelegramError

from bot.transport.direct import DirectSender
from bot.transport.request import BotApiRequest
from bot.transport.route import route_to
from bot.transport.timeouts import Timeouts
from tests.bot.transport.scripted import TOKEN, Answer, Asked, plain, saying, serving, silent

SECRET = TOKEN.partition(":")[2]


async def cut(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.close()


ANSWERS: dict[str, Answer] = {
    "cut": cut,
    "silence": silent,
    "no HTTP": saying(b"what?\r\n\r\n"),
    "no JSON": saying(plain(b"<html>")),
    "a server's fault": saying(plain(b"<html>", 502)),
    "a refusal": saying(plain(b'{"ok":false,"description":"Bad Request: chat not found"}', 400)),
}
ADDRESSES = {
    "no scheme": "127.0.0.1:1/bot",
    "no slash": "http://127.0.0.1:1bot",
    "no host": "http:///bot",
    "half of IPv6": "http://[::1/bot",
    "refused": "http://127.0.0.1:1/bot",
}


async def told(call: Callable[[], Awaitable[object]]) -> str:
    """The whole traceback of a call, where it fails."""
    try:
        await call()
    except TelegramError as fault:
        return "".join(traceback.format_exception(fault)) + repr(fault)
    return ""


async def all_ways(base_url: str, caplog: pytest.LogCaptureFixture) -> str:
    """What failing in each way of calling says, the log at DEBUG included."""
    async with BotApiRequest(at_once=1, timeouts=Timeouts(read=0.05)) as request:
        bot = quiet_bot(base_url, request, caplog)
        sender = DirectSender(request, base_url + TOKEN)
        ways: list[Callable[[], Awaitable[object]]] = [
            lambda: bot.send_message(101, "a"),
            lambda: bot.send_document(101, b"a"),
            lambda: sender.send("sendMessage", {"chat_id": 101}),
            lambda: request.retrieve(f"{base_url}{TOKEN}/{TOKEN}.pdf"),
        ]
        said = [await told(way) for way in ways]
    assert any(said)
    assert caplog.records
    return "".join(said) + caplog.text


def quiet_bot(base_url: str, request: BotApiRequest, caplog: pytest.LogCaptureFixture) -> Bot:
    """PTB's bot itself logs its address, token included, when it is made at DEBUG; what follows is ours."""
    bot = Bot(TOKEN, base_url, request=request)
    caplog.set_level(logging.DEBUG)
    return bot


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
async def test_a_failing_call_tells_no_token(answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    async with serving(answer) as served:
        assert SECRET not in await all_ways(f"{served.root}/bot", caplog)


@pytest.mark.parametrize("base_url", ADDRESSES.values(), ids=ADDRESSES.keys())
async def test_a_wrong_address_tells_no_token(base_url: str, caplog: pytest.LogCaptureFixture) -> None:
    assert SECRET not in await all_ways(base_url, caplog)


async def test_a_call_that_succeeds_tells_no_token(caplog: pytest.LogCaptureFixture) -> None:
    asyncio.get_running_loop().set_debug(True)
    async with serving(saying(plain())) as served, BotApiRequest() as request:
        await quiet_bot(f"{served.root}/bot", request, caplog).delete_webhook()
    assert caplog.records
    assert SECRET not in caplog.text


def test_a_route_shown_tells_no_token() -> None:
    assert SECRET not in repr(route_to(f"https://api.telegram.org/bot{TOKEN}/getMe"))
