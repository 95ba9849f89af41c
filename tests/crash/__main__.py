"""`make crash`: prints every figure of the issue, and fails when a promise is broken."""

import argparse
import secrets
import sys
import time
from dataclasses import asdict

from tests.crash.figures import Size, figures
from tests.crash.planted import planted
from tests.crash.world import databases


def main() -> int:
    told = _arguments()
    _say(f"seed {told.seed}")
    size = Size(told.kills, told.recipients, told.updates, told.waiting, told.people)
    kept = True
    with databases() as made:
        for name, figure in (*figures(made, size, told.seed), *planted(made, told.seed)):
            if told.only not in name:
                continue
            began = time.monotonic()
            report = figure()
            kept = kept and not report.broken
            said = ", ".join(f"{what} {value}" for what, value in report.figures.items())
            _say(f"{name} ({time.monotonic() - began:.0f} s): {said}")
            for promise in report.broken[:20]:
                _say(f"    BROKEN: {promise}")
    return 0 if kept else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    for what, number in asdict(Size()).items():
        parser.add_argument(f"--{what}", type=int, default=number)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--only", default="", help="figures whose name holds this")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
