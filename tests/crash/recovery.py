"""R13: how soon a worker sends again after a kill, and how soon one that is asked to stop is gone."""

import signal
import time

from bot.postman import capacity
from bot.wall_clock import wall_now
from domain.outbox import Announcement
from tests.crash.history import BROADCAST, name_of
from tests.crash.report import Report
from tests.crash.world import World, send, wait_for, world

_READY_WITHIN, _DRAINED_WITHIN = 5.0, 10.0


def run(url: str, *, waiting: int, rounds: int, seed: int) -> Report:
    """One worker, with so many rows waiting."""
    with world(url, seed=seed, recipients=waiting, settle_after=60.0) as made:
        with made.store.write() as work:
            mass = Announcement(unique=BROADCAST, text_key="transfer.notice.proposed")
            work.outbox.announce(mass, now=wall_now())
            work.commit()
        ready = [_kill(made) for _ in range(rounds)]
        made.kill(made.workers[0])
        stranded = made.scalar("SELECT count(*) FROM outbox WHERE state = 'sending'")
        drained = [_stop(made) for _ in range(rounds)]
        left = made.scalar("SELECT count(*) FROM outbox WHERE state = 'sending'")
        names = [name_of(call) for call in made.telegram.truth.applied]
        report = made.reports(
            {
                "waiting": waiting,
                "ready after a kill": f"{max(ready):.2f} s",
                "drained": f"{max(drained):.2f} s",
                "twice": len(names) - len(set(names)),
                "unknown after kills": stranded,
            }
        )
        report.expect(max(ready) < _READY_WITHIN, "not ready in time")
        report.expect(max(drained) < _DRAINED_WITHIN, "not stopped in time")
        report.expect(left == stranded, "a clean stop left messages on their way")
        report.expect(len(names) == len(set(names)), "something was sent twice")
        report.expect(stranded <= made.kills * capacity(made.plan.rate), "more unknown than in hand")
        return report


def _kill(made: World) -> float:
    """From the start of the process that follows on a killed one to its first call."""
    if not made.workers:
        made.start()
        _next_call(made)
    time.sleep(made.chance.uniform(0.1, 0.5))
    made.kill(made.workers[0])
    time.sleep(0.2)
    began = time.monotonic()
    made.start()
    _next_call(made)
    return time.monotonic() - began


def _stop(made: World) -> float:
    if not made.workers:
        made.start()
    _next_call(made)
    leaving = made.workers.pop()
    began = time.monotonic()
    send(leaving, signal.SIGTERM)
    leaving.join(60)
    return time.monotonic() - began


def _next_call(made: World) -> None:
    before = len(made.telegram.truth.calls)
    wait_for(lambda: len(made.telegram.truth.calls) > before, 60)
