"""R4: each planted fault must break a promise within ten kills, or the checker is blind."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

from bot.postman import capacity
from tests.crash import broadcast, frozen, late, storm, terms, updates
from tests.crash.report import Report
from tests.crash.world import FALLEN
from tests.databases import Databases

_KILLS = 10
_RATE = 60.0
Scenario = Callable[[Databases, int, str], Report]


def _broadcast(made: Databases, seed: int, bug: str) -> Report:
    return broadcast.run(made.sqlite(), 1, kills=_KILLS, recipients=200, seed=seed, bug=bug)


def _storm(made: Databases, seed: int, bug: str) -> Report:
    held_up = capacity(_RATE)
    return storm.run(made.postgresql(), 3, recipients=300, seed=seed, rate=_RATE, held_up=held_up, bug=bug)


def _updates(way: str) -> Scenario:
    def run(made: Databases, seed: int, bug: str) -> Report:
        return updates.run(made.sqlite(), 1, updates=600, kills=_KILLS, seed=seed, way=way, bug=bug)

    return run


def _frozen(made: Databases, seed: int, bug: str) -> Report:
    return frozen.run(made.postgresql(), 3, rounds=8, seed=seed, bug=bug)


def _terms(made: Databases, seed: int, bug: str) -> Report:
    return terms.run(made.postgresql(), rounds=8, seed=seed, bug=bug)


def _late(made: Databases, seed: int, bug: str) -> Report:
    return late.run(made.sqlite(), seed=seed, bug=bug)


CAUGHT_BY: dict[str, Scenario] = {
    "cursor_at_fetch": _broadcast,
    "claim_as_sent": _broadcast,
    "resend_unflagged": _broadcast,
    "double_retry": _storm,
    "deaf_to_floods": _storm,
    "pace_of_ones_own": _storm,
    "acknowledge_first": _updates("intake"),
    "done_at_take": _updates("pushed"),
    "take_headless": _updates("pushed"),
    "no_unique_key": _updates("pushed"),
    "mark_unfenced": _frozen,
    "settle_unfenced": _late,
    "two_holders": _terms,
    "term_unchecked": _terms,
}


def planted(made: Databases, seed: int) -> Iterator[tuple[str, Callable[[], Report]]]:
    for bug in CAUGHT_BY:
        yield f"R4 planted {bug}", lambda bug=bug: seen(made, seed, bug)  # type: ignore[misc] # mypy knows no default in a lambda


def seen(made: Databases, seed: int, bug: str) -> Report:
    """What the checker said of the fault; broken is that it said nothing."""
    report = CAUGHT_BY[bug](made, seed, bug)
    for line in report.broken[-1:]:
        shutil.rmtree(line.removeprefix("the history is in "))
    # That a worker fell over something shows nothing of the fault's own.
    told = [line for line in report.broken[:-1] if not line.startswith(FALLEN)]
    figures: dict[str, Any] = {"seen as": told[0] if told else "nothing"}
    return Report(figures, [] if told else ["the fault was not seen"])
