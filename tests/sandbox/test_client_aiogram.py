"""An aiogram bot works against the sandbox, over polling and over a webhook."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.sandbox.driver import BOT, BUDI, SITI
from tests.sandbox.hook import listening, until
from tests.sandbox.journey import PICTURE, walk
from tests.sandbox.serving import Served, serving


async def start(message: Message, command: CommandObject) -> None:
    button = InlineKeyboardButton(text="Mutasi", callback_data="mutasi")
    await message.answer(
        f"<b>Selamat datang</b> {command.args}",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
    )


async def press(query: CallbackQuery) -> None:
    await query.answer("Sebentar")
    assert isinstance(query.message, Message)
    await query.message.edit_text("Tidak ada usulan")


async def contact(message: Message) -> None:
    assert message.contact
    assert message.from_user
    own = "milik sendiri" if message.contact.user_id == message.from_user.id else "orang lain"
    await message.answer(f"Nomor {message.contact.phone_number} {own}")


async def document(message: Message, bot: Bot) -> None:
    assert message.document
    downloaded = await bot.download(message.document)
    assert downloaded
    data, name = downloaded.read(), message.document.file_name or ""
    await message.answer_document(BufferedInputFile(data, name), caption=f"{name} berisi {len(data)} bita")


async def photo(message: Message) -> None:
    assert message.photo
    size = message.photo[-1]
    await message.answer_photo(
        BufferedInputFile(PICTURE, "p.png"), caption=f"Gambar {size.width}x{size.height}"
    )


def dispatcher() -> Dispatcher:
    handlers = Dispatcher()
    handlers.message.register(start, CommandStart())
    handlers.message.register(contact, F.contact)
    handlers.message.register(document, F.document)
    handlers.message.register(photo, F.photo)
    handlers.callback_query.register(press)
    return handlers


@asynccontextmanager
async def connected(served: Served) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(served.root))
    async with Bot(BOT.token, session=session) as bot:
        yield bot


def finished(served: Served) -> bool:
    walk(served)
    return True


async def test_a_bot_over_polling_walks_the_whole_way() -> None:
    with serving() as served:
        async with connected(served) as bot, asyncio.TaskGroup() as together:
            handlers = dispatcher()
            together.create_task(handlers.start_polling(bot, handle_signals=False, close_bot_session=False))
            await until(lambda: finished(served))
            await handlers.stop_polling()


async def test_a_bot_behind_a_webhook_walks_the_whole_way() -> None:
    with serving() as served:
        async with connected(served) as bot:
            app = web.Application()
            SimpleRequestHandler(dispatcher(), bot, secret_token="s3cret").register(app, "/hook")
            async with listening(app) as root:
                await bot.set_webhook(f"{root}/hook", secret_token="s3cret")
                await until(lambda: finished(served))
                await bot.delete_webhook()


async def test_refusals_become_the_clients_own_errors() -> None:
    with serving() as served:
        async with connected(served) as bot:
            with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
                await bot.send_message(BUDI, "a")
            served.person(SITI, "start", payload="")
            with pytest.raises(TelegramBadRequest, match='Unsupported start tag "p"'):
                await bot.send_message(SITI, "<p>", parse_mode="HTML")
            served.http.post("/control/faults", json={"kind": "too_many_requests", "seconds": 9})
            with pytest.raises(TelegramRetryAfter) as refusal:
                await bot.send_message(SITI, "a")
            assert refusal.value.retry_after == 9
