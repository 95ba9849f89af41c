"""Worksheets (ABK) in few words."""

from decimal import Decimal

from domain.imports.rows import PositionKind
from domain.planning.arithmetic.effective_time import FIVE_DAYS, Period, WkeProfile
from domain.planning.arithmetic.workload import PostWorkload, StaffNeed, Task, TaskWork, Work, staff_need


def task(minutes: float | str, volume: float | str = 1, period: Period = Period.YEAR) -> Task:
    """A task of so many minutes, so often a period."""
    return Task(volume=Decimal(volume), minutes=Decimal(minutes), period=period)


def need_of(
    *tasks: Task,
    work: Work | None = None,
    profile: WkeProfile = FIVE_DAYS,
    kind: PositionKind | None = "pelaksana",
    stated_need: int | None = None,
    post: int = 1,
) -> StaffNeed:
    return staff_need(
        PostWorkload(
            post=post, kind=kind, profile=profile, work=work or TaskWork(tasks), stated_need=stated_need
        )
    )
