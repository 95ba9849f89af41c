"""What one message costs at the start and at the end of a short, a long and a very long queue.

Nobody needs to send a million to see it. What could make a message dearer is how much waits behind it and how
much was sent before it; the first few thousand have everything behind them, the last few thousand have it all
before them. What lies between is marked as sent in one statement, and cleaned as PostgreSQL itself cleans it
many times while so much is sent. Judged by CPU, the worker's and the database server's together, which other
work on the machine disturbs less than the time that is printed beside it.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.engine import Engine

from bot.wall_clock import wall_now
from storage.database import open_engine
from storage.tables import outbox
from tests.benchmarks.both_sides import queued
from tests.benchmarks.drain_once import WARMING
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.sending import Load, serving
from tests.databases import Databases

SIZES = {"PostgreSQL": (10_000, 100_000, 1_000_000), "SQLite": (10_000, 50_000)}
SLICE = 4_000
ROUNDS = 3
RATIO = 1.15
# One sender's memory, in MB more than with the short queue.
MORE_MB = 10
_LOAD = Load("answers at once", 0, 0)
Cost = dict[str, float]


def run(folder: Path) -> list[Figure]:
    """Cost a message and peak of memory, by database and number of recipients."""
    databases = Databases(folder)
    makers = {"PostgreSQL": databases.postgresql, "SQLite": databases.sqlite}
    databases.postgresql()
    figures = []
    print(f"\nGrowth: {SLICE:,} messages at either end of the queue, least of {ROUNDS}; µs a message")
    print(f"  {'':24}{'CPU, first':>12}{'last':>8}{'time, first':>14}{'last':>8}{'peak MB':>10}")
    with serving(_LOAD, min(os.sched_getaffinity(0))) as (root, _pid):
        for name, sizes in SIZES.items():
            figures += _compare(name, sizes, makers[name], root)
    databases.close()
    return figures


def _compare(name: str, sizes: tuple[int, ...], make: Callable[[], str], root: str) -> list[Figure]:
    short, *longer = (_measure(name, size, make, root) for size in sizes)
    figures = []
    for size, (first, last) in zip(sizes[1:], longer, strict=True):
        ratio = max(first["cpu"], last["cpu"]) / statistics.mean(end["cpu"] for end in short)
        figures.append(at_most(f"cost a message, {name}, {size:,} / {sizes[0]:,} recipients", ratio, RATIO))
    most = max(end["peak_mb"] for ends in longer for end in ends)
    more = most - max(end["peak_mb"] for end in short)
    figures.append(
        at_most(f"memory, {name}, {sizes[-1]:,} over {sizes[0]:,} recipients", more, MORE_MB, "MB")
    )
    return figures


def _measure(name: str, size: int, make: Callable[[], str], root: str) -> tuple[Cost, Cost]:
    """At the first and at the last of so many; a short queue is made anew for every round."""
    each = SLICE + WARMING + 200  # what is claimed already when a slice ends is sent as well
    firsts, lasts = [], []
    url = ""
    for number in range(ROUNDS):
        if not url or size < 2 * ROUNDS * each:
            url = _queue(make(), size)
        firsts.append(_child(url, root))
        if size < 2 * ROUNDS * each:
            lasts.append(_child(url, root))
        elif number == ROUNDS - 1:
            _leave(url, ROUNDS * each)
            lasts += [_child(url, root) for _ in range(ROUNDS)]
    first, last = _least(firsts), _least(lasts)
    figures = "".join(
        f"{ends[0] * 1e6:{width},.0f}{ends[1] * 1e6:8,.0f}"
        for width, ends in ((12, (first["cpu"], last["cpu"])), (14, (first["seconds"], last["seconds"])))
    )
    peak = max(first["peak_mb"], last["peak_mb"])
    print(f"  {f'{name}, {size:,}':24}{figures}{peak:10,.0f}", flush=True)
    return first, last


def _queue(url: str, size: int) -> str:
    store = queued(url, size)
    _clean(store.engine)
    store.engine.dispose()
    return url


def _leave(url: str, messages: int) -> None:
    """As if all but the last were sent."""
    engine = open_engine(url)
    with engine.begin() as connection:
        last = connection.execute(select(func.max(outbox.c.id))).scalar_one()
        connection.execute(
            update(outbox)
            .where(outbox.c.state == "new", outbox.c.id <= last - messages)
            .values(state="sent", settled_at=wall_now(), attempt=1)
        )
    _clean(engine)
    engine.dispose()


def _clean(engine: Engine) -> None:
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
                "VACUUM ANALYZE outbox"
            )


def _child(url: str, root: str) -> Cost:
    command = [sys.executable, "-m", "tests.benchmarks.drain_once", url, root, str(SLICE)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    cost: Cost = json.loads(done.stdout)
    return cost


def _least(costs: list[Cost]) -> Cost:
    """What other work on the machine adds is no cost of ours."""
    return {name: min(one[name] for one in costs) for name in costs[0]}
