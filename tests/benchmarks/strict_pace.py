"""30 a second from a server that refuses the 31st: how much of it is used, and what a kill leaves unknown."""

import time
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from bot.postman import capacity
from bot.wall_clock import wall_now
from storage.store import SqlStore
from storage.tables import outbox
from tests.benchmarks.both_sides import queued, strict_telegram, worker
from tests.benchmarks.figure import Figure, at_least, at_most
from tests.benchmarks.machine import ROUNDS_AT_MOST, Others, database_server, others, undisturbed
from tests.databases import Databases

RATE = 30
LATENCY = (50, 130)
SECONDS = 60
WARMING = 3
OF_THE_PACE = 99.0
KILLS = 5
UNKNOWN = 4


def run(folder: Path) -> list[Figure]:
    """Pace, refusals and rows in doubt after `kill -9`, on both databases."""
    databases = Databases(folder)
    figures = []
    print(
        f"\nA strict server, {RATE}/s, latency {LATENCY[0]}-{LATENCY[1]} ms, {SECONDS} s, nobody waiting, "
        f"C = {capacity(RATE)}"
    )
    for name, make in (("SQLite", databases.sqlite), ("PostgreSQL", databases.postgresql)):
        store = queued(make(), RATE * (ROUNDS_AT_MOST * (SECONDS + 2 * WARMING) + 4 * WARMING * KILLS))
        own = folder / name
        figures += undisturbed(partial(_paced, name, store, own))
        figures.append(_killed(name, store, own))
        store.engine.dispose()
    databases.close()
    return figures


def _paced(name: str, store: SqlStore, folder: Path) -> tuple[list[Figure], Others]:
    with (
        strict_telegram(RATE, LATENCY) as side,
        worker(store, side.root, folder, rate=RATE),
        others(but=database_server(store.engine)) as around,
    ):
        time.sleep(WARMING)
        counted = side.counted(SECONDS)
    print(
        f"  {name}: {counted.starts} starts, {counted.refused} refused; others used {around.cores:.2f} "
        f"cores, the server was kept from counting for {counted.held_up * 1000:.0f} ms",
        flush=True,
    )
    figures = [
        at_least(f"strict server, {name}: of 30/s", 100 * counted.rate / RATE, OF_THE_PACE, "%"),
        at_most(f"strict server, {name}: answers 429", counted.refused, 0, ""),
    ]
    return figures, around


def _killed(name: str, store: SqlStore, folder: Path) -> Figure:
    """The most that one of a few kills at any moment left."""
    most = 0
    for number in range(KILLS):
        begun = wall_now()
        with strict_telegram(RATE, LATENCY) as side, worker(store, side.root, folder, rate=RATE):
            time.sleep(WARMING + 0.017 * number)
        most = max(most, _in_doubt(store, since=begun))
    return at_most(f"strict server, {name}: unknown after a kill, most of {KILLS}", most, UNKNOWN, "")


def _in_doubt(store: SqlStore, *, since: datetime) -> int:
    mine = select(func.count()).where(outbox.c.state == "sending", outbox.c.claimed_at >= since)
    with store.engine.connect() as connection:
        return connection.execute(mine).scalar_one()
