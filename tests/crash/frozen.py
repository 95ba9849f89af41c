"""A worker that is stopped for longer than its leases and then goes on: it must do no harm."""

import contextlib
import os
import signal
import time
from datetime import timedelta

from bot.wall_clock import wall_now
from domain.outbox import Announcement, Pacing
from domain.work import StoreAway
from tests.crash.history import BROADCAST, check_effects, check_messages
from tests.crash.plan import Plan
from tests.crash.report import Report
from tests.crash.telegram import Weather
from tests.crash.worker import open_store
from tests.crash.world import FORKS, World, send, wait_for, world

_GONE_AFTER = 1.0
_TAKEN_OVER_WITHIN = 20.0
_FIRST_PERSON = 8_000_000_000


def run(url: str, workers: int, *, rounds: int, seed: int, bug: str = "") -> Report:
    """Messages and updates at once; each round one worker sleeps until the others take it for gone."""
    recipients = rounds * 60
    roles, weather = ("pushed", "mailbox", "postman", "sweeper"), Weather(flood=0.01, retry_after=(1, 1))
    settings = {
        "roles": roles,
        "gone_after": _GONE_AFTER,
        "settle_after": _GONE_AFTER,
        "rate": 120.0,
        "bug": bug,
    }
    with world(url, seed=seed, recipients=recipients, weather=weather, **settings) as made:
        made.watch_what_ended()
        _fill(made, rounds * 60)
        made.start(workers)
        for _ in range(rounds):
            _freeze_one(made)
        wait_for(lambda: made.open_rows() == 0 and made.open_updates() == 0, 60 + rounds * 2)
        made.stop()
        report = made.reports()
        check_messages(made, report, unknown_at_most=recipients)
        check_effects(made, report)
        went_back = made.scalar("SELECT count(*) FROM went_back")
        report.figures |= {"frozen": rounds, "went back": went_back}
        report.expect(not went_back, f"{went_back} rows went back from where they had ended")
        return report


def _fill(made: World, updates: int) -> None:
    with made.store.write() as work:
        mass = Announcement(unique=BROADCAST, text_key="transfer.notice.proposed")
        work.outbox.announce(mass, now=wall_now())
        work.commit()
    for number in range(1, updates + 1):
        made.telegram.mail.add(number, _FIRST_PERSON + made.chance.randrange(updates))


def _freeze_one(made: World) -> None:
    time.sleep(made.chance.uniform(0.1, 0.4))
    made.start_again()
    sleeper = made.chance.choice(made.workers)
    send(sleeper, signal.SIGSTOP)
    time.sleep(_GONE_AFTER * made.chance.uniform(1.5, 2.0))
    send(sleeper, signal.SIGCONT)


def with_locks(url: str, *, seed: int) -> Report:
    """A worker stopped in the middle of a claim: its locks must not stop the others for as long."""
    with world(url, seed=seed, recipients=20) as made:
        with made.store.write() as work:
            mass = Announcement(unique=BROADCAST, text_key="transfer.notice.proposed")
            work.outbox.announce(mass, now=wall_now())
            work.commit()
        sleeper = FORKS.Process(target=fall_asleep, args=(made.plan,), daemon=True)
        sleeper.start()
        made.workers.append(sleeper)
        time.sleep(1)
        began = time.monotonic()
        made.start()
        wait_for(lambda: bool(made.telegram.truth.calls), 60)
        waited = time.monotonic() - began
        send(sleeper, signal.SIGCONT)
        sleeper.join(10)
        report = made.reports(
            {"others waited": f"{waited:.1f} s", "the sleeper ended with": sleeper.exitcode}
        )
        report.expect(sleeper.exitcode == 0, "the sleeper was not told that its unit is void")
        report.expect(waited < _TAKEN_OVER_WITHIN, "the others waited for a sleeper's locks")
        return report


def fall_asleep(plan: Plan) -> None:
    """Succeed only by being told that nothing of the unit took effect."""
    store = open_store(plan)
    with contextlib.suppress(StoreAway), store.write() as work:
        pacing = Pacing(rate=plan.rate)
        work.outbox.claim(1, owner="sleeper", pacing=pacing, busy=False, now=wall_now())
        work.inbox.take(1, owner="sleeper", lease=timedelta(seconds=1), now=wall_now())
        os.kill(os.getpid(), signal.SIGSTOP)
        work.commit()
        os._exit(1)
