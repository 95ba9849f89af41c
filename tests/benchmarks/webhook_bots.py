"""Bots that answer every message with one read, one write and one reply: ours, durable, aiogram's and PTB's.

Run as a module in a process of its own: which, core, database URL, address of the Bot API, updates to come.
Prints its port, then the seconds from the first update handled to the last reply.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvicorn
from aiogram import Bot, Dispatcher, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp
from telegram import Update, User
from telegram.ext import Application, ContextTypes, MessageHandler

from bot.group_commit import GroupCommit
from bot.mailbox import Mailbox
from bot.settings import read_settings
from bot.wall_clock import wall_now
from bot.webhook import Webhook
from bot.wiring import build_application, build_office
from domain.conversations import Conversation
from locales.words import Words
from storage.database import open_engine
from storage.hour_keys import HourKeys
from storage.inbox import Line
from storage.store import SqlStore
from storage.vault import Key, Vault
from tests.benchmarks.sending_clients import TOKEN

SECRET = "benchmark-secret"
TEXT = "Terima kasih, sudah kami terima."


class Count:
    """Notes when the first update came and when the last was answered."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._answered = 0
        self._started = 0.0
        self.done = asyncio.Event()

    def begin(self) -> None:
        self._started = self._started or time.perf_counter()

    def answered(self) -> None:
        self._answered += 1
        if self._answered == self._wanted:
            print(time.perf_counter() - self._started, flush=True)
            self.done.set()


def work_for(store: SqlStore, user_id: int) -> None:
    """One read and one write in one unit."""
    now = wall_now()
    with store.write() as work:
        work.conversations.of(user_id, now=now)
        step = Conversation(user_id=user_id, flow="bench", step="a", expires_at=now + timedelta(hours=1))
        work.conversations.save(step, now=now)
        work.commit()


async def ours(url: str, root: str, count: Count) -> None:
    engine = open_engine(url)
    keys = HourKeys(Path(tempfile.mkdtemp()), engine)
    store = SqlStore(engine, Vault([Key(bytes(32))]), Line(1, keys))
    office = build_office(store, Words.load(), read_settings({}), username="bench")
    bot, _application = build_application(TOKEN, root, at_once=100)

    async def handle(update: Update) -> None:
        count.begin()
        user = update.effective_user
        user_id = user.id if user else 0
        await office.run_short(lambda: work_for(store, user_id))
        await bot.send_message(user_id, TEXT)
        count.answered()

    mailbox = Mailbox(bot, office, handle, owner="bench", bot_id=1)
    group = GroupCommit(office, mailbox.nudge)
    app = Webhook("/hook", [SECRET], group, otherwise=Starlette())
    async with asyncio.TaskGroup() as tasks:
        commits = tasks.create_task(group.run())
        handling = tasks.create_task(mailbox.run(count.done))
        await _serve(app, count)
        commits.cancel()
        await handling


async def _serve(app: ASGIApp, count: Count) -> None:
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="critical", access_log=False, proxy_headers=False)
    )
    async with asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110 -- uvicorn tells in no other way
            await asyncio.sleep(0.01)
        print(server.servers[0].sockets[0].getsockname()[1], flush=True)
        await count.done.wait()
        server.should_exit = True
        await serving


async def aiograms(url: str, root: str, count: Count) -> None:
    store = SqlStore(open_engine(url), Vault([Key(bytes(32))]))
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(root)))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def handle(message: types.Message) -> None:
        count.begin()
        user_id = message.from_user.id if message.from_user else 0
        await asyncio.to_thread(work_for, store, user_id)
        await bot.send_message(user_id, TEXT)
        count.answered()

    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path="/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await count.done.wait()
    await runner.cleanup()


async def plain_ptb(url: str, root: str, count: Count) -> None:
    """As its documents show for a web server of one's own: into the queue, and 200."""
    store = SqlStore(open_engine(url), Vault([Key(bytes(32))]))
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{root}/bot")
        .updater(None)
        .concurrent_updates(100)
        .build()
    )

    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        count.begin()
        user_id = update.effective_user.id if update.effective_user else 0
        await asyncio.to_thread(work_for, store, user_id)
        await context.bot.send_message(user_id, TEXT)
        count.answered()

    async def take(request: Request) -> Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return Response(status_code=403)
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return Response()

    application.add_handler(MessageHandler(None, handle))
    # The other end answers nothing but sendMessage.
    application.bot._bot_user = User(id=1, first_name="Kemuning", is_bot=True, username="kemuning_bot")
    application.bot._requests_initialized = application.bot._bot_initialized = True
    await application.initialize()
    await application.start()
    await _serve(Starlette(routes=[Route("/hook", take, methods=["POST"])]), count)
    await application.stop()


BOTS: dict[str, Callable[[str, str, Count], Awaitable[Any]]] = {
    "ours": ours,
    "aiogram": aiograms,
    "ptb": plain_ptb,
}


async def main(which: str, url: str, root: str, updates: int) -> None:
    await BOTS[which](url, root, Count(updates))


if __name__ == "__main__":
    os.sched_setaffinity(0, {int(sys.argv[2])})
    asyncio.run(main(sys.argv[1], sys.argv[3], sys.argv[4], int(sys.argv[5])))
