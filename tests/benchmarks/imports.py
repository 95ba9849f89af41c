"""100,000 people in, on both databases, beside the floor measured in the same run."""

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.big_region import write_big_csv, write_big_xlsx
from tests.benchmarks.figure import Figure, at_most
from tests.databases import Databases

PEOPLE = 100_000
ROUNDS = 3
# Issue's bounds: the import in multiples of the floor, and the peak of memory in MB.
BOUNDS = {".xlsx": 4.0, ".csv": 12.0}
PEAK_MB = 400


def run(folder: Path) -> list[Figure]:
    """Seconds, multiples of the floor, and memory."""
    databases = Databases(folder)
    files = _files(folder)
    print(f"\nImport of {PEOPLE:,} people: medians of {ROUNDS} rounds, floor and import in turn")
    print(f"{'':24}{'floor s':>10}{'import s':>10}{'ratio':>8}{'bound':>8}{'peak MB':>10}")
    figures = [
        figure
        for path in files
        for name in ("sqlite", "postgresql")
        for figure in _compare(path, name, databases)
    ]
    databases.close()
    return figures


def _files(folder: Path) -> list[Path]:
    xlsx, csv = folder / "people.xlsx", folder / "people.csv"
    write_big_xlsx(xlsx, PEOPLE)
    write_big_csv(csv, PEOPLE)
    return [xlsx, csv]


def _compare(path: Path, name: str, databases: Databases) -> list[Figure]:
    fresh = databases.sqlite if name == "sqlite" else databases.postgresql
    floors, imports = [], []
    for _ in range(ROUNDS):
        floors.append(_child("floor_once", path, fresh()))
        imports.append(_child("import_once", path, fresh()))
    floor = statistics.median(one["seconds"] for one in floors)
    ours = statistics.median(one["seconds"] for one in imports)
    peak: float = max(one["peak_mb"] for one in imports)
    ratio: float = ours / floor
    bound = BOUNDS[path.suffix]
    print(f"{path.suffix[1:] + ' ' + name:24}{floor:10.2f}{ours:10.2f}{ratio:8.2f}{bound:8.1f}{peak:10.0f}")
    kind = f"import of {PEOPLE:,} people, {path.suffix[1:]}, {name}"
    return [at_most(f"{kind}: x floor", ratio, bound), at_most(f"{kind}: peak", peak, PEAK_MB, "MB")]


def _child(module: str, path: Path, url: str) -> dict[str, Any]:
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", str(path), url]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured
