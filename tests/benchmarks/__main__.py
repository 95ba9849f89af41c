"""`make bench`: prints every figure and fails when a bound is broken."""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import imports, pipeline, receiving, sending, standing, start_up, units_of_work


def main() -> int:
    kept = []
    for one in (start_up, units_of_work, imports, sending, pipeline, receiving, standing):
        with tempfile.TemporaryDirectory() as folder:
            kept.append(one.run(Path(folder)))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
