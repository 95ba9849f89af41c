"""Every figure by name, and how much of it the full form does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.crash import (
    broadcast,
    durability,
    frozen,
    full_disk,
    jumps,
    points,
    poison,
    recovery,
    restarts,
    storm,
    terms,
    updates,
    waiting,
)
from tests.crash.report import Report
from tests.databases import Databases

WORKERS = {"sqlite": 1, "postgresql": 3}
# They take minutes because messages leave at 30 a second, and little of the machine.
AT_TELEGRAMS_PACE = ("R1 broadcast", "R6 and R7 storm")


@dataclass(frozen=True, slots=True)
class Size:
    """How often and how much; the short form is in test_short.py."""

    kills: int = 300
    recipients: int = 10_000
    updates: int = 20_000
    waiting: int = 100_000
    people: int = 240
    pairs: int = 400


Figure = Callable[[], Report]


def figures(made: Databases, size: Size, seed: int) -> Iterator[tuple[str, Figure]]:
    for kind in WORKERS:
        yield from _on(made, kind, size, seed)
    yield "R8 terms", lambda: terms.run(made.postgresql(), rounds=50, seed=seed)
    yield "R8 take-over in real time", lambda: terms.run(made.postgresql(), rounds=3, seed=seed, hurry=1.0)
    yield "R9 restarts", lambda: restarts.run(made, rounds=20, seed=seed)
    yield "R10 full disk", lambda: full_disk.run(made.sqlite(), rounds=50, seed=seed)
    yield "R8 frozen workers", lambda: frozen.run(made.postgresql(), 3, rounds=20, seed=seed)
    yield "R8 frozen with locks", lambda: frozen.with_locks(made.postgresql(), seed=seed)


def _on(made: Databases, kind: str, size: Size, seed: int) -> Iterator[tuple[str, Figure]]:
    workers, make = WORKERS[kind], made.sqlite if kind == "sqlite" else made.postgresql
    kills = max(1, size.kills // 6)
    yield (
        f"R1 broadcast, {kind}",
        lambda: broadcast.run(make(), workers, kills=size.kills, recipients=size.recipients, seed=seed),
    )
    pairs = size.pairs if kind == "sqlite" else size.pairs // 10
    yield f"R3 points, {kind}", lambda: points.alone(kind, seed=seed, pairs=pairs)
    yield (
        f"R5 updates pushed, {kind}",
        lambda: updates.run(make(), workers, updates=size.updates, kills=kills, seed=seed, way="pushed"),
    )
    yield (
        f"R5 updates intake, {kind}",
        lambda: updates.run(
            make(), workers, updates=size.updates // 5, kills=max(1, kills // 5), seed=seed, way="intake"
        ),
    )
    yield (
        f"R6 and R7 storm, {kind}",
        lambda: storm.run(make(), workers, recipients=size.recipients, seed=seed),
    )
    yield f"R7 waiting, {kind}", lambda: waiting.run(make(), workers, people=size.people, seed=seed)
    yield f"R11 clock jumps, {kind}", lambda: jumps.run(make)
    yield f"R12 poison, {kind}", lambda: poison.run(make(), workers, updates=1_000, seed=seed)
    yield f"R13 recovery, {kind}", lambda: recovery.run(make(), waiting=size.waiting, rounds=5, seed=seed)
    yield f"R17 durability, {kind}", lambda: durability.run(make(), workers, seed=seed)
