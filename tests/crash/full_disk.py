"""R10: no room on the disk, again and again, at whatever is being written."""

import resource
import time
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.wall_clock import wall_now
from domain.outbox import Announcement
from tests.crash.history import BROADCAST, check_effects, check_messages
from tests.crash.report import Report
from tests.crash.world import World, wait_for, world

_FIRST_PERSON = 8_000_000_000
_HEALED_WITHIN = 60.0
_NO_LIMIT = resource.RLIM_INFINITY


def run(url: str, *, rounds: int, seed: int) -> Report:
    """One worker on SQLite, whose files may grow no further for a while; the supervisor restarts it."""
    updates = rounds * 40
    roles = ("pushed", "mailbox", "postman", "sweeper")
    with world(url, seed=seed, recipients=rounds * 20, roles=roles, rate=100.0) as made:
        with made.store.write() as work:
            mass = Announcement(unique=BROADCAST, text_key="transfer.notice.proposed")
            work.outbox.announce(mass, now=wall_now())
            work.commit()
        for number in range(1, updates + 1):
            made.telegram.mail.add(number, _FIRST_PERSON + made.chance.randrange(updates))
        made.start()
        deaths = sum(_fill_the_disk(made) for _ in range(rounds))
        began = time.monotonic()
        wait_for(lambda: made.open_rows() == 0 and made.open_updates() == 0, 60 + rounds)
        report = made.reports()
        check_messages(made, report, unknown_at_most=rounds * 20)
        check_effects(made, report)
        report.figures |= {
            "rounds": rounds,
            "deaths": deaths,
            "all done after": f"{time.monotonic() - began:.1f} s",
        }
        intact = made.store.engine.connect().exec_driver_sql("PRAGMA integrity_check").scalar_one()
        report.expect(intact == "ok", f"integrity: {intact}")
        return report


def _fill_the_disk(made: World) -> int:
    """Let no file grow beyond what the database's files are now, or a little more."""
    time.sleep(made.chance.uniform(0.05, 0.3))
    database = Path(str(make_url(made.plan.database).database))
    sizes = [file.stat().st_size for file in database.parent.glob(f"{database.name}*")]
    limit = made.chance.choice(sizes) + made.chance.randrange(0, 20_000)
    pid = made.workers[0].pid
    assert pid is not None
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, _NO_LIMIT))
    time.sleep(made.chance.uniform(0.1, 0.5))
    died = made.start_again()
    if not died:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (_NO_LIMIT, _NO_LIMIT))
    return died
