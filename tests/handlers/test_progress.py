"""Long work in one message: how far it is, seldom enough for Telegram, and honest when it ends badly."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from handlers.office import Office
from handlers.officers import progress
from handlers.officers.progress import Shown, Tell, watched
from handlers.table import Route, Table
from handlers.visit import Visit
from tests.chat import Chat, connect
from tests.people import RINA, Kemuning


async def working(
    office: Office,
    work: Callable[[Shown], Awaitable[object]],
    *,
    failing: Mapping[str, tuple[int, str]] = MappingProxyType({}),
) -> Chat:
    """Rina begins long work by a command; threads do it, as where the product serves."""

    async def answer(visit: Visit) -> None:
        async with watched(visit, "im.reading", count=1) as shown:
            await work(shown)
            await shown.end("im.outcome.ready")

    async def run(call: Callable[[], object]) -> object:
        return await asyncio.to_thread(call)

    serving = replace(office, run=run)  # type: ignore[arg-type] # as generic as the product's own
    line = await connect(serving, Table([Route(answer=answer, who="linked", commands=("kerja",))]))
    line.wire.failing.update(failing)
    chat = line.of(RINA.user_id)
    await chat.types("/kerja")
    await line.application.shutdown()
    return chat


async def test_progress_is_one_message_edited_at_most_once_in_its_time(
    office: Office, region: Kemuning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.05)
    seen = threading.Event()

    def work(tell: Tell) -> None:
        for number in range(1_000):
            tell(number / 1_000, "pegawai.csv")
            seen.wait(0.0005)

    chat = await working(office, lambda shown: shown.run(work))
    edits = [str(one["text"]) for one in chat.wire.of("editMessageText")]

    assert len(chat.messages) == 1
    assert 2 <= len(edits) <= 40
    assert any("pegawai.csv" in one and "▰" in one for one in edits)
    assert chat.last.plain.startswith("Tekan Masukkan")


async def test_work_that_fails_says_where_it_stopped(
    office: Office, region: Kemuning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.01)

    def work(tell: Tell) -> None:
        tell(0.4, "")
        raise MemoryError

    chat = await working(office, lambda shown: shown.run(work))

    assert "Terhenti pada 40 %" in chat.messages[0].plain
    assert "gangguan" in chat.messages[1].plain


async def test_a_message_that_cannot_be_edited_stops_no_work(office: Office, region: Kemuning) -> None:
    gone = {"editMessageText": (400, "Bad Request: message to edit not found")}
    chat = await working(office, lambda shown: shown.run(lambda tell: tell(1.0, "")), failing=gone)

    assert [one.plain.split("\n")[0] for one in chat.messages] == [
        "Memeriksa berkas",
        "Tekan Masukkan bila sudah sesuai, atau kirim berkas berikutnya untuk digabungkan.",
    ]
