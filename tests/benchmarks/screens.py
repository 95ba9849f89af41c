"""How long people wait for each screen in a region of 20,000, beside PTB's bot that answers with one text.

Fifty updates a second on SQLite: every screen's p95 is at most four times that of the bare bot.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from bot.house import open_house
from bot.settings import read_settings
from bot.trial.filling import fill
from storage import tables
from storage.database import sqlite_url
from storage.store import SqlStore
from tests.benchmarks.both_sides import Side, settings_of, strict_telegram, worker
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.machine import Others, favour, others, undisturbed
from tests.benchmarks.region_tables import NOW, fill_accounts
from tests.benchmarks.strict_telegram import FIRST_PERSON

PEOPLE = 20_000
EVERY = 0.02
SECONDS = 4
RATIO, QUIET_MS, PICTURE_MS = 4.0, 150.0, 700.0
SCREENS = (
    "/mutasi",
    "/alasan",
    "/manfaat",
    "/data",
    "/keberatan",
    "/aspirasi",
    "/preferensi",
    "/tanya knp sy dipindah",
    "/cek KMN-0000-0000-00",
    "/siapa_melihat",
    "/privasi",
    "/pengaturan",
    "/pengumuman",
    "/profil",
    "/menu",
)


def run(folder: Path) -> list[Figure]:
    """p95 of each screen in multiples of the bare bot's, in one run."""
    url = sqlite_url(folder / "region.db")
    settings = settings_of(folder, url, "http://127.0.0.1:1", rate=30)
    with open_house(read_settings(settings)) as house:
        fill(house)
        people = _link_those_who_are_proposed(house.store)
        fill_accounts(house.store, PEOPLE, above=_highest(house.store))
        return undisturbed(partial(_measured, house.store, folder, people))


def _measured(store: SqlStore, folder: Path, people: int) -> tuple[list[Figure], Others]:
    print(f"\nEach screen at {1 / EVERY:.0f} updates/s, {PEOPLE:,} people, SQLite, p50 / p95 in ms")
    with others() as around, strict_telegram(30, (0, 0)) as side:
        with bare_bot(side.root):
            bare = _waits(side, "/start", people=people)
        with worker(store, side.root, folder, rate=30):
            _waits(side, "/mutasi", people=people)  # the first few find everything cold
            waited = {screen: _waits(side, screen, people=people) for screen in SCREENS}
    _say("bare PTB", bare, bare)
    for screen, waits in waited.items():
        _say(screen, waits, bare)
    print(f"  (others used {around.cores:.2f} cores)")
    slowest = max(waited, key=lambda screen: _p95(waited[screen]))
    figures = [
        at_most(f"slowest screen ({slowest}), p95: x bare PTB", _p95(waited[slowest]) / _p95(bare), RATIO),
        at_most(f"slowest screen ({slowest}), p95", _p95(waited[slowest]) * 1_000, QUIET_MS, "ms"),
    ]
    return [*figures, _first_picture()], around


def _first_picture() -> Figure:
    command = [sys.executable, "-m", "tests.benchmarks.picture_once"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return at_most("picture of two units' load, the first time", float(said), PICTURE_MS, "ms")


def _waits(side: Side, text: str, *, people: int) -> list[float]:
    return side.asked(SECONDS, EVERY, people=people, text=text)


def _p95(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1]


def _say(name: str, waits: list[float], bare: list[float]) -> None:
    half, most = statistics.median(waits) * 1_000, _p95(waits) * 1_000
    print(f"  {name:28}{half:10.1f}{most:10.1f}{_p95(waits) / _p95(bare):8.2f} x", flush=True)


def _link_those_who_are_proposed(store: SqlStore) -> int:
    """Everybody of whom the wave speaks is linked, to chats whose numbers follow each other."""
    with store.engine.begin() as connection:
        proposed = connection.scalars(select(tables.proposal.c.person_id).distinct()).all()
        for number, person_id in enumerate(proposed):
            connection.execute(
                tables.account.insert().values(
                    person_id=person_id,
                    user_id=FIRST_PERSON + number,
                    chat_id=FIRST_PERSON + number,
                    language="en" if number % 5 == 0 else "id",
                    linked_at=NOW,
                    last_seen_at=NOW,
                )
            )
    return len(proposed)


def _highest(store: SqlStore) -> int:
    with store.engine.connect() as connection:
        return connection.scalar(select(func.max(tables.person.c.id))) or 0


@contextmanager
def bare_bot(root: str) -> Iterator[None]:
    """PTB's own bot, which answers every message with one text, on the core that ours will have."""
    core = str(max(os.sched_getaffinity(0)))
    command = [sys.executable, "-m", "tests.benchmarks.ptb_echo", core, root]
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=quiet, text=True, bufsize=1) as process:
        favour(process.pid)
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("PTB's bot did not start")
        yield
        process.kill()
