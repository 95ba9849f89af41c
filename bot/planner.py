"""Planning in a process of its own: the numbers' libraries and their memory go when it ends.

Plain data goes in, progress and plain data come out. Whoever waits may stop waiting: the process is ended.
"""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeVar

Result_co = TypeVar("Result_co", covariant=True)
Progress = Callable[[str, int, int], None]


class Planning(Protocol[Result_co]):
    """Planning with all it is given: it tells its stage, how much of it is done, and of how much."""

    def __call__(self, *, progress: Progress) -> Result_co: ...


class PlannerFailed(Exception):
    """The planner's process ended without a result; its own words, or how it ended."""


def plan_apart(planning: Planning[Result_co], *, progress: Progress) -> Result_co:
    """Run it in a fresh process and return what it returned. Raise PlannerFailed."""
    # A fork would take along the database's connections and whatever this process has loaded.
    fresh = multiprocessing.get_context("spawn")
    ours, theirs = fresh.Pipe()
    child = fresh.Process(target=_plan, args=(theirs,), daemon=True)
    child.start()
    theirs.close()
    try:
        # Not with the process's own arguments: these are waited for even when it died before reading them.
        ours.send(planning)
        result: Result_co = _outcome(ours, progress)
    except (EOFError, ConnectionError):
        child.join()
        raise PlannerFailed(f"exit code {child.exitcode}") from None
    finally:
        child.terminate()
        child.join()
        ours.close()
    return result


def _outcome(child: Connection, progress: Progress) -> Any:
    while True:
        said, *facts = child.recv()
        if said == "progress":
            progress(*facts)
        elif said == "done":
            return facts[0]
        else:
            raise PlannerFailed(facts[0])


def _plan(parent: Connection) -> None:
    def tell(stage: str, done: int, total: int) -> None:
        parent.send(("progress", stage, done, total))

    # Nobody waits any more when the pipe is gone.
    with suppress(BrokenPipeError):
        try:
            planning: Planning[Any] = parent.recv()
            parent.send(("done", planning(progress=tell)))
        except Exception as fault:  # noqa: BLE001 -- told to whoever waits, in the fault's own words
            parent.send(("failed", f"{type(fault).__name__}: {fault}"))
