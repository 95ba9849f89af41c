"""R9: PostgreSQL torn down in the middle of everything, and started again."""

import time
from pathlib import Path

from bot.wall_clock import wall_now
from domain.outbox import Announcement
from tests.crash.history import BROADCAST, check_effects, check_messages
from tests.crash.report import Report
from tests.crash.world import World, wait_for, world
from tests.databases import Databases

_FIRST_PERSON = 8_000_000_000
_RECOVERED_WITHIN = 10.0
_HOSTS = 3


def run(databases: Databases, *, rounds: int, seed: int) -> Report:
    """Three workers, each with keys of the hour in a folder of its own, as on three hosts."""
    updates = rounds * 60
    roles = ("pushed", "mailbox", "postman", "sweeper")
    url = databases.postgresql()
    with world(url, seed=seed, recipients=rounds * 60, roles=roles, lease=2.0, rate=120.0) as made:
        with made.store.write() as work:
            mass = Announcement(unique=BROADCAST, text_key="transfer.notice.proposed")
            work.outbox.announce(mass, now=wall_now())
            work.commit()
        for number in range(1, updates + 1):
            made.telegram.mail.add(number, _FIRST_PERSON + made.chance.randrange(updates))
        for host in range(_HOSTS):
            folder = Path(made.plan.folder) / f"host{host}"
            folder.mkdir()
            made.start(folder=str(folder))
        wait_for(lambda: len(made.telegram.truth.calls) > 10, 30)
        waits = [_restart(made, databases) for _ in range(rounds)]
        wait_for(lambda: made.open_rows() == 0 and made.open_updates() == 0, 60 + rounds * 2)
        deaths = made.start_again()
        report = made.reports()
        check_messages(made, report, unknown_at_most=rounds * 60)
        check_effects(made, report)
        report.figures |= {"restarts": rounds, "deaths": deaths, "longest recovery": f"{max(waits):.1f} s"}
        report.expect(max(waits) < _RECOVERED_WITHIN, "not at work again in time")
        report.expect(not deaths, f"{deaths} workers died of it")
        return report


def _restart(made: World, databases: Databases) -> float:
    """An immediate stop, as a crash of the server; how long after it is back until somebody sends."""
    time.sleep(made.chance.uniform(0.5, 1.0))
    databases.crash_postgresql()
    time.sleep(made.chance.uniform(0.0, 1.0))
    databases.start_postgresql()
    began = time.monotonic()
    before = len(made.telegram.truth.calls)
    wait_for(lambda: len(made.telegram.truth.calls) > before, 2 * _RECOVERED_WITHIN)
    return time.monotonic() - began
