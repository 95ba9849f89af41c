"""A Bot API that counts: above its ceiling it answers 429, and now and then people write to the bot.

Run as a module in a process of its own: core to sit on, ceiling in starts a second, latency of a broadcast's
message from and to in ms; prints its port. Answers to those who wrote come at once and are not counted among
the ceiling, as Telegram's staff say (sandbox/limits.py). The benchmark asks `/counted?seconds=` and
`/asked?seconds=&every=&people=&text=`, answered when that stretch of time is over; no people: each is new.
"""

import asyncio
import gc
import json
import os
import random
import re
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.benchmarks.region_tables import FIRST_CHAT

BOT = {"id": 700001, "is_bot": True, "first_name": "Kemuning", "username": "kemuning_bot"}
SECOND = 1.0
_PATIENCE = 15.0
_TICK = 0.005
_CHAT = re.compile(rb"chat_id[^0-9]+(\d+)")
_NUMBER = {name: re.compile(name + rb"[^0-9]+(\d+)") for name in (b"content-length", b"offset", b"timeout")}
FIRST_PERSON = 1_000_001
_PRESS = "v1:"
"""What is asked is the value of a button, and somebody presses it."""
Answer = tuple[int, Any]


class Telegram:
    """Counts starts and refusals, and how long people wait for an answer."""

    def __init__(self, ceiling: int, latency: tuple[float, float]) -> None:
        self._ceiling = ceiling
        self._latency = latency
        self._last: deque[float] = deque()
        self._starts: list[float] = []
        self._refused = 0
        self._held_up = 0.0
        self._updates: deque[dict[str, Any]] = deque()
        self._something_new = asyncio.Event()
        self._all_answered = asyncio.Event()
        self._asked_at: dict[int, float] = {}
        self._answers: list[float] = []
        # An inbox that served an earlier one knows the numbers of that one.
        self._next = int(time.time() * 1000) % 2**31

    async def answer(self, path: str, body: bytes) -> Answer:
        asked = urlsplit(path)
        said = {name: values[0] for name, values in parse_qs(asked.query).items()}
        text = said.pop("text", "/bantuan")
        query = {name: float(value) for name, value in said.items()}
        match asked.path.rpartition("/")[2]:
            case "sendMessage":
                return await self._send_message(body)
            case "getUpdates":
                return 200, await self._get_updates(_number(b"offset", body), _number(b"timeout", body))
            case "getMe":
                return 200, BOT
            case "counted":
                return 200, await self._counted(query["seconds"])
            case "asked":
                people = int(query.get("people", 0))
                return 200, await self._people_ask(query["seconds"], query["every"], people, text)
            case _:
                return 200, True

    async def _send_message(self, body: bytes) -> Answer:
        found = _CHAT.search(body)
        chat_id = int(found[1]) if found else 0
        if chat_id >= FIRST_CHAT:
            if not self._passes():
                return 429, 1
            await asyncio.sleep(random.uniform(*self._latency))
        elif chat_id in self._asked_at:
            self._answers.append(_now() - self._asked_at.pop(chat_id))
            if not self._asked_at:
                self._all_answered.set()
        chat = {"id": chat_id, "type": "private", "first_name": "Siti"}
        return 200, {
            "message_id": 1,
            "from": BOT,
            "chat": chat,
            "date": 1_795_489_200,
            "text": "Selamat pagi",
        }

    def _passes(self) -> bool:
        """In no stretch of a second more than the ceiling."""
        now = _now()
        while self._last and self._last[0] <= now - SECOND:
            self._last.popleft()
        if len(self._last) >= self._ceiling:
            self._refused += 1
            return False
        self._last.append(now)
        self._starts.append(now)
        return True

    async def _get_updates(self, offset: int, seconds: int) -> list[dict[str, Any]]:
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if not self._updates:
            self._something_new.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._something_new.wait(), seconds)
        return list(self._updates)

    async def _counted(self, seconds: float) -> dict[str, float]:
        """Starts, refusals and how long this process itself was kept from its work, in seconds."""
        self._starts, self._refused, self._held_up = [], 0, 0.0
        begun = _now()
        while (left := begun + seconds - _now()) > 0:
            due = _now() + min(left, _TICK)
            await asyncio.sleep(due - _now())
            self._held_up = max(self._held_up, _now() - due)
        lasted = _now() - begun
        return {
            "seconds": lasted,
            "starts": len(self._starts),
            "refused": self._refused,
            "held_up": self._held_up,
        }

    async def _people_ask(self, seconds: float, every: float, people: int, text: str) -> dict[str, Any]:
        """One person after another writes; how many seconds each waited for an answer."""
        self._answers, self._asked_at = [], {}
        begun, number = _now(), 0
        while (due := begun + number * every) < begun + seconds:
            await asyncio.sleep(due - _now())
            self._write(FIRST_PERSON + (number % people if people else self._next), text)
            number += 1
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_answered.wait(), _PATIENCE)
        return {"answers": self._answers, "unanswered": len(self._asked_at)}

    def _write(self, person: int, text: str) -> None:
        sender = {"id": person, "is_bot": False, "first_name": "Siti", "language_code": "id"}
        message = {
            "message_id": self._next,
            "date": 1_795_489_200,
            "chat": {"id": person, "type": "private", "first_name": "Siti"},
            "from": sender,
            "text": text,
        }
        update: dict[str, Any] = {"update_id": self._next}
        if text.startswith(_PRESS):
            pressed = {"id": str(self._next), "from": sender, "chat_instance": "1", "data": text}
            update["callback_query"] = {**pressed, "message": {**message, "from": BOT, "text": "…"}}
        else:
            command = {"type": "bot_command", "offset": 0, "length": len(text.split(" ", 1)[0])}
            update["message"] = {**message, "entities": [command]}
        self._updates.append(update)
        self._next += 1
        self._asked_at[person] = _now()
        self._all_answered.clear()
        self._something_new.set()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _number(name: bytes, content: bytes) -> int:
    found = _NUMBER[name].search(content)
    return int(found[1]) if found else 0


