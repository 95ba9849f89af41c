"""Update in, reply out, with one read and one write between: ours durable, aiogram's not."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figure import Figure, at_least
from tests.benchmarks.sending import Load, serving
from tests.benchmarks.webhook_bots import SECRET
from tests.databases import Databases

UPDATES = 2_000
AT_ONCE = 40  # Telegram's own default of connections to a webhook
ROUNDS = 3
BOUNDS = {"sqlite": 1.5, "postgresql": 1.2}
LOAD = Load("answers at once", 0, 0)


def run(folder: Path) -> list[Figure]:
    """Updates a second, in multiples of what aiogram reaches."""
    databases = Databases(folder)
    databases.postgresql()
    cores = sorted(os.sched_getaffinity(0))
    print(f"\nWebhook to reply, {UPDATES:,} updates, {AT_ONCE} connections, bot on one core: updates/s")
    print(f"{'':16}{'ours, durable':>15}{'aiogram, not':>15}{'ratio':>8}{'bound':>8}")
    figures = []
    with serving(LOAD, cores[0]) as (root, _pid):
        for name, make in (("sqlite", databases.sqlite), ("postgresql", databases.postgresql)):
            rates: dict[str, list[float]] = {"ours": [], "aiogram": []}
            for _ in range(ROUNDS):
                for which, measured in rates.items():
                    measured.append(_round(which, make(), root, cores))
            ours, theirs = (statistics.median(one) for one in rates.values())
            ratio = ours / theirs
            print(f"{name:16}{ours:15,.0f}{theirs:15,.0f}{ratio:8.2f}{BOUNDS[name]:8.1f}")
            figures.append(at_least(f"webhook to reply, {name}: x aiogram", ratio, BOUNDS[name]))
    databases.close()
    return figures


def _round(which: str, url: str, root: str, cores: list[int]) -> float:
    module = "tests.benchmarks.webhook_bots"
    command = [sys.executable, "-m", module, which, str(cores[-1]), url, root, str(UPDATES)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        lines = process.stdout
        if lines is None:
            raise RuntimeError("the bot says nothing")
        port = int(lines.readline())
        os.sched_setaffinity(0, {cores[0]})
        asyncio.run(_post_all(port))
        seconds = float(lines.readline())
        os.sched_setaffinity(0, set(cores))
    return UPDATES / seconds


async def _post_all(port: int) -> None:
    left = iter(range(UPDATES))

    async def one_after_another() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in left:
            writer.write(request_of(number))
            await answered(reader)
        writer.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(one_after_another())


async def answered(reader: asyncio.StreamReader) -> None:
    """Read the webhook's answer to one update; anything but 200 is a fault."""
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.splitlines()[0]:
        raise RuntimeError(head.decode())
    await reader.readexactly(_length(head))


def request_of(number: int) -> bytes:
    """One person's message as Telegram posts it."""
    person = {"id": 5_000_000_001 + number, "is_bot": False, "first_name": "Siti", "language_code": "id"}
    chat = {"id": person["id"], "type": "private", "first_name": "Siti"}
    message = {
        "message_id": number + 1,
        "date": int(time.time()),
        "chat": chat,
        "from": person,
        "text": "/mutasi",
    }
    body = json.dumps({"update_id": 10_000 + number, "message": message}).encode()
    head = (
        "POST /hook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _length(head: bytes) -> int:
    for line in head.lower().splitlines():
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
