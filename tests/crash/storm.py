"""R6 and R7: replies that are cut, a server that breaks, and floods that everybody must wait out."""

from bot.postman import capacity
from bot.wall_clock import wall_now
from domain.outbox import Announcement
from tests.crash.history import BROADCAST, check_messages
from tests.crash.report import Report
from tests.crash.telegram import Truth, Weather
from tests.crash.world import wait_for, world

CUT, BROKEN, FLOOD = 0.05, 0.02, 0.01
# What was claimed before the others could learn of a wait may still start: claimed ahead, a turn, a commit.
GRACE = 0.3


def run(url: str, workers: int, *, recipients: int, seed: int, rate: float = 60.0, bug: str = "") -> Report:
    weather = Weather(cut=CUT, broken=BROKEN, flood=FLOOD)
    with world(url, seed=seed, recipients=recipients, weather=weather, rate=rate, bug=bug) as made:
        with made.store.write() as work:
            mass = Announcement(unique=BROADCAST, text_key="transfer.notice.proposed")
            work.outbox.announce(mass, now=wall_now())
            work.commit()
        made.start(workers, roles=("postman", "sweeper"))
        wait_for(lambda: made.open_rows() == 0, 60 + recipients / rate * 4)
        made.stop()
        report = made.reports()
        unsure = sum(call.answer in {"cut", "broken before"} for call in made.telegram.truth.calls)
        check_messages(made, report, unknown_at_most=unsure)
        report.figures |= {"unknown ends": unsure}
        report.expect(int(str(report.figures["most copies"])) <= 2, "more than one extra copy")
        _check_pace(made.telegram.truth, report, rate=rate, slack=capacity(rate))
        return report


def _check_pace(truth: Truth, report: Report, *, rate: float, slack: int) -> None:
    """Nobody calls while told to wait; no second sees more starts than the rate, give or take jitter."""
    waits = [(since + GRACE, until) for since, until in truth.holds]
    early = [call.at for call in truth.calls if any(since < call.at < until for since, until in waits)]
    just = [
        call.at for call in truth.calls if any(since < call.at <= since + GRACE for since, _ in truth.holds)
    ]
    starts = sorted(call.at for call in truth.calls)
    busiest, first = 0, 0
    for last, at in enumerate(starts):
        while starts[first] <= at - 1:
            first += 1
        busiest = max(busiest, last - first + 1)
    report.figures |= {
        "floods": len(truth.holds),
        "calls while held": len(early),
        "calls already under way": len(just),
        "most in a second": f"{busiest} (rate {rate:.0f})",
    }
    report.expect(not early, f"{len(early)} calls while told to wait")
    report.expect(busiest <= rate + slack, f"{busiest} starts in a second")
