"""Some thousand messages out of a longer queue, measured in a process of its own.

Prints seconds and CPU seconds a message (the worker's, and with them the database server's) and the worker's
peak of memory in MB.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from bot.postman import Postman
from bot.settings import read_settings
from bot.transport.direct import DirectSender
from bot.transport.request import BotApiRequest
from bot.transport.timeouts import Timeouts
from bot.wiring import build_office
from domain.outbox import Pacing
from locales.words import Words
from storage.database import open_engine
from storage.store import SqlStore
from storage.vault import Key, Vault
from tests.benchmarks.machine import backends, cpu_seconds, memory_mb

TOKEN = "700001:AAinvented_for_a_benchmark"
PATIENT = Timeouts(connect=60, pool=60, write=60, read=60)
AT_ONCE = 100
WARMING = 500
UNBOUND = Pacing(rate=1_000_000, broadcast_rate=1_000_000)


class Counting(DirectSender):
    """Sends, and tells when so many were sent."""

    def __init__(self, request: BotApiRequest, base_url: str) -> None:
        super().__init__(request, base_url)
        self._sent = 0
        self._waiting: list[tuple[int, asyncio.Event]] = []

    def after(self, messages: int) -> asyncio.Event:
        event = asyncio.Event()
        self._waiting.append((messages, event))
        return event

    async def send(
        self, method: str, parameters: Mapping[str, Any], begun: Callable[[], None] | None = None
    ) -> Any:
        result = await super().send(method, parameters, begun)
        self._sent += 1
        for messages, event in self._waiting:
            if self._sent == messages:
                event.set()
        return result


async def drain(store: SqlStore, root: str, messages: int) -> dict[str, float]:
    """Claim, send and settle so many, after a few that warm everything."""
    office = build_office(store, Words.load(), read_settings({}), username="bench")
    async with BotApiRequest(at_once=AT_ONCE, timeouts=PATIENT) as request:
        sender = Counting(request, f"{root}/bot{TOKEN}")
        warm, stop = sender.after(WARMING), sender.after(WARMING + messages)
        postman = Postman(sender, office, owner="bench", pacing=UNBOUND)
        postman.capacity = AT_ONCE
        async with asyncio.TaskGroup() as group:
            group.create_task(postman.run(stop))
            await warm.wait()
            begun, cpu = time.perf_counter(), _cpu(store)
            await stop.wait()
            seconds, used = time.perf_counter() - begun, _cpu(store) - cpu
    return {"seconds": seconds / messages, "cpu": used / messages, "peak_mb": memory_mb(os.getpid(), "VmHWM")}


def _cpu(store: SqlStore) -> float:
    return sum(cpu_seconds(pid) for pid in (os.getpid(), *backends(store.engine)))


if __name__ == "__main__":
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    opened = SqlStore(open_engine(sys.argv[1]), Vault([Key(bytes(32))]))
    print(json.dumps(asyncio.run(drain(opened, sys.argv[2], int(sys.argv[3])))))
