"""The paid ceiling: 1,000 messages a second for a minute, and what it takes of one core."""

import time
from pathlib import Path

from bot.postman import capacity
from storage.store import SqlStore
from tests.benchmarks.both_sides import queued, strict_telegram, worker
from tests.benchmarks.figure import Figure, at_least, at_most
from tests.benchmarks.machine import ROUNDS_AT_MOST, Others, cpu_seconds, database_server, others, undisturbed
from tests.databases import Databases

RATE = 1_000
LATENCY = (50, 150)
SECONDS = 60
WARMING = 5
OF_THE_PACE = 99.0
OF_A_CORE = 0.7


def run(folder: Path) -> list[Figure]:
    """Rate, refusals and CPU of one worker on PostgreSQL; measured anew while others keep the cores busy."""
    databases = Databases(folder)
    store = queued(databases.postgresql(), RATE * (SECONDS + 2 * WARMING) * ROUNDS_AT_MOST)
    print(
        f"\nThe paid ceiling: {RATE:,}/s, latency {LATENCY[0]}-{LATENCY[1]} ms, PostgreSQL, {SECONDS} s, "
        f"C = {capacity(RATE)}"
    )
    figures = undisturbed(lambda: _measure(store, folder))
    store.engine.dispose()
    databases.close()
    return figures


def _measure(store: SqlStore, folder: Path) -> tuple[list[Figure], Others]:
    with (
        strict_telegram(RATE, LATENCY) as side,
        worker(store, side.root, folder, rate=RATE) as process,
        others(but=database_server(store.engine)) as around,
    ):
        time.sleep(WARMING)
        before = cpu_seconds(process.pid)
        counted = side.counted(SECONDS)
        core = (cpu_seconds(process.pid) - before) / counted.seconds
    print(
        f"  {counted.rate:,.0f}/s, {counted.refused} refused, {core:.2f} of a core; others used "
        f"{around.cores:.2f} cores, the server was kept from counting for {counted.held_up * 1000:.0f} ms",
        flush=True,
    )
    figures = [
        at_least(f"paid ceiling, {SECONDS} s: of 1,000/s", 100 * counted.rate / RATE, OF_THE_PACE, "%"),
        at_most("paid ceiling: of one core", core, OF_A_CORE, ""),
        at_most("paid ceiling: answers 429", counted.refused, 0, ""),
    ]
    return figures, around
