"""python-telegram-bot's own Application works against the sandbox."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, KeyboardButton, Update
from telegram import ReplyKeyboardMarkup as Keyboard
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.sandbox.driver import BOT, BUDI, SITI
from tests.sandbox.hook import listening, until
from tests.sandbox.journey import PICTURE, wait_for, walk
from tests.sandbox.serving import Served, serving

Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, context: Context) -> None:
    assert update.message
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Mutasi", callback_data="mutasi")]])
    payload = context.args[0] if context.args else ""
    await update.message.reply_text(
        f"<b>Selamat datang</b> {payload}", parse_mode=ParseMode.HTML, reply_markup=markup
    )


async def press(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Sebentar")
    await update.callback_query.edit_message_text("Tidak ada usulan")


async def contact(update: Update, context: Context) -> None:
    assert update.message
    assert update.message.contact
    assert update.message.from_user
    shared = update.message.contact
    own = "milik sendiri" if shared.user_id == update.message.from_user.id else "orang lain"
    await update.message.reply_text(f"Nomor {shared.phone_number} {own}")


async def document(update: Update, context: Context) -> None:
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    data = bytes(await file.download_as_bytearray())
    name = update.message.document.file_name
    await update.message.reply_document(
        InputFile(BytesIO(data), name), caption=f"{name} berisi {len(data)} bita"
    )


async def photo(update: Update, context: Context) -> None:
    assert update.message
    size = update.message.photo[-1]
    await update.message.reply_photo(PICTURE, caption=f"Gambar {size.width}x{size.height}")


def application(served: Served) -> Application[Any, Any, Any, Any, Any, Any]:
    builder = Application.builder().token(BOT.token).job_queue(None)
    app = builder.base_url(f"{served.root}/bot").base_file_url(f"{served.root}/file/bot").build()
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(press))
    app.add_handler(MessageHandler(filters.CONTACT, contact))
    app.add_handler(MessageHandler(filters.Document.ALL, document))
    app.add_handler(MessageHandler(filters.PHOTO, photo))
    return app


def finished(served: Served) -> Callable[[], bool]:
    def walked() -> bool:
        walk(served)
        return True

    return walked


async def test_a_bot_over_polling_walks_the_whole_way() -> None:
    with serving() as served:
        async with application(served) as app:
            assert app.updater
            await app.start()
            await app.updater.start_polling(poll_interval=0)
            await until(finished(served))
            await app.updater.stop()
            await app.stop()


async def test_a_bot_behind_a_webhook_walks_the_whole_way() -> None:
    with serving() as served:
        async with application(served) as app:

            async def hook(request: web.Request) -> web.Response:
                assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret"
                await app.process_update(Update.de_json(await request.json(), app.bot))
                return web.Response()

            receiver = web.Application()
            receiver.router.add_post("/hook", hook)
            async with listening(receiver) as root:
                await app.bot.set_webhook(f"{root}/hook", secret_token="s3cret")
                await until(finished(served))
                await app.bot.delete_webhook()


async def test_refusals_become_the_clients_own_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with serving() as served:
        async with application(served) as app:
            with pytest.raises(Forbidden, match="can't initiate conversation"):
                await app.bot.send_message(BUDI, "a")
            with pytest.raises(BadRequest, match="Chat not found"):
                await app.bot.send_message(5, "a")
            served.http.post("/control/faults", json={"kind": "too_many_requests", "seconds": 9})
            with pytest.raises(RetryAfter, match="Retry in 0:00:09"):
                await app.bot.send_message(BUDI, "a")


async def test_the_client_reads_commands_polls_albums_and_chats_as_they_were_made() -> None:
    with serving() as served:
        served.person(SITI, "start", payload="")
        async with application(served) as app:
            bot = app.bot
            await bot.set_my_commands([("mutasi", "Usulan saya")], language_code="id")
            commands = await bot.get_my_commands(language_code="id")
            poll = await bot.send_poll(SITI, "Setuju?", ["Ya", "Tidak"], is_anonymous=False)
            keyboard = Keyboard([[KeyboardButton("Kirim nomor", request_contact=True)]], resize_keyboard=True)
            await bot.send_message(SITI, "Nomor?", reply_markup=keyboard)
            chat = await bot.get_chat(SITI)
            stopped = await bot.stop_poll(SITI, poll.message_id)

        assert commands[0].to_dict() == {"command": "mutasi", "description": "Usulan saya"}
        assert (chat.full_name, stopped.is_closed) == ("Siti Aminah", True)
        assert wait_for(served, "Nomor?")
        assert served.http.get(f"/phone/{SITI}/chat").json()["keyboard"]["resize_keyboard"] is True
