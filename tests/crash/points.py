"""R3: die at each numbered step of each flow - before and after every statement, commit and call outside."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url

from tests.crash.flows import FLOWS
from tests.crash.report import Report
from tests.crash.stage import Flow, Stage, open_stage
from tests.crash.world import FORKS
from tests.databases import Databases

_DIED = 77


class Prepared:
    """One flow's database, made once and copied for each death."""

    def __init__(self, databases: Databases, kind: str, flow: Flow) -> None:
        self._databases = databases
        empty = databases.empty_sqlite if kind == "sqlite" else databases.empty_postgresql
        filled = databases.sqlite if kind == "sqlite" else databases.postgresql
        self._url = empty() if flow.starts_empty else filled()
        self.folder = Path(tempfile.mkdtemp(prefix="sapa-crash-"))
        stage = open_stage(self._url, self.folder)
        stage.store.engine.connect().close()
        self.facts = None if flow.starts_empty else flow.prepare(stage.store)
        stage.store.engine.dispose()

    def copy(self, number: int) -> tuple[str, Path]:
        folder = self.folder / str(number)
        shutil.copytree(self.folder / "hour_keys", folder / "hour_keys")
        if self._url.startswith("sqlite"):
            shutil.copyfile(str(make_url(self._url).database), folder / "sapa.db")
            return f"sqlite:///{folder / 'sapa.db'}", folder
        source = make_url(self._url).database
        self._databases._administer(f"CREATE DATABASE {source}_{number} TEMPLATE {source}")
        return self._url.replace(f"/{source}?", f"/{source}_{number}?", 1), folder

    def drop(self, number: int) -> None:
        shutil.rmtree(self.folder / str(number))
        if not self._url.startswith("sqlite"):
            self._databases._administer(f"DROP DATABASE {make_url(self._url).database}_{number}")


def run(databases: Databases, kind: str, *, every: int = 1) -> Report:
    """Die at every step, or at every so many-th; afterwards run again and count."""
    report = Report()
    for name, flow in FLOWS.items():
        prepared, point, dead = Prepared(databases, kind, flow), 1, True
        while dead:
            url, folder = prepared.copy(point)
            codes = [_play(name, url, folder, prepared.facts, die_at) for die_at in (point, 0)]
            dead, faults = codes[0] == _DIED, _faults(flow, url, folder, codes)
            report.broken += [f"{name}, step {point}: {fault}" for fault in faults]
            if not faults:
                prepared.drop(point)
            point += every
        report.figures[name] = (point - 1) // every - 1
        if not report.broken:
            shutil.rmtree(prepared.folder)
    report.figures["points"] = sum(int(str(one)) for one in report.figures.values())
    return report


def _play(*told: Any) -> int | None:
    process = FORKS.Process(target=play, args=told)
    process.start()
    process.join(60)
    return process.exitcode


def _faults(flow: Flow, url: str, folder: Path, codes: list[int | None]) -> list[str]:
    stage = open_stage(url, folder)
    faults = [] if codes[0] in {0, _DIED} and codes[1] == 0 else [f"ended with {codes}"]
    if not faults:
        faults = [
            f"{query}: {found}, not {wanted}"
            for query, wanted in flow.counts.items()
            if (found := stage.count(query)) != wanted
        ]
        faults += flow.check(stage) + _integrity(stage)
    stage.store.engine.dispose()
    return faults


def _integrity(stage: Stage) -> list[str]:
    if stage.store.engine.dialect.name != "sqlite":
        return []
    with stage.store.engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return ([] if found == "ok" else [found]) + [f"loose row: {row}" for row in loose]


def play(name: str, url: str, folder: Path, facts: Any, die_at: int) -> None:
    """In a process of its own: run the flow, and be gone at that step without a word."""
    stage = open_stage(url, folder)
    stage.facts = facts
    stage.tick = _countdown(die_at)
    _count_steps(stage.store.engine, stage.tick)
    FLOWS[name].run(stage)


def _countdown(die_at: int) -> Callable[[], None]:
    step = 0

    def tick() -> None:
        nonlocal step
        step += 1
        if step == die_at:
            os._exit(_DIED)

    return tick


def _count_steps(engine: Engine, tick: Callable[[], None]) -> None:
    @event.listens_for(Engine, "after_cursor_execute")
    def after(*_: Any) -> None:
        tick()

    @event.listens_for(Engine, "commit")
    def before_commit(_connection: Connection) -> None:
        tick()

    commit = engine.dialect.do_commit

    def then_tick(connection: Any) -> None:
        commit(connection)
        tick()

    vars(engine.dialect)["do_commit"] = then_tick
