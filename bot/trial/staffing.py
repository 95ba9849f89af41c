"""The position map of the invented region, and a workload from which its needs follow."""

from dataclasses import dataclass
from random import Random

from bot.trial.catalogue import Post, Task, UnitPlan, kemuning, posts, unit_plans

EFFECTIVE_MINUTES = 75_000  # WKE, minutes a year (domain.md 2.1)
GAPS = (-2, -1, -1, 0, 0, 0, 0, 0, 1, 1, 2)


@dataclass(frozen=True, slots=True)
class Line:
    """One post of one unit: the need K and the people B in it."""

    unit: UnitPlan
    post: Post
    need: int
    actual: int

    @property
    def gap(self) -> int:
        """B - K: positive means more people than needed."""
        return self.actual - self.need


@dataclass(frozen=True, slots=True)
class Load:
    """One task's yearly volume in one line."""

    task: Task
    volume: int

    @property
    def need(self) -> float:
        return self.volume * self.task.minutes / EFFECTIVE_MINUTES


def position_map(rng: Random) -> list[Line]:
    """Every line of the region, unit by unit."""
    return [
        Line(unit, posts()[post], *_strength(f"{unit.name}/{post}", posts()[post], usual, rng))
        for unit in unit_plans()
        for post, usual in unit.staffing.items()
    ]


def _strength(key: str, post: Post, usual: int, rng: Random) -> tuple[int, int]:
    fixed = kemuning()["fixed"].get(key)
    if fixed is not None:
        return fixed[0], fixed[1]
    if post.is_head:
        return 1, 1
    need = max(1, usual + rng.choice((-1, 0, 0, 0, 1)))
    return need, max(0, need + rng.choice(GAPS))


def loads(line: Line, rng: Random) -> list[Load]:
    """Volumes whose sum gives the line's need once it is rounded half up (domain.md 2.3)."""
    minutes = (line.need + rng.uniform(-0.35, 0.35)) * EFFECTIVE_MINUTES
    shares = [rng.uniform(1, 3) for _ in line.post.tasks]
    return [
        Load(task, max(1, round(minutes * share / sum(shares) / task.minutes)))
        for task, share in zip(line.post.tasks, shares, strict=True)
    ]
