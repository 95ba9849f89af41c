"""Officers' desks and screens: 100,000 people, 5,000 proposals in waves, 50,000 sealed cases.

Each desk's call stands beside the least SQL that brings the same rows by hand, and beside itself in a region
a tenth as large; each screen beside PTB's bare bot; and a report for 20,000 people is written in both forms.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.house import House, open_house
from bot.settings import read_settings
from bot.wiring import build_office
from tests.benchmarks.both_sides import settings_of
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.officer_calls import Asked, calls
from tests.benchmarks.officer_cases import fill_cases, fill_library, fill_trail
from tests.benchmarks.officer_region import fill_region, newest_wave, settle
from tests.benchmarks.officer_sql import asked_once
from tests.databases import Databases

LARGE, SMALL = 100_000, 10_000
CASES_FOR_TWO = 2
TIMES, MORE_MS, FLAT = 4.0, 2.0, 1.5
SEEDED_WITHIN = 90.0
_SECONDS = 0.4
_ROUNDS_AT_LEAST, _ROUNDS_AT_MOST = 5, 60


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians, in ms. `first`: what a fresh process paid for its first call."""

    desk: float
    bare: float
    first: float
    is_page: bool

    @property
    def allowed(self) -> float:
        return TIMES * self.bare + MORE_MS


def run(folder: Path) -> list[Figure]:
    """By database: what every desk's call costs, in the large region and in the small one."""
    databases = Databases(folder)
    figures: list[Figure] = []
    for name, make in (("SQLite", databases.sqlite), ("PostgreSQL", databases.postgresql)):
        with _region(folder / f"{name}-small", make(), SMALL) as (house, _):
            small = costs(house, SMALL)
        with _region(folder / f"{name}-large", make(), LARGE) as (house, seconds):
            large = costs(house, LARGE)
        figures += _judged(name, large, small, seconds)
    databases.close()
    return figures


@contextmanager
def _region(folder: Path, url: str, people: int) -> Iterator[tuple[House, float]]:
    """With how many seconds it took to make."""
    folder.mkdir()
    settings = read_settings(settings_of(folder, url, "http://127.0.0.1:1", rate=30))
    with open_house(settings) as house:
        began = time.perf_counter()
        fill_region(house.store, people)
        fill_cases(house.store, people // CASES_FOR_TWO, people=people)
        fill_library(house.store)
        fill_trail(house.store, people)
        settle(house.store.engine)
        seconds = time.perf_counter() - began
        print(
            f"\n{people:,} people on {house.store.engine.dialect.name}: made in {seconds:.0f} s", flush=True
        )
        yield house, seconds


def costs(house: House, people: int) -> dict[str, Cost]:
    """What is asked by name, each measured in turn with its SQL."""
    office = build_office(house.store, house.words, house.settings, username="kemuning_bot")
    asked = calls(office, drafts=newest_wave(people), now=house.now())
    return {one.name: _cost(house, one) for one in asked}


def _cost(house: House, one: Asked) -> Cost:
    bare = partial(asked_once, house.store.engine, one.bare)
    first = _ms(one.desk)
    _ms(bare)
    desk, by_hand = [], []
    began = time.perf_counter()
    while len(desk) < _ROUNDS_AT_LEAST or time.perf_counter() < began + _SECONDS:
        desk.append(_ms(one.desk))
        by_hand.append(_ms(bare))
        if len(desk) == _ROUNDS_AT_MOST:
            break
    return Cost(statistics.median(desk), statistics.median(by_hand), first, one.is_page)


def _judged(name: str, large: dict[str, Cost], small: dict[str, Cost], seconds: float) -> list[Figure]:
    print(
        f"\nOfficers' desks, {name}, ms: {'':10}{'desk':>9}{'SQL':>9}{'x':>7}{'allowed':>9}{'first':>9}",
        end="",
    )
    print(f"{'small':>9}{'ratio':>7}")
    for call, cost in large.items():
        grown = cost.desk / small[call].desk
        said = f"{cost.desk:9.2f}{cost.bare:9.2f}{cost.desk / cost.bare:7.1f}{cost.allowed:9.1f}{cost.first:9.1f}"
        missed = "" if cost.desk <= cost.allowed else "  MISSED"
        print(
            f"  {call:38}{said}{small[call].desk:9.2f}{grown:7.2f}{'' if cost.is_page else ' (whole)'}{missed}"
        )
    worst = max(large, key=lambda call: large[call].desk / large[call].allowed)
    pages = [call for call, cost in large.items() if cost.is_page]
    grown = {call: large[call].desk / small[call].desk for call in pages}
    least_flat = max(grown, key=lambda call: grown[call])
    return [
        at_most(
            f"{LARGE:,} people, {LARGE // CASES_FOR_TWO:,} cases made, {name}", seconds, SEEDED_WITHIN, "s"
        ),
        at_most(
            f"dearest desk call, {name} ({worst}): of 4 x SQL + 2 ms",
            large[worst].desk / large[worst].allowed,
            1.0,
        ),
        at_most(f"least flat page, {name} ({least_flat}): large / small", grown[least_flat], FLAT),
    ]


def _ms(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1_000
