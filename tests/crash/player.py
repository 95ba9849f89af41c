"""One flow, played again and again: dead at every step, and dead again in the recovery from it."""

import gc
import os
import random
import shutil
import sys
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest

from storage.database import open_engine
from tests.crash.flows import FLOWS
from tests.crash.place import Place, place
from tests.crash.stage import Stage, open_stage
from tests.crash.steps import DIED, Steps, watch_steps
from tests.tools import on_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What to play: `every` so-many-th step is one to die at; of the pairs at most so many, drawn by lot."""

    flow: str
    database: str
    folder: Path
    every: int
    pairs: int
    seed: int


@dataclass(slots=True)
class Played:
    """`possible`: pairs of a death and a death in the recovery from it; `pairs` of them were played."""

    flow: str
    steps: int = 0
    points: int = 0
    possible: int = 0
    pairs: int = 0
    faults: list[str] = field(default_factory=list)


def play(part: Part) -> Played:
    """Leaves this process unfit for anything else: from now on it counts steps."""
    sys.dont_write_bytecode = True
    _write_to(part.folder / "log")
    with ExitStack() as stack:
        on_path(stack.enter_context(pytest.MonkeyPatch.context()))
        where = place(part.folder, part.database)
        stack.callback(where.close)
        player = _Player(part, where)
        try:
            player.run()
        except Exception:  # noqa: BLE001 -- whatever it was, it is what was found
            player.found.faults.append(traceback.format_exc())
        if not player.found.faults:
            stack.callback(shutil.rmtree, part.folder)
    return player.found


class _Player:
    """Forks for each death, so that what is loaded and compiled already is loaded and compiled once."""

    def __init__(self, part: Part, where: Place) -> None:
        self.found = Played(part.flow)
        self._part = part
        self._place = where
        self._flow = FLOWS[part.flow]
        self._steps = Steps()
        self._lot = random.Random(f"{part.seed} {part.flow}")
        self._engine = open_engine(where.url)
        self._stage = open_stage(self._engine, where.folder)
        watch_steps(where.folder, self._steps.tick)

    def run(self) -> None:
        self._stage.facts = self._flow.prepare(self._stage)
        self._engine.dispose()
        self._place.keep("begun")
        self._warm()
        self._place.put("begun")
        if self._fork(0) != 0:
            raise RuntimeError("the flow fails where nobody dies")
        self.found.steps = self._length()
        share = self._part.pairs * self._part.every / self.found.steps**2
        for step in range(1, self.found.steps + 1, self._part.every):
            self._die_at(step, share)

    def _warm(self) -> None:
        """Once here, for all the forks to come: modules, statements, words."""
        self._flow.run(self._stage)
        self._flow.check(self._stage)
        self._engine.dispose()
        gc.collect()
        gc.freeze()  # what a fork never looks at need not be copied for it

    def _length(self) -> int:
        """How many steps the last run had that came to its end."""
        return int((self._part.folder / "steps").read_text())

    def _die_at(self, step: int, share: float) -> None:
        """And recover; and again from the same death, with a second one on the way."""
        seconds = [one for one in range(1, self.found.steps + 1) if self._lot.random() < share]
        self._place.put("begun")
        self._die(step, f"step {step}")
        if seconds:
            self._place.keep("dead")
        self._recover(f"step {step}")
        self.found.points += 1
        self.found.possible += self._length()
        for second in seconds:
            self._place.put("dead")
            self._die(second, f"steps {step} and {second}")
            self._recover(f"steps {step} and {second}")
            self.found.pairs += 1
        if seconds:
            self._place.forget("dead")

    def _die(self, step: int, where: str) -> None:
        """A run that has fewer steps than another had comes to its end: nothing is wrong with that."""
        ended = self._fork(step)
        self._look_at(where, [] if ended in {0, DIED} else [f"ended with {ended}"])
        self._look_at(where, self._flow.meanwhile(self._stage))
        self._engine.dispose()

    def _recover(self, where: str) -> None:
        ended = self._fork(0)
        self._look_at(where, [] if ended == 0 else [f"recovery ended with {ended}"])
        self._judge(where)

    def _fork(self, die_at: int) -> int:
        """How the run ended that died at this step, or at none."""
        child = os.fork()
        if child == 0:
            self._live(die_at)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _live(self, die_at: int) -> NoReturn:
        try:
            stage = open_stage(self._engine, self._place.folder)
            stage.facts, stage.tick = self._stage.facts, self._steps.tick
            self._steps.count(die_at)
            self._flow.run(stage)
            (self._part.folder / "steps").write_text(str(self._steps.taken))
        except BaseException:  # noqa: BLE001 -- into the log, for the process ends here whatever it was
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)

    def _look_at(self, where: str, faults: Sequence[str]) -> None:
        self.found.faults += [f"{self._part.flow}, {where}: {fault}" for fault in faults]

    def _judge(self, where: str) -> None:
        stage = self._stage
        counted = {query: (stage.count(query), wanted) for query, wanted in self._flow.counts.items()}
        unlike = [
            f"{query}: {found}, not {wanted}" for query, (found, wanted) in counted.items() if found != wanted
        ]
        self._look_at(where, [*unlike, *self._flow.check(stage), *_integrity(stage)])
        self._engine.dispose()


def _write_to(log: Path) -> None:
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(file, stream)


def _integrity(stage: Stage) -> list[str]:
    if stage.store.engine.dialect.name != "sqlite":
        return []
    with stage.store.engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return ([] if found == "ok" else [found]) + [f"loose row: {row}" for row in loose]
