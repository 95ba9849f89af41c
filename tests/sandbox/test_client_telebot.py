"""A pyTelegramBotAPI bot works against the sandbox, over polling and over a webhook."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from telebot import TeleBot, apihelper, types
from telebot.apihelper import ApiTelegramException

from tests.sandbox.driver import BOT, BUDI
from tests.sandbox.journey import PICTURE, walk
from tests.sandbox.serving import Served, serving


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with serving() as served:
        monkeypatch.setattr(apihelper, "API_URL", served.root + "/bot{0}/{1}")
        monkeypatch.setattr(apihelper, "FILE_URL", served.root + "/file/bot{0}/{1}")
        yield served


def small_bot() -> Any:
    bot: Any = TeleBot(BOT.token, threaded=False)

    @bot.message_handler(commands=["start"])  # type: ignore[untyped-decorator]  # the library is untyped
    def start(message: Any) -> None:
        markup = types.InlineKeyboardMarkup()
        markup.add(types.InlineKeyboardButton("Mutasi", callback_data="mutasi"))
        payload = message.text.partition(" ")[2]
        text = f"<b>Selamat datang</b> {payload}"
        bot.send_message(message.chat.id, text, parse_mode="HTML", reply_markup=markup)

    @bot.callback_query_handler(func=lambda _: True)  # type: ignore[untyped-decorator]  # the library is untyped
    def press(query: Any) -> None:
        bot.answer_callback_query(query.id, "Sebentar")
        bot.edit_message_text("Tidak ada usulan", query.message.chat.id, query.message.message_id)

    @bot.message_handler(content_types=["contact"])  # type: ignore[untyped-decorator]  # the library is untyped
    def contact(message: Any) -> None:
        own = "milik sendiri" if message.contact.user_id == message.from_user.id else "orang lain"
        bot.reply_to(message, f"Nomor {message.contact.phone_number} {own}")

    @bot.message_handler(content_types=["document"])  # type: ignore[untyped-decorator]  # the library is untyped
    def document(message: Any) -> None:
        data = bot.download_file(bot.get_file(message.document.file_id).file_path)
        name = message.document.file_name
        caption = f"{name} berisi {len(data)} bita"
        bot.send_document(message.chat.id, data, caption=caption, visible_file_name=name)

    @bot.message_handler(content_types=["photo"])  # type: ignore[untyped-decorator]  # the library is untyped
    def photo(message: Any) -> None:
        size = message.photo[-1]
        bot.send_photo(message.chat.id, PICTURE, caption=f"Gambar {size.width}x{size.height}")

    return bot


@contextmanager
def running(work: Any) -> Iterator[None]:
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join(10)


def test_a_bot_over_polling_walks_the_whole_way(served: Served) -> None:
    bot = small_bot()
    with running(lambda: bot.polling(non_stop=True, interval=0, timeout=1, long_polling_timeout=1)):
        walk(served)
        bot.stop_polling()


def test_a_bot_behind_a_webhook_walks_the_whole_way(served: Served) -> None:
    bot = small_bot()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            known = self.headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret"
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if known:
                update = types.Update.de_json(body)  # type: ignore[no-untyped-call]  # the library is untyped
                bot.process_new_updates([update])
            self.send_response(200 if known else 403)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Hook)
    with server, running(server.serve_forever):
        bot.set_webhook(f"http://127.0.0.1:{server.server_port}/hook", secret_token="s3cret")
        walk(served)
        bot.remove_webhook()
        server.shutdown()


def test_refusals_become_the_clients_own_errors(served: Served) -> None:
    with pytest.raises(ApiTelegramException, match="can't initiate conversation"):
        small_bot().send_message(BUDI, "a")
