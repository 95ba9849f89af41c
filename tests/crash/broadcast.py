"""R1: workers killed at random in the middle of a broadcast."""

from bot.postman import capacity
from bot.wall_clock import wall_now
from domain.outbox import Announcement, Lane
from tests.crash.history import BROADCAST, check_messages, check_strandings
from tests.crash.report import Report
from tests.crash.worker import message
from tests.crash.world import World, wait_for, world

_RATE = 30.0
_RECALLED = 5


def run(url: str, workers: int, *, kills: int, recipients: int, seed: int, bug: str = "") -> Report:
    """At Telegram's own pace, with the kills spread over the whole of it."""
    with world(url, seed=seed, recipients=recipients, rate=_RATE, bug=bug) as made:
        made.watch_strandings()
        _announce(made, recipients)
        made.start(workers)
        apart = recipients / _RATE / kills
        pause = (0.3 * apart, 1.3 * apart)
        for number in range(_RECALLED):
            made.kill_again_and_again(kills // _RECALLED, pause)
            _recall(made, number)
        made.kill_again_and_again(kills % _RECALLED, pause)
        wait_for(lambda: made.open_rows() == 0, 60 + recipients / _RATE)
        report = made.reports({"rate": round(_RATE)})
        check_messages(made, report, unknown_at_most=capacity(_RATE) * made.kills)
        check_strandings(made, report, at_most=capacity(_RATE))
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