class Connection(asyncio.Protocol):
    """Requests one after another, each answered when its answer is ready."""

    def __init__(
        self, answer: Callable[[str, bytes], Awaitable[Answer]], answering: asyncio.TaskGroup
    ) -> None:
        self._answer = answer
        self._answering = answering
        self._pieces = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._pieces += data
        head, end, rest = self._pieces.partition(b"\r\n\r\n")
        length = _number(b"content-length", head.lower())
        if not end or len(rest) < length:
            return
        self._pieces = rest[length:]
        path = head.split(b" ", 2)[1].decode()
        self._answering.create_task(self._reply(path, rest[:length]))

    async def _reply(self, path: str, body: bytes) -> None:
        status, result = await self._answer(path, body)
        said: dict[str, Any] = {"ok": True, "result": result}
        if status != 200:  # 429: the result is how long to wait
            said = {
                "ok": False,
                "error_code": status,
                "description": f"Too Many Requests: retry after {result}",
            }
            said["parameters"] = {"retry_after": result}
        content = json.dumps(said).encode()
        about = f"Content-Type: application/json\r\nContent-Length: {len(content)}"
        self._transport.write(f"HTTP/1.1 {status} OK\r\n{about}\r\n\r\n".encode() + content)


async def main(ceiling: int, latency: tuple[float, float]) -> None:
    gc.disable()
    telegram = Telegram(ceiling, latency)
    loop = asyncio.get_running_loop()
    async with asyncio.TaskGroup() as answering:
        server = await loop.create_server(
            lambda: Connection(telegram.answer, answering), "127.0.0.1", 0, backlog=1024
        )
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    os.sched_setaffinity(0, {int(sys.argv[1])})
    with suppress(PermissionError):
        # Who is kept from counting counts wrong.
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    asyncio.run(main(int(sys.argv[2]), (float(sys.argv[3]) / 1000, float(sys.argv[4]) / 1000)))
