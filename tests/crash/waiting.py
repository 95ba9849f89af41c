"""R7: how long people wait for an answer while everybody else is being told something."""

import statistics
import time

from bot.wall_clock import wall_now
from domain.outbox import Announcement
from tests.crash.history import BROADCAST, check_effects, check_messages, name_of
from tests.crash.report import Report
from tests.crash.world import wait_for, world

_FIRST_PERSON = 8_000_000_000
_APART = 0.25
_WITHIN = 2.0


def run(url: str, workers: int, *, people: int, seed: int) -> Report:
    """Somebody writes every quarter of a second; from then until the answer of the outbox is sent."""
    roles = ("pushed", "mailbox", "postman", "sweeper")
    recipients = round(people * _APART * 30)
    with world(url, seed=seed, recipients=recipients, roles=roles, rate=30.0) as made:
        made.telegram.mail.repeats = 1
        with made.store.write() as work:
            mass = Announcement(unique=BROADCAST, text_key="transfer.notice.proposed")
            work.outbox.announce(mass, now=wall_now())
            work.commit()
        made.start(workers)
        wait_for(lambda: len(made.telegram.truth.calls) > 10, 30)
        asked = {}
        for number in range(1, people + 1):
            made.telegram.mail.add(number, _FIRST_PERSON + number)
            asked[f"answer:{number}"] = time.monotonic()
            time.sleep(_APART)
        during = made.scalar("SELECT count(*) FROM outbox WHERE state = 'new'")
        wait_for(lambda: made.open_rows() == 0 and made.open_updates() == 0, 60 + recipients / 30)
        made.stop()
        sent = {name_of(call): call.at for call in made.telegram.truth.calls}
        waits = [sent[name] - since for name, since in asked.items() if name in sent]
        report = made.reports()
        check_messages(made, report, unknown_at_most=0)
        check_effects(made, report)
        slowest = statistics.quantiles(waits, n=100)[98]
        report.figures |= {"answers": len(waits), "p50": f"{statistics.median(waits):.2f} s"}
        report.figures |= {"p99": f"{slowest:.2f} s", "broadcast left at the last": during}
        report.expect(slowest < _WITHIN, f"one in a hundred waited for {slowest:.1f} s")
        report.expect(during > 0, "the broadcast was over too soon")
        return report
