"""`sendMessage` through each client in turn: to a server that answers at once, and to one with latency."""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.figure import Figure, at_least
from tests.benchmarks.sending_clients import CLIENTS, Client, Send, ptb

ROUNDS = 3
# The whole pipeline must reach these multiples of aiogram's and PTB's bare rates, so the client alone must.
TIMES_AIOGRAM, TIMES_PTB = 1.2, 8.0


@dataclass(frozen=True)
class Load:
    """Messages a round, how many of them in flight, and after how many ms they are answered."""

    title: str
    messages: int
    at_once: int
    latency: tuple[int, int] = (0, 0)


@dataclass
class Measured:
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)


LOADS = (
    Load("answers at once, 100 in flight", 4000, 100),
    Load("answers after 50-150 ms, 250 in flight", 5000, 250, (50, 150)),
)


def run(folder: Path) -> list[Figure]:
    """Messages a second and CPU by client; of the first table, what our client reaches beside the others."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    try:
        rates, _ = [_compare(load, server_core=cores[0]) for load in LOADS]
    finally:
        os.sched_setaffinity(0, cores)
    ours = rates["ours, DirectSender"]
    return [
        at_least("our client alone: x aiogram", ours / rates["aiogram"], TIMES_AIOGRAM),
        at_least("our client alone: x PTB", ours / rates["PTB, httpx"], TIMES_PTB),
    ]


def _compare(load: Load, *, server_core: int) -> dict[str, float]:
    measured = {name: Measured() for name in CLIENTS}
    with serving(load, server_core) as (root, pid):
        served = 0
        for name, client in _turns():
            served += asyncio.run(measure(client, root, load, measured[name]))
        ceiling = served / _cpu_seconds(pid)
    _print(load, measured, ceiling)
    return {name: one.rate for name, one in measured.items()}


def _turns() -> Iterator[tuple[str, Client]]:
    """Every client in every round; PTB's own is so slow that one round must do."""
    for number in range(ROUNDS):
        yield from ((name, client) for name, client in CLIENTS.items() if number == 0 or client is not ptb)


async def measure(client: Client, root: str, load: Load, measured: Measured) -> int:
    """Warm the connections, measure, and return how many messages the server has seen."""
    warming = 2 * load.at_once
    messages = load.messages // 4 if client is ptb else load.messages
    async with client(root, load.at_once) as send:
        await _send_all(send, warming, load.at_once)
        started, cpu = time.perf_counter(), time.process_time()
        await _send_all(send, messages, load.at_once)
        measured.cpu.append((time.process_time() - cpu) * 1000 / messages)
        measured.rates.append(messages / (time.perf_counter() - started))
    return warming + messages


async def _send_all(send: Send, messages: int, at_once: int) -> None:
    left = iter(range(messages))

    async def one_after_another() -> None:
        for _ in left:
            await send()

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(one_after_another())


def _print(load: Load, measured: dict[str, Measured], ceiling: float) -> None:
    print(f"\nsendMessage, {load.title}: medians of {ROUNDS} rounds in turn (PTB's own: one, of a quarter)")
    print(f"The server alone could answer {ceiling:,.0f} a second")
    print(f"{'':24}{'messages/s':>12}{'CPU s/1,000':>13}{'x PTB':>8}{'x aiogram':>11}")
    by_ptb, by_aiogram = measured["PTB, httpx"].rate, measured["aiogram"].rate
    for name, one in measured.items():
        ratios = f"{one.rate / by_ptb:8.1f}{one.rate / by_aiogram:11.2f}"
        print(f"{name:24}{one.rate:12,.0f}{statistics.median(one.cpu):13.3f}{ratios}")


@contextmanager
def serving(load: Load, core: int) -> Iterator[tuple[str, int]]:
    """A server on a core of its own: its address and its process."""
    milliseconds = [str(one) for one in load.latency]
    command = [sys.executable, "-m", "tests.benchmarks.fast_server", str(core), *milliseconds]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        port = process.stdout.readline().strip() if process.stdout else ""
        yield f"http://127.0.0.1:{port}", process.pid
        process.terminate()


def _cpu_seconds(pid: int) -> float:
    """User and system time of a process, fields 14 and 15 of Linux's stat."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:13]) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(0 if all(one.is_met for one in run(Path())) else 1)
