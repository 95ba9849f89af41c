"""R6 and R7: replies that are cut, a server that breaks, and floods that everybody must wait out."""

from pathlib import Path

from bot.wall_clock import wall_now
from domain.outbox import Announcement, Lane
from tests.benchmarks.region_tables import FIRST_CHAT
from tests.crash.history import BROADCAST, check_messages
from tests.crash.report import Report
from tests.crash.telegram import Truth, Weather
from tests.crash.watching import starts_noted
from tests.crash.worker import message
from tests.crash.world import wait_for, world

CUT, BROKEN, FLOOD = 0.05, 0.02, 0.01
# What was claimed before the others could learn of a wait may still start: claimed ahead, a turn, a commit.
GRACE = 0.3
_IN_A_ROW = 3
# Longer than a chat rests, as it is in the product, where it is a minute.
_SETTLE_AFTER = 3.0


def run(
    url: str,
    workers: int,
    *,
    recipients: int,
    seed: int,
    rate: float = 30.0,
    held_up: int = 0,
    bug: str = "",
) -> Report:
    """One in five hundred chats gets three more messages, one after another.

    `held_up`: so many calls of a second may start late because other work keeps the machine busy.
    """
    weather = Weather(cut=CUT, broken=BROKEN, flood=FLOOD)
    settings = {"rate": rate, "settle_after": _SETTLE_AFTER, "bug": bug}
    with world(url, seed=seed, recipients=recipients, weather=weather, **settings) as made:
        with made.store.write() as work:
            mass = Announcement(unique=BROADCAST, text_key="transfer.notice.proposed")
            work.outbox.announce(mass, now=wall_now())
            for number in range(_IN_A_ROW * max(1, recipients // 500)):
                one = message(f"row:{number}", FIRST_CHAT + 1 + number // _IN_A_ROW, lane=Lane.TRANSACTIONAL)
                work.outbox.put(one, now=wall_now())
            work.commit()
        made.start(workers, roles=("postman", "sweeper"))
        wait_for(lambda: made.open_rows() == 0, 60 + recipients / rate * 4)
        made.stop()
        report = made.reports()
        truth = made.telegram.truth
        unsure = sum(call.answer in {"cut", "broken before"} for call in truth.calls)
        check_messages(made, report, unknown_at_most=unsure)
        report.figures |= {"unknown ends": unsure}
        report.expect(int(str(report.figures["most copies"])) <= 2, "more than one extra copy")
        _check_holds(truth, report)
        starts = starts_noted(Path(made.plan.folder))
        _check_pace(starts, truth, report, at_most=round(rate) + held_up)
        _check_chats(truth, report)
        return report


def _check_holds(truth: Truth, report: Report) -> None:
    """Nobody calls while told to wait, once everybody can know."""
    after = [
        call.at - since for call in truth.calls for since, until in truth.holds if since < call.at < until
    ]
    early = sum(seconds > GRACE for seconds in after)
    report.figures |= {
        "floods": len(truth.holds),
        "calls while held": early,
        "calls already under way": f"{len(after)}, the last {max(after, default=0.0) * 1000:.0f} ms later",
    }
    report.expect(not early, f"{early} calls while told to wait")


def _check_pace(noted: list[float], truth: Truth, report: Report, *, at_most: int) -> None:
    """No second, wherever it begins, sees more starts than the rate; they may bunch on their way."""
    starts, arrivals = _busiest(noted), _busiest(sorted(call.at for call in truth.calls))
    report.figures["most in a second"] = f"{starts} starts, {arrivals} arrivals (at most {at_most})"
    report.expect(len(noted) >= len(truth.calls), "calls came that nobody had started")
    report.expect(starts <= at_most, f"{starts} starts in a second")


def _busiest(moments: list[float]) -> int:
    most, first = 0, 0
    for last, at in enumerate(moments):
        while moments[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def _check_chats(truth: Truth, report: Report) -> None:
    """A chat rests for a second after each message it got."""
    last: dict[int, float] = {}
    rests = []
    for call in sorted(truth.applied, key=lambda call: call.at):
        if call.chat_id in last:
            rests.append(call.at - last[call.chat_id])
        last[call.chat_id] = call.at
    report.figures["shortest rest of a chat"] = f"{min(rests, default=0.0):.2f} s of {len(rests)}"
    report.expect(all(rest >= 1 for rest in rests), "a chat got two messages within a second")
