"""R3: die at each numbered step of each flow, and die again in the recovery from it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.crash.flows import FLOWS
from tests.crash.player import Part, Played, play
from tests.crash.report import Report
from tests.crash.world import FORKS, databases
from tests.databases import Databases

_AT_ONCE = 2
_TOLD = 20


def alone(kind: str, *, seed: int, pairs: int) -> Report:
    """All of it, on a server of its own that waits for no disk: processes die here, machines do not."""
    with databases(durable=False) as made:
        return run(made, kind, seed=seed, pairs=pairs)


def run(made: Databases, kind: str, *, seed: int, every: int = 1, pairs: int = 0) -> Report:
    """Die at every step, or at every so many-th; of the pairs of deaths play about so many a flow."""
    report = Report()
    parts = list(_parts(made, kind, every, pairs, seed))
    with FORKS.Pool(_AT_ONCE, maxtasksperchild=1) as pool:
        played = list(pool.imap_unordered(play, parts, chunksize=1))
    for one in sorted(played, key=lambda one: one.flow):
        _add(one, report)
    for part in parts:
        made.drop(part.database)
        if part.folder.exists():
            report.broken.append(f"the last world of {part.flow} is in {part.folder}")
    total = {name: sum(getattr(one, name) for one in played) for name in ("points", "possible", "pairs")}
    report.figures |= {"points": total["points"], "pairs": f"{total['pairs']} of {total['possible']}"}
    return report


def _parts(made: Databases, kind: str, every: int, pairs: int, seed: int) -> Iterator[Part]:
    """Each flow with a database of its own to begin with."""
    empty = made.empty_sqlite if kind == "sqlite" else made.empty_postgresql
    filled = made.sqlite if kind == "sqlite" else made.postgresql
    for name, flow in FLOWS.items():
        folder = Path(tempfile.mkdtemp(prefix="sapa-crash-"))
        database = empty() if flow.starts_empty else filled()
        yield Part(flow=name, database=database, folder=folder, every=every, pairs=pairs, seed=seed)


def _add(one: Played, report: Report) -> None:
    report.figures[one.flow] = f"{one.points} + {one.pairs}"
    report.broken += one.faults[:_TOLD]
