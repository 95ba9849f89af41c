"""Officers' desks and screens: 100,000 people, 5,000 proposals in waves, 50,000 sealed cases.

Each desk's call stands beside the least SQL that brings the same rows by hand, and beside itself in a region
a tenth as large; each screen beside PTB's bare bot; and a report for 20,000 people is written in both forms.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.house import House, open_house
from bot.settings import read_settings
from bot.wiring import build_office
from domain.reports.records import Format
from tests.benchmarks.both_sides import SECRET, settings_of
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.officer_calls import Asked, calls
from tests.benchmarks.officer_cases import fill_cases, fill_library, fill_trail
from tests.benchmarks.officer_region import fill_long_wave, fill_region, newest_wave, settle
from tests.benchmarks.officer_screens import waits
from tests.benchmarks.officer_sql import asked_once
from tests.databases import Databases

LARGE, SMALL = 100_000, 10_000
CASES_FOR_TWO = 2
TIMES, MORE_MS, FLAT = 4.0, 2.0, 1.5
SEEDED_WITHIN = 90.0
LISTED, REPORT_SECONDS, REPORT_MORE_MB = 20_000, 10.0, 64.0
_SECONDS = 0.4
_ROUNDS_AT_LEAST, _ROUNDS_AT_MOST = 5, 60


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians, in ms. `first`: a fresh process's first call; `least`: what others disturb least."""

    desk: float
    bare: float
    first: float
    least: float
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
            screens = waits(house, folder / f"{name}-large", name, newest_wave(LARGE))
            written = _reports(house, folder / f"{name}-large", name)
        figures += [*_judged(name, large, small, seconds), *screens, *written]
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
    desk: list[float] = []
    by_hand: list[float] = []
    began = time.perf_counter()
    while len(desk) < _ROUNDS_AT_LEAST or time.perf_counter() < began + _SECONDS:
        desk.append(_ms(one.desk))
        by_hand.append(_ms(bare))
        if len(desk) == _ROUNDS_AT_MOST:
            break
    return Cost(statistics.median(desk), statistics.median(by_hand), first, min(desk), one.is_page)


def _reports(house: House, folder: Path, name: str) -> list[Figure]:
    """By name, as Excel and as PDF; beside the same of a wave fifty times smaller."""
    long = newest_wave(LARGE) + 1
    fill_long_wave(house.store, long, LISTED)
    figures = []
    for form in Format:
        few, many = (_report(house, folder, wave, form) for wave in (1, long))
        print(f"  a report, {name}, {form}: {few} / {many}", flush=True)
        more = max(many[one] - few[one] for one in ("grown_mb", "apart_mb"))
        figures += [
            at_most(
                f"report for {LISTED:,} people, {form}, {name}",
                many["seconds"],
                REPORT_SECONDS,
                "s",
            ),
            at_most(f"its memory over a short one's, {form}, {name}", more, REPORT_MORE_MB, "MB"),
        ]
    return figures


def _report(house: House, folder: Path, wave: int, form: Format) -> dict[str, float]:
    url = house.store.engine.url.render_as_string(hide_password=False)
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.report_once",
        str(folder),
        url,
        SECRET,
        str(wave),
        form,
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _judged(name: str, large: dict[str, Cost], small: dict[str, Cost], seconds: float) -> list[Figure]:
    print(
        f"\nOfficers' desks, {name}, ms: {'':10}{'desk':>9}{'SQL':>9}{'x':>7}{'allowed':>9}{'first':>9}",
        end="",
    )
    print(f"{'small':>9}{'ratio':>7}")
    for call, cost in large.items():
        grown = cost.least / small[call].least
        said = f"{cost.desk:9.2f}{cost.bare:9.2f}{cost.desk / cost.bare:7.1f}"
        said += f"{cost.allowed:9.1f}{cost.first:9.1f}{small[call].desk:9.2f}{grown:7.2f}"
        missed = "" if cost.desk <= cost.allowed else "  MISSED"
        print(f"  {call:38}{said}{'' if cost.is_page else ' (whole)'}{missed}")
    worst = max(large, key=lambda call: large[call].desk / large[call].allowed)
    pages = [call for call, cost in large.items() if cost.is_page]
    ratios = {call: large[call].least / small[call].least for call in pages}
    least_flat = max(ratios, key=lambda call: ratios[call])
    return [
        at_most(
            f"{LARGE:,} people, {LARGE // CASES_FOR_TWO:,} cases made, {name}", seconds, SEEDED_WITHIN, "s"
        ),
        at_most(
            f"dearest desk call, {name} ({worst}): of 4 x SQL + 2 ms",
            large[worst].desk / large[worst].allowed,
            1.0,
        ),
        at_most(f"least flat page, {name} ({least_flat}): large / small", ratios[least_flat], FLAT),
    ]


def _ms(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1_000
