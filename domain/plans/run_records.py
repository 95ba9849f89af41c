"""What is kept of a run of the planner, and what the planner's process is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.plans.records import NewScenario

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and of how much."""


class RunState(StrEnum):
    """Where a run stands. CUT_OFF: its process was gone before it ended."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be worked out. `choices`: settings other than the region's, as typed.

    `units`: the row numbers among which people are moved; empty: the whole region.
    """

    name: str
    choices: Mapping[str, str]
    units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as it was taken down. `asked_by`: the planner's row number."""

    id: int
    order: Order
    asked_by: int
    state: RunState
    begun_at: datetime
    alive_at: datetime


class PlanRuns(Protocol):
    """The runs, and when each last gave a sign of life."""

    def begin(self, order: Order, *, by: int, now: datetime) -> int: ...

    def get(self, run_id: int) -> Run | None: ...

    def running(self) -> list[Run]: ...

    def alive(self, run_id: int, *, now: datetime) -> None: ...

    def end(self, run_id: int, state: RunState, *, now: datetime) -> bool:
        """False where it had ended before."""

    def forget(self, *, before: datetime) -> int:
        """Delete those that ended before then."""


class Planner(Protocol):
    """Works things out in a process of its own. Raise PlannerStopped, NoPositionMap."""

    def propose(self, order: Order, *, progress: Progress) -> NewScenario: ...

    def check(self, wave_id: int, *, progress: Progress) -> int:
        """Check a wave's drafts and keep what was found; return how many findings wait for an answer."""
