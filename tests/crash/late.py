"""An outcome that comes back to a worker whose message others have decided and sent meanwhile."""

from datetime import datetime, timedelta

from domain.outbox import Claimed, Later, Outcome, Pacing, Sent, Unknown
from storage.store import SqlStore
from tests.crash.bugs import plant
from tests.crash.plan import Plan
from tests.crash.report import Report
from tests.crash.stage import NOW
from tests.crash.worker import message, open_store
from tests.crash.world import FORKS, world

_LATE: tuple[Outcome, ...] = (Later(timedelta(0)), Unknown("late"), Sent(1))
_FAST = Pacing(rate=1_000_000)


def run(url: str, *, seed: int, bug: str = "") -> Report:
    with world(url, seed=seed, bug=bug) as made:
        made.watch_what_ended()
        process = FORKS.Process(target=play, args=(made.plan,))
        process.start()
        process.join()
        went_back = made.scalar("SELECT count(*) FROM went_back")
        sent = made.scalar("SELECT count(*) FROM outbox WHERE state = 'sent' AND telegram_id = 2")
        report = made.reports({"late outcomes": len(_LATE), "went back": went_back})
        report.expect(not went_back, f"{went_back} rows went back from where they had ended")
        report.expect(sent == len(_LATE), f"{len(_LATE) - sent} late outcomes were believed")
        return report


def play(plan: Plan) -> None:
    """Each message: claimed by one, given up, sent by another; then the first one's outcome."""
    plant(plan.bug)
    store = open_store(plan)
    for number, outcome in enumerate(_LATE):
        now = NOW + timedelta(hours=number)
        with store.write() as work:
            work.outbox.put(message(f"late:{number}", 9_000 + number), now=now)
            work.commit()
        first = _claim(store, "first", now)
        later = now + timedelta(minutes=2)
        with store.write() as work:
            work.outbox.settle_stranded(claimed_before=later, now=later)
            work.commit()
        _settle(store, "second", _claim(store, "second", later), Sent(2), later)
        _settle(store, "first", first, outcome, later)


def _claim(store: SqlStore, owner: str, now: datetime) -> list[Claimed]:
    with store.write() as work:
        claimed = work.outbox.claim(1, owner=owner, pacing=_FAST, busy=False, now=now)
        work.commit()
    return claimed


def _settle(store: SqlStore, owner: str, claimed: list[Claimed], outcome: Outcome, now: datetime) -> None:
    with store.write() as work:
        work.outbox.settle([(one, outcome) for one in claimed], owner=owner, now=now)
        work.commit()
