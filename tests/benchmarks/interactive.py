"""How long people wait for an answer while a broadcast runs, beside how long they wait when none does."""

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.wall_clock import wall_now
from storage.store import SqlStore
from tests.benchmarks.both_sides import Side, queued, strict_telegram, worker
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.machine import ROUNDS_AT_MOST, Others, database_server, favour, others, undisturbed
from tests.databases import Databases

LATENCY = (50, 150)
# Idle and busy in turn, so that whatever else the machine does falls on both.
TURNS = 3
SECONDS = 8
EVERY = 0.04
RATIO = 1.5
_SETTLING = 2


@dataclass
class Waits:
    """Seconds that people waited."""

    idle: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return _p99(self.busy) / _p99(self.idle)

    def say(self, name: str, around: Others) -> None:
        idle, busy = (f"{_p50(one) * 1000:,.1f} / {_p99(one) * 1000:,.1f}" for one in (self.idle, self.busy))
        print(f"  {name:24}{idle:>18}{busy:>20}{self.ratio:8.2f}{around.cores:10.2f}", flush=True)


def run(folder: Path) -> list[Figure]:
    """p50, p99 and the ratio at 30/s on both databases and at the paid ceiling, beside PTB at 30/s."""
    databases = Databases(folder)
    print(f"\nAnswers to people, {1 / EVERY:.0f} a second, p50 / p99 in ms; broadcast latency 50-150 ms")
    print(f"  {'':24}{'idle':>18}{'during broadcast':>20}{'ratio':>8}{'others':>10}")
    figures = []
    for name, rate, make in (
        ("SQLite, 30/s", 30, databases.sqlite),
        ("PostgreSQL, 30/s", 30, databases.postgresql),
        ("PostgreSQL, 1,000/s", 1_000, databases.postgresql),
    ):
        store = queued(make(), rate * (SECONDS + _SETTLING + 2) * TURNS * ROUNDS_AT_MOST)
        figures += undisturbed(partial(_ours, name, store, folder / name, rate))
        store.engine.dispose()
    databases.close()
    with strict_telegram(30, LATENCY) as side, _ptb(side.root) as toggle, others() as around:
        _in_turn(side, toggle, toggle).say("PTB, AIORateLimiter, 30/s", around)
    return figures


def _ours(name: str, store: SqlStore, folder: Path, rate: int) -> tuple[list[Figure], Others]:
    def rest() -> None:
        with store.write() as work:
            work.outbox.hold(wall_now() + timedelta(days=1), "bench")
            work.commit()

    def go() -> None:
        with store.write() as work:
            work.outbox.release()
            work.commit()

    rest()
    with (
        strict_telegram(rate, LATENCY) as side,
        worker(store, side.root, folder, rate=rate),
        others(but=database_server(store.engine)) as around,
    ):
        waits = _in_turn(side, go, rest)
    waits.say(name, around)
    return [at_most(f"answers during a broadcast / idle, p99, {name}", waits.ratio, RATIO)], around


def _in_turn(side: Side, go: Callable[[], None], rest: Callable[[], None]) -> Waits:
    waits = Waits()
    side.asked(_SETTLING, EVERY)  # the first few find everything cold
    for _ in range(TURNS):
        waits.idle += side.asked(SECONDS, EVERY)
        go()
        time.sleep(_SETTLING)
        waits.busy += side.asked(SECONDS, EVERY)
        rest()
        time.sleep(_SETTLING)
    return waits


@contextmanager
def _ptb(root: str) -> Iterator[Callable[[], None]]:
    """The peer's process, and how to begin or end its broadcast."""
    core = str(max(os.sched_getaffinity(0)))
    command = [sys.executable, "-m", "tests.benchmarks.ptb_broadcaster", core, root]
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=quiet, text=True, bufsize=1) as process:
        favour(process.pid)
        if process.stdin is None or process.stdout is None or not process.stdout.readline():
            raise RuntimeError("PTB's bot did not start")
        yield lambda: print(file=process.stdin, flush=True)
        process.kill()


def _p50(waits: list[float]) -> float:
    return sorted(waits)[len(waits) // 2]


def _p99(waits: list[float]) -> float:
    return sorted(waits)[math.ceil(len(waits) * 0.99) - 1]
