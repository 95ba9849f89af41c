"""A wave from rows in the database to explained proposals, beside the bare solver and a plain greedy.

Seconds are those of the process's CPU, so that whatever else the machine does leaves the ratios alone.
"""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.figure import Figure, at_least, at_most

# People, and how many seats the bare solver and the greedy are given for each of them.
SIZES = ((5_000, 20), (20_000, 20), (100_000, 30))
# Moves out of a unit and into it, as a region has them that decides nothing else.
LIMIT = 5
# The bounds: the job in multiples of the bare solver, its memory, and the exponent of its growth.
TIMES_BARE = 4.0
PEAK_MB = 1_000
GROWTH = 1.3
_BOUND_FROM = 20_000

Measured = dict[str, Any]


def run(folder: Path) -> list[Figure]:
    """Print seconds, ratio and memory at each size; return what was to be reached."""
    print(
        "\nPlanning: seconds of CPU from rows to explained proposals; the bare solver is given single pairs"
    )
    print(
        f"{'people × posts':24}{'read':>7}{'plan':>7}{'explain':>9}{'job':>8}{'bare':>8}{'ratio':>7}"
        f"{'solver':>8}{'share':>7}{'peak MB':>9}{'moves':>8}"
    )
    figures, seconds = [], []
    for people, each in SIZES:
        url = _region(folder, people)
        job, ratio = _measure(f"{people:,} × {people // 10:,}", url, LIMIT, each)
        seconds.append(job["seconds"])
        figures += _figures(people, each, job, ratio, _child("greedy", url, LIMIT, each))
    _measure("20,000, no limits", f"sqlite:///{folder / '20000.db'}", 0, 20)
    growth = math.log(seconds[-1] / seconds[0]) / math.log(SIZES[-1][0] / SIZES[0][0])
    span = f"{SIZES[0][0]:,} to {SIZES[-1][0]:,} people"
    return [*figures, at_most(f"planning: growth from {span}, exponent", growth, GROWTH, "")]


def _measure(title: str, url: str, limit: int, each: int) -> tuple[Measured, float]:
    job, bare = _child("job", url, limit, each), _child("bare", url, limit, each)
    network, limited = _child("network", url, limit, each), _child("limited", url, limit, each)
    ratio: float = job["seconds"] / bare["seconds"]
    print(
        f"{title:24}{job['reading']:7.2f}{job['planning']:7.2f}{job['explaining']:9.2f}"
        f"{job['seconds']:8.2f}{bare['seconds']:8.2f}{ratio:7.2f}{network['seconds']:8.2f}"
        f"{network['seconds'] / job['seconds']:7.0%}{job['peak_mb']:9.0f}{job['moves']:8,}\n"
        f"{'':24}all {job['pairs']:,} pairs in {network['arcs']:,} arcs: {job['points']:,} points; the best"
        f" {each} of each, within all limits, in {limited['arcs']:,} arcs: {limited['points']:,} points"
        f" after {limited['seconds']:.2f} s",
        flush=True,
    )
    return job, ratio


def _figures(people: int, each: int, job: Measured, ratio: float, greedy: Measured) -> list[Figure]:
    name = f"planning for {people:,} people"
    figures = [
        Figure(f"{name}: optimum proven, all explained", str(job["is_sound"]), "True", job["is_sound"]),
        at_least(f"{name}: gaps closed, against greedy", job["moves"] - greedy["moves"], 0, "more"),
        at_least(f"{name}: points, x greedy", job["points"] / greedy["points"], 1.0),
        at_most(f"{name}: peak", job["peak_mb"], PEAK_MB, "MB"),
    ]
    if people >= _BOUND_FROM:
        figures.append(at_most(f"{name}: x bare solver, {each} seats each", ratio, TIMES_BARE))
    return figures


def _region(folder: Path, people: int) -> str:
    url = f"sqlite:///{folder / f'{people}.db'}"
    command = [sys.executable, "-m", "tests.benchmarks.planning_region", url, str(people)]
    subprocess.run(command, check=True)
    return url


def _child(what: str, url: str, limit: int, each: int) -> Measured:
    command = [sys.executable, "-m", "tests.benchmarks.planning_once", what, url, str(limit), str(each)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: Measured = json.loads(done.stdout)
    return measured
