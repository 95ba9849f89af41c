"""What PTB's bot is asked to send arrives as the Bot API reads it, and files come back as they are."""

import email.policy
import json
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMediaDocument

from bot.transport.request import BotApiRequest
from tests.bot.transport.scripted import TOKEN, Asked, Served, asking, plain, saying

MESSAGE = {"message_id": 1, "date": 0, "chat": {"id": 101, "type": "private"}}
SENT = plain(json.dumps({"ok": True, "result": MESSAGE}).encode())


def bot_of(served: Served, request: BotApiRequest) -> Bot:
    root = f"{served.root}/bot"
    return Bot(TOKEN, root, base_file_url=f"{served.root}/file/bot", request=request)


def parts(asked: Asked) -> dict[str, tuple[str | None, str, bytes]]:
    """File name, content type and content of each part, read by another reader than ours."""
    kind = next(line for line in asked.head.split(b"\r\n") if line.startswith(b"Content-Type:"))
    form = BytesParser(policy=email.policy.HTTP).parsebytes(kind + b"\r\n\r\n" + asked.body)
    return {
        str(part.get_param("name", header="content-disposition")): (
            part.get_filename(),
            part.get_content_type(),
            bytes(part.get_payload(decode=True)),
        )
        for part in form.iter_parts()
    }


async def test_parameters_go_as_json_with_their_types() -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Baca", callback_data="v1:baca")]])
    async with asking(saying(SENT)) as (served, request):
        await bot_of(served, request).send_message(101, "Selamat pagi, “Siti” 👋", reply_markup=markup)
        [asked] = served.asked
    assert b"Content-Type: application/json\r\n" in asked.head
    assert json.loads(asked.body) == {
        "chat_id": 101,
        "text": "Selamat pagi, “Siti” 👋",
        "reply_markup": {"inline_keyboard": [[{"text": "Baca", "callback_data": "v1:baca"}]]},
    }


async def test_the_head_names_the_host_and_asks_for_no_compression() -> None:
    async with asking(saying(SENT)) as (served, request):
        await bot_of(served, request).send_message(101, "a")
        lines = served.asked[0].head.split(b"\r\n")
    assert lines[0] == f"POST /bot{TOKEN}/sendMessage HTTP/1.1".encode()
    assert f"Host: {served.root.removeprefix('http://')}".encode() in lines
    assert b"Accept-Encoding: identity" in lines


@pytest.mark.parametrize("content", [b"", b"NIP;Nama\r\n", bytes(range(256)) * 5000], ids=len)
async def test_a_file_goes_along_byte_for_byte(content: bytes) -> None:
    async with asking(saying(SENT)) as (served, request):
        await bot_of(served, request).send_document(
            101, content, filename="usulan.csv", caption="Ini – daftar"
        )
        [asked] = served.asked
    assert parts(asked) == {
        "chat_id": (None, "text/plain", b"101"),
        "caption": (None, "text/plain", "Ini – daftar".encode()),
        "document": ("usulan.csv", "text/csv", content),
    }


async def test_an_open_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "surat.pdf").write_bytes(b"%PDF-")
    async with asking(saying(SENT)) as (served, request):
        with (tmp_path / "surat.pdf").open("rb") as file:
            await bot_of(served, request).send_document(101, InputFile(file, read_file_handle=False))
        [asked] = served.asked
    assert parts(asked)["document"] == ("surat.pdf", "application/pdf", b"%PDF-")


async def test_several_files_are_attached_by_name() -> None:
    media = [InputMediaDocument(BytesIO(text.encode()), filename=f"{text}.txt") for text in ("satu", "dua")]
    group = plain(json.dumps({"ok": True, "result": [MESSAGE, MESSAGE]}).encode())
    async with asking(saying(group)) as (served, request):
        await bot_of(served, request).send_media_group(101, media)
        sent = parts(served.asked[0])
    named: list[Any] = json.loads(sent["media"][2])
    contents = [sent[one["media"].removeprefix("attach://")][2] for one in named]
    assert contents == [b"satu", b"dua"]


async def test_a_file_name_cannot_break_out_of_its_header() -> None:
    name = 'a"\r\nContent-Type: text/evil\r\n\r\n.txt'
    async with asking(saying(SENT)) as (served, request):
        await bot_of(served, request).send_document(101, b"x", filename=name)
        body = served.asked[0].body
    assert b'filename="a%22%0D%0AContent-Type: text/evil%0D%0A%0D%0A.txt"\r\n' in body


async def test_a_file_is_downloaded_as_it_is() -> None:
    content = bytes(range(256)) * 4000
    file = {"file_id": "f", "file_unique_id": "u", "file_path": "documents/surat tugas – 1.pdf"}
    replies = plain(json.dumps({"ok": True, "result": file}).encode()), plain(content)
    async with asking(saying(*replies)) as (served, request):
        received = await (await bot_of(served, request).get_file("f")).download_as_bytearray()
        asked = served.asked[1].head.split(b"\r\n")[0]
    assert received == content
    assert asked.endswith(b"/documents/surat%20tugas%20%E2%80%93%201.pdf HTTP/1.1")


async def test_an_address_cannot_break_out_of_the_request_line() -> None:
    async with asking(saying(plain(b"x"))) as (served, request):
        await request.retrieve(f"{served.root}/file/bot{TOKEN}/a HTTP/1.1\r\nX-Evil: 1\r\n?q=1 2")
        [asked] = served.asked
    assert asked.head.split(b"\r\n")[0].endswith(b"?q=1%202 HTTP/1.1")
    assert b"\r\nX-Evil" not in asked.head
