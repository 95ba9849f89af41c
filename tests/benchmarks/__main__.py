"""`make bench`: every figure in one run, and a table of them at the end; fails when a goal is missed.

`--only NAME` runs one part, and may be given several times.
"""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.benchmarks import (
    answering,
    growth,
    half_load,
    imports,
    interactive,
    officer_desks,
    paid_ceiling,
    pipeline,
    planning,
    receiving,
    screens,
    sending,
    standing,
    start_up,
    strict_pace,
    units_of_work,
)
from tests.benchmarks.figure import Figure, print_table

PARTS: dict[str, Callable[[Path], list[Figure]]] = {
    one.__name__.rpartition(".")[2]: one.run
    for one in (
        start_up,
        units_of_work,
        imports,
        sending,
        pipeline,
        receiving,
        half_load,
        standing,
        growth,
        strict_pace,
        paid_ceiling,
        interactive,
        planning,
        answering,
        screens,
        officer_desks,
    )
}


def main(names: Iterable[str]) -> int:
    """Run the named parts one after another, also when one fails."""
    figures: list[Figure] = []
    for name in names:
        began = time.perf_counter()
        figures += _figures_of(name)
        load = os.getloadavg()[0]
        print(f"  [{name}: {time.perf_counter() - began:.0f} s; load {load:.1f}]", flush=True)
    print_table(figures)
    return 0 if all(one.is_met for one in figures) else 1


def _figures_of(name: str) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            figures = PARTS[name](Path(folder))
        except Exception:  # noqa: BLE001 -- the other parts have figures too
            traceback.print_exc()
            return [Figure(name, "failed", "", is_met=False)]
    for one in figures:
        one.say()
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--only", action="append", choices=PARTS, metavar="NAME", help=", ".join(PARTS))
    sys.exit(main(parser.parse_args().only or PARTS))
