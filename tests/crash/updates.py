"""R5: updates that come again and again, in disorder, while workers are killed."""

from bot.wall_clock import wall_now
from tests.crash.history import check_effects
from tests.crash.report import Report
from tests.crash.world import World, wait_for, world

_FIRST_PERSON = 8_000_000_000
_EACH = 10
# Between kills at least; and how many a second may be expected, so that the kills come all along.
_APART = 0.325
_A_SECOND = 400


def run(  # noqa: PLR0917 -- a scenario's figures
    url: str, workers: int, updates: int, kills: int, seed: int, way: str, bug: str = ""
) -> Report:
    """`way`: "intake" polls in order, "pushed" comes as by webhook."""
    roles = (way, "mailbox", "sweeper")
    with world(url, seed=seed, roles=roles, lease=2.0, bug=bug) as made:
        people = max(1, updates // _EACH)
        for number in range(1, updates + 1):
            made.telegram.mail.add(number, _FIRST_PERSON + made.chance.randrange(people))
        made.start(workers)
        apart = max(_APART, updates / kills / _A_SECOND)
        made.kill_again_and_again(kills, (0.5 * apart, 1.5 * apart))
        wait_for(lambda: _is_quiet(made), 30 + updates / 50)
        report = made.reports()
        check_effects(made, report, set_aside=_retry_innocent(made, report))
        _check_answers(made, report)
        return report


def _is_quiet(made: World) -> bool:
    mail = made.telegram.mail
    still_open = made.scalar("SELECT count(*) FROM inbox WHERE state IN ('new', 'handling')")
    return len(mail.confirmed) == len(mail.sent) and not still_open


def _retry_innocent(made: World, report: Report) -> list[int]:
    """Kills from outside look like an update's own: what was hit three times a human tries again."""
    with made.store.write() as work:
        aside = [one.update_id for one in work.inbox.set_aside_list(1_000)]
        for number in aside:
            work.inbox.retry(number, now=wall_now())
        work.commit()
    report.figures["retried by hand"] = len(aside)
    report.expect(len(aside) <= made.kills, f"{len(aside)} harmless updates were set aside")
    wait_for(lambda: _is_quiet(made), 30)
    return aside


def _check_answers(made: World, report: Report) -> None:
    answers = made.scalar("SELECT count(*) FROM outbox")
    report.figures |= {"kills": made.kills, "answers": answers}
    report.expect(answers == report.figures["updates"], f"{answers} answers were caused")
