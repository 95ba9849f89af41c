"""The sandbox on a real port with a small scripted bot, for looking at its page."""

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from anyio.from_thread import start_blocking_portal
from babel.messages.pofile import read_po
from PIL import Image

from sandbox.cast import BotAccount, Link, Person
from sandbox.sandbox import Sandbox
from sandbox.server import create_app

LOCALES = Path(__file__).parents[3] / "locales"
LANGUAGES = ("id", "en")
BOT = BotAccount(token="7000000001:AAtest-page", username="SapaUjiBot", name="Sapa Uji")
INVITATION = Link(label="Kode QR", start="undangan-77")
CODE = Link(label="Kode pribadi", text="K7Q2-M9TX")
SITI = Person(
    id=9001,
    first_name="Siti",
    last_name="Rahmawati",
    phone="+62899000901",
    about="Perawat",
    links=(INVITATION, CODE),
)
BUDI = Person(id=9002, first_name="Budi", last_name="Santoso", phone="+62899000902", about="Kepala unit")
MALLORY = Person(id=9003, first_name="<img src=x onerror=alert(1)>", about="<script>alert(2)</script>")

Json = dict[str, Any]
CARD = "<b>Usulan</b> untuk Ibu Siti <tg-spoiler>rahasia</tg-spoiler>"
CARD_KEYS = {
    "inline_keyboard": [
        [{"text": "Rinci", "callback_data": "detail"}, {"text": "Hapus", "callback_data": "delete"}],
        [{"text": "Ingat", "callback_data": "toast"}, {"text": "Awas", "callback_data": "alert"}],
        [
            {"text": "Salin", "copy_text": {"text": "N-123"}},
            {"text": "Situs", "url": "https://contoh.go.id/"},
        ],
    ]
}
QUOTE = "Dasar hukumnya panjang sekali. " * 12
SIGNS = (
    f"<blockquote expandable>{QUOTE}</blockquote>"
    '<tg-time unix="1790000000" format="D">21 September</tg-time> '
    '<a href="https://t.me/SapaUjiBot?start=dari-tautan">undangan</a> '
    '<a href="https://contoh.go.id/panduan">panduan</a>'
)
BACK_KEY = {"inline_keyboard": [[{"text": "Kembali", "callback_data": "back"}]]}
CONTACT_KEYS = {
    "keyboard": [[{"text": "Bagikan nomor", "request_contact": True}], [{"text": "Nanti"}]],
    "resize_keyboard": True,
}
COMMANDS = [{"command": "kartu", "description": "Usulan saya"}, {"command": "foto", "description": "Gambar"}]
ENGLISH_COMMANDS = [{"command": "card", "description": "My proposal"}]


def words() -> dict[str, dict[str, str]]:
    return {language: _read(LOCALES / language / "LC_MESSAGES" / "sandbox.po") for language in LANGUAGES}


def _read(path: Path) -> dict[str, str]:
    with path.open("rb") as source:
        return {str(message.id): str(message.string) for message in read_po(source) if message.id}


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (320, 200), "#0e6656").save(drawn, "PNG")
    return drawn.getvalue()


class ScriptedBot:
    """Answers the way the tests expect, over the same HTTP that any bot uses."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def call(self, method: str, files: Json | None = None, **fields: Any) -> Any:
        sent = {
            name: json.dumps(value) if isinstance(value, dict | list) else value
            for name, value in fields.items()
        }
        reply = await self._client.post(method, data=sent, files=files)
        return reply.json()["result"]

    async def run(self) -> None:
        await self.call("setMyCommands", commands=COMMANDS)
        await self.call("setMyCommands", commands=ENGLISH_COMMANDS, language_code="en")
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                await self.hear(update)

    async def hear(self, update: Json) -> None:
        if query := update.get("callback_query"):
            await self.press(query["id"], query["data"], query["message"])
        elif message := update.get("message"):
            await self.read(message["chat"]["id"], message)

    async def press(self, query_id: str, data: str, message: Json) -> None:
        here = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        answer: dict[str, Json] = {
            "toast": {"text": "Sudah dicatat"},
            "alert": {"text": "Perhatian", "show_alert": "true"},
        }
        await self.call("answerCallbackQuery", callback_query_id=query_id, **answer.get(data, {}))
        if data == "detail":
            await self.call("editMessageText", **here, text="Rincian usulan", reply_markup=BACK_KEY)
        elif data == "back":
            await self.call("editMessageText", **here, text=CARD, parse_mode="HTML", reply_markup=CARD_KEYS)
        elif data == "delete":
            await self.call("deleteMessage", **here)

    async def read(self, chat_id: int, message: Json) -> None:
        text = message.get("text", "")
        if "contact" in message:
            phone = message["contact"]["phone_number"]
            gone = {"remove_keyboard": True}
            await self.call(
                "sendMessage", chat_id=chat_id, text=f"Nomor diterima: {phone}", reply_markup=gone
            )
        elif text.startswith("/start"):
            payload = text.partition(" ")[2] or "tanpa undangan"
            await self.call(
                "sendMessage", chat_id=chat_id, text=f"Salam, {payload}", reply_markup=CONTACT_KEYS
            )
        elif "document" in message or "photo" in message:
            kind = "foto" if "photo" in message else message["document"]["file_name"]
            await self.call("sendMessage", chat_id=chat_id, text=f"Diterima: {kind}")
        else:
            await self.say(chat_id, text)

    async def say(self, chat_id: int, text: str) -> None:
        if text == "/kartu":
            await self.call(
                "sendMessage", chat_id=chat_id, text=CARD, parse_mode="HTML", reply_markup=CARD_KEYS
            )
        elif text == "/tanda":
            await self.call(
                "sendMessage", chat_id=chat_id, text=SIGNS, parse_mode="HTML", protect_content="true"
            )
        elif text == "/ketik":
            await self.call("sendChatAction", chat_id=chat_id, action="typing")
        elif text == "/foto":
            await self.call(
                "sendPhoto", {"photo": ("beban.png", picture())}, chat_id=chat_id, caption="Beban kerja"
            )
        elif text == "/surat":
            letter = {"document": ("surat.txt", b"Isi surat usulan")}
            await self.call("sendDocument", letter, chat_id=chat_id, protect_content="false")
        elif text == "/jajak":
            choices = [{"text": "Jelas"}, {"text": "Belum"}]
            await self.call("sendPoll", chat_id=chat_id, question="Apakah jelas?", options=choices)
        else:
            await self.call("sendMessage", chat_id=chat_id, text=f"Gema: {text}")


@asynccontextmanager
async def _serve() -> AsyncIterator[str]:
    box = Sandbox([SITI, BUDI, MALLORY], BOT, words=words())
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(create_app(box), log_level="warning"))
    client = httpx.AsyncClient(base_url=f"{address}/bot{BOT.token}/", timeout=60, trust_env=False)
    async with client, asyncio.TaskGroup() as tasks:
        tasks.create_task(server.serve(sockets=[listening]))
        answering = tasks.create_task(ScriptedBot(client).run())
        yield address
        answering.cancel()
        box.hang_up()
        server.should_exit = True


@contextmanager
def page_table() -> Iterator[str]:
    """The address of a fresh sandbox with its bot, on a thread of its own."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(_serve()) as address:
        yield address
