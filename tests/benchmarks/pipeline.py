"""The whole pipeline - claim, send, settle - beside bare clients that keep no account of anything."""

import asyncio
import os
import statistics
import time
from pathlib import Path

from bot.postman import Postman
from bot.settings import read_settings
from bot.transport.direct import DirectSender
from bot.transport.request import BotApiRequest
from bot.wall_clock import wall_now
from bot.wiring import build_office
from domain.outbox import Announcement, Pacing
from locales.words import Words
from storage.database import open_engine
from storage.store import SqlStore
from storage.vault import Key, Vault
from tests.benchmarks.figure import Figure, at_least
from tests.benchmarks.region_tables import fill_accounts
from tests.benchmarks.sending import Load, Measured, measure, serving
from tests.benchmarks.sending_clients import CLIENTS, PATIENT, TOKEN
from tests.databases import Databases

RECIPIENTS = 8_000
AT_ONCE = 100
ROUNDS = 3
LOAD = Load("answers at once, 100 in flight", 4_000, AT_ONCE)
# Multiples of aiogram's and of PTB's bare rate, by database.
BOUNDS = {"sqlite": (1.2, 8.0), "postgresql": (1.0, 8.0)}
UNBOUND = Pacing(rate=1_000_000, broadcast_rate=1_000_000)


def run(folder: Path) -> list[Figure]:
    """Messages a second, in multiples of what bare clients reach."""
    databases = Databases(folder)
    databases.postgresql()  # started now, so that the server is not pinned to the client's core
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    try:
        with serving(LOAD, cores[0]) as (root, _pid):
            peers = {name: asyncio.run(_peer(name, root)) for name in ("aiogram", "PTB, httpx")}
            ours = {
                name: statistics.median(asyncio.run(_drain(_filled(make()), root)) for _ in range(ROUNDS))
                for name, make in (("sqlite", databases.sqlite), ("postgresql", databases.postgresql))
            }
    finally:
        os.sched_setaffinity(0, cores)
        databases.close()
    return _report(ours, peers)


def _report(ours: dict[str, float], peers: dict[str, float]) -> list[Figure]:
    print(f"\nWhole pipeline, {RECIPIENTS:,} recipients, C = {AT_ONCE}, one worker on one core: messages/s")
    print(f"{'':28}{'messages/s':>12}{'x aiogram':>11}{'bound':>7}{'x PTB':>8}{'bound':>7}")
    for name, rate in peers.items():
        print(f"{name + ', bare':28}{rate:12,.0f}")
    figures = []
    for name, rate in ours.items():
        by_aiogram, by_ptb = rate / peers["aiogram"], rate / peers["PTB, httpx"]
        low, high = BOUNDS[name]
        print(f"{'ours on ' + name:28}{rate:12,.0f}{by_aiogram:11.2f}{low:7.1f}{by_ptb:8.1f}{high:7.1f}")
        figures += [
            at_least(f"whole pipeline, {name}: x aiogram's bare send", by_aiogram, low),
            at_least(f"whole pipeline, {name}: x PTB's bare send", by_ptb, high),
        ]
    return figures


async def _peer(name: str, root: str) -> float:
    measured = Measured()
    for _ in range(ROUNDS if name == "aiogram" else 1):
        await measure(CLIENTS[name], root, LOAD, measured)
    return measured.rate


def _filled(url: str) -> SqlStore:
    store = SqlStore(open_engine(url), Vault([Key(bytes(32))]))
    fill_accounts(store, RECIPIENTS)
    with store.write() as work:
        work.outbox.announce(
            Announcement(unique="bench", text_key="transfer.notice.proposed"), now=wall_now()
        )
        work.commit()
    return store


async def _drain(store: SqlStore, root: str) -> float:
    """Send everything through a real postman and return messages a second."""
    office = build_office(store, Words.load(), read_settings({}), username="bench")
    async with BotApiRequest(at_once=AT_ONCE, timeouts=PATIENT) as request:
        sender = DirectSender(request, f"{root}/bot{TOKEN}")
        postman = Postman(sender, office, owner="bench", pacing=UNBOUND)
        postman.capacity = AT_ONCE
        stop = asyncio.Event()
        started = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            group.create_task(postman.run(stop))
            await _until_sent(store)
            seconds = time.perf_counter() - started
            stop.set()
    store.engine.dispose()
    return RECIPIENTS / seconds


async def _until_sent(store: SqlStore) -> None:
    while True:
        await asyncio.sleep(0.05)
        with store.read() as work:
            if work.outbox.tally() == {"sent": RECIPIENTS}:
                return
