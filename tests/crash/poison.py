"""R12: an update that kills whatever process handles it, among others that do no harm."""

import time

from bot.sweeper import GONE_AFTER
from tests.crash.report import Report
from tests.crash.world import World, world

_FIRST_PERSON = 8_000_000_000
_WITHIN = 60.0


def run(
    url: str, workers: int, *, updates: int, seed: int, gone_after: float = GONE_AFTER.total_seconds()
) -> Report:
    """A supervisor starts again whoever died; the others take up its work when it gives no sign of life."""
    roles = ("pushed", "mailbox", "sweeper")
    with world(url, seed=seed, roles=roles, gone_after=gone_after, poison=updates // 2) as made:
        for number in range(1, updates + 1):
            made.telegram.mail.add(number, _FIRST_PERSON + number % 200)
        made.start(workers)
        began = time.monotonic()
        fell: list[float] = []
        isolated: float | None = None
        while time.monotonic() < began + 2 * _WITHIN and not (isolated and _others_are_done(made, updates)):
            time.sleep(0.05)
            fell += [time.monotonic()] * made.start_again()
            if isolated is None and _is_isolated(made):
                isolated = time.monotonic()
        took, deaths = time.monotonic() - began, len(fell)
        alone = (isolated or time.monotonic()) - (fell[0] if fell else began)
        report = made.reports(
            {
                "updates": updates,
                "deaths": deaths,
                "isolated": f"{alone:.1f} s after the first death",
                "until others were done": f"{took:.1f} s",
            }
        )
        with made.store.read() as work:
            aside = [one.update_id for one in work.inbox.set_aside_list(100)]
        report.expect(aside == [made.plan.poison], f"set aside were {aside}")
        report.expect(deaths == 3, f"{deaths} processes died of it")
        report.expect(alone < _WITHIN, f"it was isolated only after {alone:.0f} s")
        report.expect(took < _WITHIN, "others waited for too long")
        return report


def _is_isolated(made: World) -> bool:
    return made.scalar("SELECT count(*) FROM inbox WHERE state = 'quarantined'") > 0


def _others_are_done(made: World, updates: int) -> bool:
    return made.scalar("SELECT count(DISTINCT update_id) FROM effect") == updates - 1
