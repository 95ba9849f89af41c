"""The planner's process: what goes in and out, and what becomes of it when it fails or nobody waits."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from bot.planner import PlannerFailed, Progress, plan_apart

ROOT = Path(__file__).resolve().parents[2]


def add(one: int, other: int, *, progress: Progress) -> tuple[int, int]:
    progress("adding", 1, 2)
    progress("adding", 2, 2)
    return one + other, os.getpid()


def stumble(*, progress: Progress) -> None:
    raise ValueError("no posts")


def die(*, progress: Progress) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def never_end(*, progress: Progress) -> None:
    progress(str(os.getpid()), 0, 1)
    time.sleep(60)


def _ignore(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def test_the_result_and_every_word_of_progress_come_back_from_another_process() -> None:
    told: list[tuple[str, int, int]] = []

    total, pid = plan_apart(partial(add, 2, 3), progress=lambda *facts: told.append(facts))

    assert total == 5
    assert pid != os.getpid()
    assert told == [("adding", 1, 2), ("adding", 2, 2)]


def test_a_fault_is_told_in_its_own_words() -> None:
    with pytest.raises(PlannerFailed, match="ValueError: no posts"):
        plan_apart(stumble, progress=_ignore)


def test_a_planner_that_is_killed_is_noticed() -> None:
    with pytest.raises(PlannerFailed, match="exit code -9"):
        plan_apart(die, progress=_ignore)


def test_whoever_stops_waiting_ends_the_process() -> None:
    begun: list[int] = []

    def give_up(stage: str, _done: int, _total: int) -> None:
        begun.append(int(stage))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        plan_apart(never_end, progress=give_up)

    with pytest.raises(ProcessLookupError):
        os.kill(begun[0], 0)


def test_a_serving_process_loads_none_of_the_numbers_libraries() -> None:
    loads = (
        "import sys, bot.serving, bot.commands.run, bot.planner, storage.store\n"
        "print(sorted({'numpy', 'pandas', 'ortools', 'matplotlib'} & set(sys.modules)))"
    )

    loaded = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "[]"


def test_a_planner_that_dies_before_it_has_read_its_work_is_noticed(tmp_path: Path) -> None:
    """A script without a guard for its main part cannot start a process; it must not wait for it either."""
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from functools import partial\n"
        "from bot.planner import plan_apart\n"
        "from tests.bot.test_planner import add\n"
        "plan_apart(partial(add, 'x' * 10_000_000, 'y'), progress=lambda *_: None)\n",
        encoding="utf-8",
    )

    ended = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert "PlannerFailed: exit code 1" in ended.stderr
