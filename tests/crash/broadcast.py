"""R1: workers killed at random in the middle of a broadcast."""

from bot.postman import capacity
from bot.wall_clock import wall_now
from domain.outbox import Announcement, Lane
from tests.crash.history import BROADCAST, check_messages
from tests.crash.report import Report
from tests.crash.worker import message
from tests.crash.world import World, wait_for, world

_APART = 0.4
_RECALLED = 5


def run(url: str, workers: int, *, kills: int, recipients: int, seed: int, bug: str = "") -> Report:
    """As fast as lets the broadcast outlast the kills."""
    rate = max(30.0, min(600.0, recipients / (kills * _APART)))
    with world(url, seed=seed, recipients=recipients, rate=rate, bug=bug) as made:
        _announce(made, recipients)
        made.start(workers)
        for number in range(_RECALLED):
            made.kill_again_and_again(kills // _RECALLED)
            _recall(made, number)
        made.kill_again_and_again(kills % _RECALLED)
        wait_for(lambda: made.open_rows() == 0, 30 + recipients / rate)
        report = made.reports()
        check_messages(made, report, unknown_at_most=capacity(rate) * made.kills)
        report.figures |= {"C": capacity(rate), "rate": round(rate)}
        return report


def _announce(made: World, recipients: int) -> None:
    """The broadcast; for some a series that must stay in order; and what will be recalled."""
    now = wall_now()
    with made.store.write() as work:
        work.outbox.announce(Announcement(unique=BROADCAST, text_key="transfer.notice.proposed"), now=now)
        for number in range(recipients // 20 * 3):
            series = message(f"series:{number}", 9_000_000_000 + number // 3, lane=Lane.BROADCAST)
            work.outbox.put(series, now=now)
        for number in range(_RECALLED * 20):
            name = f"recall:{number // 20}:{number % 20}"
            work.outbox.put(message(name, 9_500_000_000 + number, lane=Lane.BROADCAST), now=now)
        work.commit()


def _recall(made: World, number: int) -> None:
    with made.store.write() as work:
        work.outbox.cancel(f"recall:{number}:", now=wall_now())
        work.commit()
