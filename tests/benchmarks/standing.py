"""How long a million recipients take to queue, and one serving process: ready after a kill, and idle."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.wall_clock import wall_now
from domain.outbox import Announcement
from storage.database import open_engine
from storage.store import SqlStore
from storage.vault import Key, Vault
from tests.benchmarks.both_sides import queued, strict_telegram, worker
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.machine import memory_mb
from tests.benchmarks.region_tables import fill_accounts
from tests.databases import Databases

RECIPIENTS = 1_000_000
QUEUE_SECONDS = 60.0
# What queueing may add to the memory of the process that asks for it.
MORE_MB = 10.0
WAITING = 100_000
READY_SECONDS = 5.0
IDLE_MB = 130.0
_UNTIL_IDLE = 4
_RATE = 30
_LATENCY = (50, 130)


def run(folder: Path) -> list[Figure]:
    """Seconds and megabytes."""
    databases = Databases(folder)
    figures = _queueing(databases.postgresql())
    for name, make in (("SQLite", databases.sqlite), ("PostgreSQL", databases.postgresql)):
        figures += _serving(name, make, folder / name)
    databases.close()
    return figures


def _queueing(url: str) -> list[Figure]:
    print(f"\nQueueing {RECIPIENTS:,} recipients on PostgreSQL", flush=True)
    store = SqlStore(open_engine(url), Vault([Key(bytes(32))]))
    fill_accounts(store, RECIPIENTS)
    before, began = memory_mb(os.getpid()), time.perf_counter()
    with store.write() as work:
        work.outbox.announce(Announcement(unique="bench", text_key="button.menu"), now=wall_now())
        work.commit()
    seconds, more = time.perf_counter() - began, memory_mb(os.getpid()) - before
    store.engine.dispose()
    return [
        at_most(f"queue {RECIPIENTS:,} recipients, PostgreSQL", seconds, QUEUE_SECONDS, "s"),
        at_most(f"memory that queueing {RECIPIENTS:,} adds", max(0.0, more), MORE_MB, "MB"),
    ]


def _serving(name: str, make: Callable[[], str], folder: Path) -> list[Figure]:
    """Killed while it sends to so many, started again, and held so that it stands idle in front of them."""
    print(f"\nOne serving process in front of {WAITING:,} rows, {name}", flush=True)
    store = queued(make(), WAITING)
    with strict_telegram(_RATE, _LATENCY) as side:
        with worker(store, side.root, folder, rate=_RATE):
            time.sleep(1)
        began = time.perf_counter()
        with worker(store, side.root, folder, rate=_RATE) as process:
            ready = time.perf_counter() - began
            with store.write() as work:
                work.outbox.hold(wall_now() + timedelta(days=1), "bench")
                work.commit()
            time.sleep(_UNTIL_IDLE)
            idle = memory_mb(process.pid)
    store.engine.dispose()
    return [
        at_most(f"ready after a kill with {WAITING:,} waiting, {name}", ready, READY_SECONDS, "s"),
        at_most(f"one idle serving process, {name}", idle, IDLE_MB, "MB"),
    ]
