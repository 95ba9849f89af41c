"""The clients that `sending` compares: each gives, while it is open, a call that sends one message."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import aiogram
import aiohttp
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.transport.direct import DirectSender
from bot.transport.request import BotApiRequest
from bot.transport.timeouts import Timeouts

TOKEN = "700001:AAinvented_for_a_benchmark"
TEXT = "Selamat pagi, Ibu Siti. Ada usulan mutasi untuk Ibu; mohon dibaca sebelum Jumat pukul 15.00 WIB. " * 3
CHAT = 101
SECONDS = 60.0
PATIENT = Timeouts(connect=SECONDS, pool=SECONDS, write=SECONDS, read=SECONDS)

Send = Callable[[], Awaitable[Any]]
Client = Callable[[str, int], AbstractAsyncContextManager[Send]]


@asynccontextmanager
async def ptb(root: str, at_once: int) -> AsyncIterator[Send]:
    request = HTTPXRequest(at_once, SECONDS, SECONDS, SECONDS, SECONDS)
    async with request:
        yield _through_bot(root, request)


@asynccontextmanager
async def ptb_with_ours(root: str, at_once: int) -> AsyncIterator[Send]:
    async with BotApiRequest(at_once=at_once, timeouts=PATIENT) as request:
        yield _through_bot(root, request)


@asynccontextmanager
async def direct(root: str, at_once: int) -> AsyncIterator[Send]:
    async with BotApiRequest(at_once=at_once, timeouts=PATIENT) as request:
        sender = DirectSender(request, f"{root}/bot{TOKEN}")
        yield lambda: sender.send("sendMessage", {"chat_id": CHAT, "text": TEXT})


@asynccontextmanager
async def through_aiogram(root: str, at_once: int) -> AsyncIterator[Send]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(root), limit=at_once)
    async with aiogram.Bot(TOKEN, session=session) as bot:
        yield lambda: bot.send_message(CHAT, TEXT)


@asynccontextmanager
async def bare_aiohttp(root: str, at_once: int) -> AsyncIterator[Send]:
    connector = aiohttp.TCPConnector(limit=at_once)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def send() -> int:
            asked = {"chat_id": CHAT, "text": TEXT}
            async with session.post(f"{root}/bot{TOKEN}/sendMessage", json=asked) as response:
                message_id: int = (await response.json())["result"]["message_id"]
                return message_id

        yield send


def _through_bot(root: str, request: BaseRequest) -> Send:
    bot = Bot(TOKEN, f"{root}/bot", request=request)
    return lambda: bot.send_message(CHAT, TEXT)


CLIENTS: dict[str, Client] = {
    "PTB, httpx": ptb,
    "PTB, our transport": ptb_with_ours,
    "ours, DirectSender": direct,
    "aiogram": through_aiogram,
    "bare aiohttp": bare_aiohttp,
}
