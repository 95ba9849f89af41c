"""The truth: a Bot API outside the workers that keeps every call, and fails on purpose from a seed."""

import asyncio
import json
import random
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Self

from tests.crash.mail import Mail

Answer = tuple[int, Any] | None
"""Status and result; None: the connection is cut instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """Seconds a call takes, and the share of calls that go wrong in each way."""

    latency: tuple[float, float] = (0.01, 0.1)
    cut: float = 0.0
    broken: float = 0.0
    flood: float = 0.0
    retry_after: tuple[int, int] = (1, 2)


CALM = Weather()


@dataclass(slots=True, kw_only=True)
class Call:
    """A `sendMessage` as it arrived; `applied_at` once the chat has it, under `message_id`."""

    at: float
    chat_id: int
    text: str
    answer: str = "none"
    applied_at: float | None = None
    message_id: int | None = None


@dataclass(slots=True)
class Truth:
    """What really happened, by one monotonic clock. `holds`: told to wait at, until."""

    calls: list[Call] = field(default_factory=list)
    holds: list[tuple[float, float]] = field(default_factory=list)

    @property
    def applied(self) -> list[Call]:
        return [call for call in self.calls if call.applied_at is not None]


class Telegram:
    """Serves on a port of its own, in a thread of the harness."""

    def __init__(self, seed: int, weather: Weather = CALM) -> None:
        self.truth = Truth()
        self.weather = weather
        self.mail = Mail(random.Random(seed + 1))
        self._random = random.Random(seed)
        self._hold_until = 0.0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._methods: dict[str, Callable[[dict[str, Any]], Coroutine[Any, Any, Answer]]] = {
            "sendMessage": self._send,
            "getUpdates": self._get_updates,
            "offer": self._offer,
            "accept": self._accept,
        }

    def __enter__(self) -> Self:
        self._thread.start()
        starting = asyncio.start_server(self._converse, "127.0.0.1", 0, backlog=1024)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result()
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                method, body = await _request(reader)
                answer = await self._methods[method](body)
                if answer is None:
                    writer.transport.abort()
                    return
                writer.write(_reply(*answer))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the worker is gone, what it had asked for was done; or the scenario is over
        finally:
            writer.close()

    async def _send(self, body: dict[str, Any]) -> Answer:
        call = Call(at=time.monotonic(), chat_id=body["chat_id"], text=body["text"])
        self.truth.calls.append(call)
        if call.at < self._hold_until or self._happens(self.weather.flood):
            return self._refuse(call)
        half = self._random.uniform(*self.weather.latency) / 2
        await asyncio.sleep(half)
        if self._happens(self.weather.broken):
            call.answer = "broken before"
            return 500, "Internal Server Error"
        call.applied_at, call.message_id = time.monotonic(), len(self.truth.calls)
        if self._happens(self.weather.cut):
            call.answer = "cut"
            return None
        await asyncio.sleep(half)
        call.answer = "ok"
        return 200, {"message_id": call.message_id}

    def _refuse(self, call: Call) -> Answer:
        if call.at >= self._hold_until:
            self._hold_until = call.at + self._random.randint(*self.weather.retry_after)
            self.truth.holds.append((call.at, self._hold_until))
        call.answer = "429"
        return 429, max(1, round(self._hold_until - call.at + 0.49))

    def _happens(self, share: float) -> bool:
        return share > 0 and self._random.random() < share

    async def _get_updates(self, body: dict[str, Any]) -> Answer:
        deadline = time.monotonic() + float(body.get("timeout", 0))
        self.mail.asked(time.monotonic())
        while not (batch := self.mail.after(body.get("offset", 0), body["limit"])):
            if time.monotonic() >= deadline:
                break
            await asyncio.sleep(0.05)
        return 200, batch

    async def _offer(self, _body: dict[str, Any]) -> Answer:
        batch = self.mail.offered()
        if not batch:
            await asyncio.sleep(0.2)
        return 200, batch

    async def _accept(self, body: dict[str, Any]) -> Answer:
        self.mail.accepted(body["update_ids"])
        return 200, True


async def _request(reader: asyncio.StreamReader) -> tuple[str, dict[str, Any]]:
    head = await reader.readuntil(b"\r\n\r\n")
    path = head.split(b" ", 2)[1].decode()
    length = next(
        int(line.partition(b":")[2])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    return path.rpartition("/")[2], json.loads(await reader.readexactly(length))


def _reply(status: int, result: Any) -> bytes:
    answer: dict[str, Any] = {"ok": True, "result": result}
    if status == 429:
        answer = {
            "error_code": 429,
            "description": "Too Many Requests",
            "parameters": {"retry_after": result},
        }
    elif status != 200:
        answer = {"error_code": status, "description": result}
    body = json.dumps({"ok": status == 200} | answer).encode()
    return b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
        status,
        len(body),
        body,
    )
