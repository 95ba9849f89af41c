"""How long a person waits for a reply through the webhook at half of what PTB bears: ours beside PTB's."""

import asyncio
import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from storage.database import open_engine
from tests.benchmarks.fast_server import FastServer
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.machine import Others, database_server, others, undisturbed
from tests.benchmarks.receiving import AT_ONCE, answered, request_of
from tests.databases import Databases

FLOOD = 500
SECONDS = 6
ROUNDS = 3
RATIO = 2.0
_FIRST_PERSON = 5_000_000_001
_CHAT = re.compile(rb'"?chat_id"?\s*[:=]\s*"?(\d+)')


@dataclass
class Waits:
    """Seconds from the update's first byte to the reply's, by bot."""

    of: dict[str, list[float]] = field(default_factory=lambda: {"ours": [], "ptb": []})

    def p99(self, which: str) -> float:
        waits = sorted(self.of[which])
        return waits[math.ceil(len(waits) * 0.99) - 1]

    @property
    def ratio(self) -> float:
        return self.p99("ours") / self.p99("ptb")


class Telegram(FastServer):
    """Answers at once, and notes when whose reply came."""

    def __init__(self, replied: dict[int, float]) -> None:
        super().__init__((0, 0))
        self._replied = replied

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        for chat in _CHAT.findall(data):
            self._replied.setdefault(int(chat), now)
        super().data_received(data)


def run(folder: Path) -> list[Figure]:
    """p99 in multiples of PTB's, both bots at the same rate with the same work in the database."""
    databases = Databases(folder)
    databases.postgresql()
    print("\nWebhook to reply at half of PTB's own greatest rate, p99 in ms")
    print(f"  {'':16}{'updates/s':>12}{'ours, durable':>16}{'PTB, not':>12}{'ratio':>8}{'others':>10}")
    figures = []
    for name, make in (("SQLite", databases.sqlite), ("PostgreSQL", databases.postgresql)):
        figures += undisturbed(partial(_compared, name, make))
    databases.close()
    return figures


def _compared(name: str, make: Callable[[], str]) -> tuple[list[Figure], Others]:
    """Each round on a database of its own: ours remembers which updates it has had."""
    engine = open_engine(make())
    with others(but=database_server(engine)) as around:
        rate = FLOOD / asyncio.run(_flooded(make())) / 2
        waits = Waits()
        for _ in range(ROUNDS):
            for which, seen in waits.of.items():
                seen.extend(asyncio.run(_paced(which, make(), rate)))
    engine.dispose()
    ours, theirs = (waits.p99(which) * 1_000 for which in waits.of)
    print(f"  {name:16}{rate:12,.0f}{ours:16,.1f}{theirs:12,.1f}{waits.ratio:8.2f}{around.cores:10.2f}")
    return [at_most(f"webhook to reply at half load, p99, {name}: x PTB", waits.ratio, RATIO)], around


async def _flooded(url: str) -> float:
    """Seconds that PTB takes for all of them, as many at once as Telegram would send."""
    replied: dict[int, float] = {}
    async with asyncio.timeout(120):
        server = await asyncio.get_running_loop().create_server(lambda: Telegram(replied), "127.0.0.1", 0)
        with _bot("ptb", url, server.sockets[0].getsockname()[1], FLOOD) as port:
            began = time.perf_counter()
            numbers = iter(range(FLOOD))

            async def one_after_another() -> None:
                for number in numbers:
                    await _post(port, number)

            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(one_after_another())
            await _all_replied(replied, FLOOD)
        server.close()
    return max(replied.values()) - began


async def _paced(which: str, url: str, rate: float) -> list[float]:
    updates = int(rate * SECONDS)
    asked: dict[int, float] = {}
    replied: dict[int, float] = {}
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(120):
        server = await loop.create_server(lambda: Telegram(replied), "127.0.0.1", 0)
        with _bot(which, url, server.sockets[0].getsockname()[1], updates) as port:
            began = loop.time()
            async with asyncio.TaskGroup() as group:
                for number in range(updates):
                    await asyncio.sleep(began + number / rate - loop.time())
                    asked[_FIRST_PERSON + number] = time.perf_counter()
                    group.create_task(_post(port, number))
            await _all_replied(replied, updates)
        server.close()
    # The first second finds everything cold, in both.
    return [replied[person] - asked[person] for person in sorted(asked)[int(rate) :]]


async def _all_replied(replied: dict[int, float], wanted: int) -> None:
    while len(replied) < wanted:  # noqa: ASYNC110 -- two processes share no event
        await asyncio.sleep(0.01)


async def _post(port: int, number: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request_of(number))
    await answered(reader)
    writer.close()


@contextmanager
def _bot(which: str, url: str, api: int, updates: int) -> Iterator[int]:
    cores = sorted(os.sched_getaffinity(0))
    module = "tests.benchmarks.webhook_bots"
    root = f"http://127.0.0.1:{api}"
    command = [sys.executable, "-m", module, which, str(cores[-1]), url, root, str(updates)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        if process.stdout is None:
            raise RuntimeError("the bot says nothing")
        os.sched_setaffinity(0, {cores[0]})
        try:
            yield int(process.stdout.readline())
        finally:
            os.sched_setaffinity(0, set(cores))
            process.kill()
