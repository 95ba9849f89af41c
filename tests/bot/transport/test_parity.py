"""Through PTB's bot our client and PTB's own give the same results and the same exceptions."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, TelegramObject
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import BaseRequest, HTTPXRequest

from bot.transport.request import BotApiRequest
from tests.sandbox.driver import BOT, BUDI, SITI
from tests.sandbox.journey import PICTURE
from tests.sandbox.serving import Served, serving

Call = Callable[[Bot, Served], Awaitable[Any]]
# What differs from one sandbox to the next, whoever calls.
_OF_ITS_OWN = {"date", "file_id", "file_unique_id", "file_path", "edit_date", "update_id"}


async def send_text(bot: Bot, _: Served) -> Any:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Baca", callback_data="v1:baca")]])
    return await bot.send_message(
        SITI, "<b>Selamat</b> pagi & “salam” 👋", parse_mode="HTML", reply_markup=markup
    )


async def send_document(bot: Bot, _: Served) -> Any:
    return await bot.send_document(SITI, b"NIP;Nama\r\n" * 9000, filename="daftar usulan.csv", caption="Ini")


async def send_photo(bot: Bot, _: Served) -> Any:
    return await bot.send_photo(SITI, InputFile(PICTURE, "gambar.png"))


async def edit(bot: Bot, _: Served) -> Any:
    sent = await bot.send_message(SITI, "satu")
    return await bot.edit_message_text("dua", SITI, sent.message_id)


async def true(bot: Bot, _: Served) -> Any:
    return await bot.set_my_commands([("mutasi", "Usulan saya")], language_code="id")


async def updates(bot: Bot, served: Served) -> Any:
    served.person(SITI, "text", text="Apa kabar?")
    return await bot.get_updates(timeout=1, allowed_updates=["message"])


async def download(bot: Bot, served: Served) -> Any:
    served.hand_in(SITI, "surat tugas.pdf", bytes(range(256)) * 500, "application/pdf")
    [*_, update] = await bot.get_updates()
    assert update.message
    assert update.message.document
    return bytes(await (await update.message.document.get_file()).download_as_bytearray())


async def not_found(bot: Bot, _: Served) -> Any:
    return await bot.send_message(5, "a")


async def no_such_file(bot: Bot, served: Served) -> Any:
    return await bot.request.retrieve(f"{served.root}/file/bot{BOT.token}/documents/none.pdf")


async def not_started(bot: Bot, _: Served) -> Any:
    return await bot.send_message(BUDI, "a")


async def conflict(bot: Bot, _: Served) -> Any:
    await bot.set_webhook("https://example.org/hook")
    return await bot.get_updates()


async def wrong_token(bot: Bot, served: Served) -> Any:
    return await made(bot.request, served, token="700001:AAanother").get_me()


def trouble(**fault: Any) -> Call:
    async def call(bot: Bot, served: Served) -> Any:
        served.http.post("/control/faults", json=fault)
        return await bot.send_message(SITI, "a")

    return call


ANSWERED: dict[str, Call] = {
    "text": send_text,
    "document": send_document,
    "photo": send_photo,
    "edit": edit,
    "true": true,
    "updates": updates,
    "download": download,
}
REFUSED: dict[str, tuple[Call, type[TelegramError]]] = {
    "400": (not_found, BadRequest),
    "401": (wrong_token, InvalidToken),
    "403": (not_started, Forbidden),
    "404": (no_such_file, InvalidToken),
    "409": (conflict, Conflict),
    "429": (trouble(kind="too_many_requests", seconds=9), RetryAfter),
    "500": (trouble(kind="server_error"), NetworkError),
    "502": (trouble(kind="bad_gateway"), NetworkError),
    "cut": (trouble(kind="cut"), NetworkError),
}


def made(request: BaseRequest, served: Served, token: str = BOT.token) -> Bot:
    root = served.root
    return Bot(token, f"{root}/bot", f"{root}/file/bot", request=request, get_updates_request=request)


async def outcome(call: Call, request: BaseRequest) -> Any:
    """What comes of a call in a sandbox of its own: the value, or PTB's exception and its words."""
    async with AsyncExitStack() as stack:
        served = stack.enter_context(serving())
        served.person(SITI, "start", payload="")
        await stack.enter_async_context(request)
        try:
            return comparable(await call(made(request, served), served))
        except TelegramError as fault:
            known = next(one for one in type(fault).__mro__ if one.__module__ == "telegram.error")
            # Of a network's trouble each client speaks in its own words.
            return known, None if known is NetworkError else str(fault)


def comparable(value: Any) -> Any:
    if isinstance(value, TelegramObject):
        return comparable(value.to_dict())
    if isinstance(value, dict):
        return {name: comparable(inner) for name, inner in value.items() if name not in _OF_ITS_OWN}
    return [comparable(one) for one in value] if isinstance(value, list | tuple) else value


@pytest.fixture(autouse=True)
def durations_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """PTB warns where it is not told how to speak of durations."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.mark.parametrize("call", ANSWERED.values(), ids=ANSWERED.keys())
async def test_the_results_are_those_of_ptbs_own_client(call: Call) -> None:
    theirs = await outcome(call, HTTPXRequest())
    assert theirs
    assert await outcome(call, BotApiRequest()) == theirs


@pytest.mark.parametrize(("call", "fault"), REFUSED.values(), ids=REFUSED.keys())
async def test_the_exceptions_are_those_of_ptbs_own_client(call: Call, fault: type[TelegramError]) -> None:
    theirs = await outcome(call, HTTPXRequest())
    assert theirs[0] is fault
    assert await outcome(call, BotApiRequest()) == theirs
