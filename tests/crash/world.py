"""One scenario's world: a database, Telegram, and worker processes that may be killed."""

import contextlib
import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import text

from storage.store import SqlStore
from tests.benchmarks.region_tables import fill_accounts
from tests.crash.plan import Plan
from tests.crash.report import Report
from tests.crash.telegram import CALM, Telegram, Weather
from tests.crash.watching import watch
from tests.crash.worker import open_store, work
from tests.databases import Databases

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.crash.worker", "tests.crash.player", "pytest"])


FALLEN = "a worker had ended with"
_AS_MEANT = (0, -signal.SIGKILL)


@dataclass
class World:
    """What the harness holds: `store` sees the tables, `telegram` the truth."""

    plan: Plan
    store: SqlStore
    telegram: Telegram
    chance: random.Random
    workers: list[ForkServerProcess] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)
    report: Report = field(default_factory=Report)

    @property
    def kills(self) -> int:
        return len(self.killed)

    def reports(self, figures: dict[str, object] | None = None) -> Report:
        self.report.figures |= figures or {}
        return self.report

    def start(self, count: int = 1, **changes: object) -> None:
        for _ in range(count):
            process = FORKS.Process(target=work, args=(replace(self.plan, **changes),), daemon=True)  # type: ignore[arg-type] # names of the plan's own fields
            process.start()
            self.workers.append(process)

    def kill(self, victim: ForkServerProcess) -> None:
        self.killed.append(str(victim.pid))
        self._end(victim)

    def kill_again_and_again(self, times: int, pause: tuple[float, float] = (0.15, 0.5)) -> None:
        """SIGKILL one worker at a random moment and start another, until there is no more to do."""
        for _ in range(times):
            time.sleep(self.chance.uniform(*pause))
            self.kill(self.chance.choice(self.workers))
            self.start()

    def start_again(self) -> int:
        """What a supervisor does; how many had died."""
        dead = [process for process in self.workers if not process.is_alive()]
        for process in dead:
            self._end(process)
        self.start(len(dead))
        return len(dead)

    def stop(self) -> None:
        for process in list(self.workers):
            self._end(process)

    def _end(self, process: ForkServerProcess) -> None:
        """Kill it; that it had fallen over a fault before is a broken promise, whatever else held."""
        send(process, signal.SIGKILL)
        process.join()
        self.workers.remove(process)
        if process.exitcode not in _AS_MEANT:
            self.report.expect(False, f"{FALLEN} {process.exitcode}")  # noqa: FBT003 -- it reads

    def scalar(self, query: str) -> int:
        with self.store.engine.connect() as connection:
            return int(connection.execute(text(query)).scalar_one())

    def open_rows(self) -> int:
        """Messages whose end is still open."""
        return self.scalar("SELECT count(*) FROM outbox WHERE state IN ('new', 'sending', 'unknown')")

    def open_updates(self) -> int:
        return self.scalar("SELECT count(*) FROM inbox WHERE state IN ('new', 'handling')")

    def watch_what_ended(self) -> None:
        """Let the database itself note every message that leaves a state in which it had ended."""
        ended = "old.state IN ('sent', 'cancelled', 'refused', 'unreachable') AND new.state <> old.state"
        watch(self.store, "went_back", ended)

    def watch_strandings(self) -> None:
        """And every attempt that a gone worker had begun and nobody knows the end of, with whose it was."""
        watch(
            self.store,
            "stranded",
            # A worker that returns what it surely did not send sets another time for it.
            "old.state = 'sending' AND new.state IN ('new', 'held') AND new.possibly_twice"
            " AND new.due_at = old.due_at",
        )


def send(process: ForkServerProcess, number: int) -> None:
    assert process.pid is not None
    with contextlib.suppress(ProcessLookupError):  # it may have died by itself, which others count
        os.kill(process.pid, number)


def wait_for(is_so: Callable[[], bool], seconds: float) -> bool:
    """Look again and again until it is so; False when it never was in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@contextmanager
def world(
    url: str, *, seed: int, recipients: int = 0, weather: Weather = CALM, **changes: object
) -> Iterator[World]:
    """A fresh world on this database, whose recipients are linked accounts."""
    folder = tempfile.mkdtemp(prefix="sapa-crash-")
    with Telegram(seed, weather) as telegram:
        plan = replace(Plan(database=url, api=telegram.url, folder=folder), **changes)  # type: ignore[arg-type] # names of the plan's own fields
        store = open_store(plan)
        fill_accounts(store, recipients)
        _make_room_for_effects(store)
        made = World(plan, store, telegram, random.Random(seed))
        try:
            yield made
        finally:
            made.stop()
            store.engine.dispose()
        _put_away(made)


def _put_away(made: World) -> None:
    """Keep logs and history of what broke a promise, and nothing else."""
    folder = Path(made.plan.folder)
    if not made.report.broken:
        shutil.rmtree(folder)
        return
    with (folder / "history").open("w") as file:
        file.writelines(f"{call}\n" for call in made.telegram.truth.calls)
    made.report.broken.append(f"the history is in {folder}")


def _make_room_for_effects(store: SqlStore) -> None:
    own = "integer" if store.engine.dialect.name == "sqlite" else "bigint GENERATED ALWAYS AS IDENTITY"
    with store.engine.begin() as connection:
        connection.execute(
            text(f"CREATE TABLE effect (id {own} PRIMARY KEY, update_id bigint, person bigint)")
        )
        connection.execute(
            text(f"CREATE TABLE diary (id {own} PRIMARY KEY, term bigint, holder text, at timestamp)")
        )


@contextmanager
def databases(*, durable: bool = True) -> Iterator[Databases]:
    with tempfile.TemporaryDirectory(prefix="sapa-crash-db-") as folder:
        made = Databases(Path(folder), durable=durable)
        yield made
        made.close()


def fresh(made: Databases, kinds: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Kind, address and number of workers for each kind of database."""
    for kind in kinds:
        yield kind, (made.sqlite() if kind == "sqlite" else made.postgresql()), 1 if kind == "sqlite" else 3
