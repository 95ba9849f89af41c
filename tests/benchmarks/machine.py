"""Who else is at work on this machine: a figure in real time means little without it."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine

from tests.benchmarks.figure import Figure

_TICKS = os.sysconf("SC_CLK_TCK")
# What others may use, of one core, before a figure in real time is measured once more.
_QUIET = 0.2
ROUNDS_AT_MOST = 2


def cpu_seconds(pid: int) -> float:
    """User and system time of a process, fields 14 and 15 of Linux's stat."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:13]) / _TICKS


def memory_mb(pid: int, kind: str = "VmRSS") -> float:
    """Resident now, or at its peak as `VmHWM`: of this program alone, without what its parent had before."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    (line,) = (one for one in status if one.startswith(f"{kind}:"))
    return int(line.split()[1]) / 1024


def favour(pid: int) -> None:
    """Let a process go before those of others, where the machine allows it."""
    with suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, pid, -10)


class Others:
    """Cores that processes outside this benchmark used, once the measured stretch is over."""

    cores = 0.0


@contextmanager
def others(*, but: Sequence[int] = ()) -> Iterator[Others]:
    """`but`: processes that are ours although they are no children, such as a database server."""
    seen = Others()
    ended, ours = _used_by_ended(), _used_by((os.getpid(), *but))
    everybody, began = _used_by_everybody(), time.perf_counter()
    yield seen
    own = _used_by_ended() - ended
    own += sum(seconds - ours.get(pid, 0.0) for pid, seconds in _used_by((os.getpid(), *but)).items())
    seen.cores = max(0.0, _used_by_everybody() - everybody - own) / (time.perf_counter() - began)


def database_server(engine: Engine) -> list[int]:
    """The process that answers for PostgreSQL; SQLite has none."""
    if engine.dialect.name == "sqlite":
        return []
    return [_parent(Path(f"/proc/{backends(engine)[0]}/stat"))]


def backends(engine: Engine) -> list[int]:
    """The processes of PostgreSQL's server that work for whoever is connected to this database."""
    if engine.dialect.name == "sqlite":
        return []
    with engine.connect() as connection:
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = %s"
        return list(connection.exec_driver_sql(asked, ("client backend",)).scalars())


def undisturbed(measure: Callable[[], tuple[list[Figure], Others]]) -> list[Figure]:
    """What was measured; measured again if a goal was missed while others kept the machine busy: the best."""
    best: list[Figure] = []
    for _ in range(ROUNDS_AT_MOST):
        figures, around = measure()
        best = max(best, figures, key=lambda one: sum(figure.is_met for figure in one))
        if around.cores <= _QUIET or all(figure.is_met for figure in figures):
            break
    return best


def _used_by_everybody() -> float:
    line = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    return sum(int(ticks) for ticks in line.split()[1:4]) / _TICKS


def _used_by_ended() -> float:
    """By processes that this one has started, and whose end it has seen."""
    used = os.times()
    return used.children_user + used.children_system


def _used_by(families: Sequence[int]) -> dict[int, float]:
    used = {}
    for one in (pid for first in families for pid in _family(first)):
        with suppress(FileNotFoundError, ProcessLookupError):
            used[one] = cpu_seconds(one)
    return used


def _parent(status: Path) -> int:
    return int(status.read_text(encoding="utf-8").rpartition(")")[2].split()[1])


def _family(pid: int) -> list[int]:
    """The process and all that came from it."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            children.setdefault(_parent(status), []).append(int(status.parent.name))
    family = [pid]
    for one in family:
        family += children.get(one, [])
    return family
