"""R8: holders of a post that are killed, or stopped beyond their lease and let go on."""

import signal
import time

from sqlalchemy import text

from domain.leases import HELD_FOR
from tests.crash.report import Report
from tests.crash.world import World, send, wait_for, world

_HURRY = 10.0
_TAKEN_OVER_WITHIN = 20.0


def run(url: str, *, rounds: int, seed: int, bug: str = "", hurry: float = _HURRY) -> Report:
    """Three workers for one post; `hurry` shortens its times and the bound alike."""
    with world(url, seed=seed, roles=("diary",), hurry=hurry, bug=bug) as made:
        made.start(3)
        waits = [_disturb(made, hurry) for _ in range(rounds)]
        time.sleep(1)
        made.stop()
        report = made.reports({"rounds": rounds, "kills": made.kills, "hurried": hurry})
        report.figures["longest take-over"] = f"{max(waits) * hurry:.1f} s"
        report.expect(max(waits) < _TAKEN_OVER_WITHIN / hurry, "the post stood empty for too long")
        _check(made, report)
        return report


def _disturb(made: World, hurry: float) -> float:
    """Kill the holder or let it sleep; how long until another holds the post."""
    wait_for(lambda: made.scalar("SELECT count(*) FROM diary") > 0, 30)
    time.sleep(made.chance.uniform(0.05, 0.5))
    with made.store.engine.connect() as connection:
        holder = connection.execute(text("SELECT holder FROM diary ORDER BY id DESC LIMIT 1")).scalar_one()
    victim = next((one for one in made.workers if str(one.pid) == holder.partition(":")[0]), made.workers[0])
    others = f"SELECT count(*) FROM diary WHERE holder <> '{holder}' AND id > "  # noqa: S608 -- our own numbers
    last = made.scalar("SELECT max(id) FROM diary")
    began = time.monotonic()
    if made.chance.random() < 0.5:
        made.kill(victim)
        made.start()
        wait_for(lambda: made.scalar(f"{others}{last}") > 0, 2 * _TAKEN_OVER_WITHIN / hurry)
        return time.monotonic() - began
    send(victim, signal.SIGSTOP)
    wait_for(lambda: made.scalar(f"{others}{last}") > 0, 2 * _TAKEN_OVER_WITHIN / hurry)
    waited = time.monotonic() - began
    time.sleep(max(0.0, made.chance.uniform(1.0, 1.5) * HELD_FOR.total_seconds() / hurry - waited))
    send(victim, signal.SIGCONT)
    return waited


def _check(made: World, report: Report) -> None:
    """Terms only rise in the order of commits, and each has one holder."""
    with made.store.engine.connect() as connection:
        entries = connection.execute(text("SELECT term, holder FROM diary ORDER BY id")).all()
    highest, holders, stale = 0, dict[int, set[str]](), 0
    for term, holder in entries:
        stale += term < highest
        highest = max(highest, term)
        holders.setdefault(term, set()).add(holder)
    shared = [term for term, names in holders.items() if len(names) > 1]
    report.figures |= {"entries": len(entries), "terms": len(holders), "stale": stale, "shared": len(shared)}
    report.expect(not stale, f"{stale} writes of a term that was over")
    report.expect(not shared, f"terms with two holders: {shared[:5]}")
