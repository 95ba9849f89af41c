"""How soon `sapa run` prints its address: the first start, which fills the trial, and the second."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figure import Figure, at_most

BOUND_SECONDS = 5.0


def run(folder: Path) -> list[Figure]:
    """Seconds until the second start is ready, and the first for comparison."""
    environment = {**os.environ, "SAPA_DATA_DIR": str(folder / "data"), "SAPA_SANDBOX_PORT": "0"}
    first, second = (_start(environment) for _ in range(2))
    print(f"\nStart-up of the trial: first {first:.2f} s, second {second:.2f} s")
    return [at_most("second start of the trial", second, BOUND_SECONDS, "s")]


def _start(environment: dict[str, str]) -> float:
    started = time.perf_counter()
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline() if process.stdout else ""
        seconds = time.perf_counter() - started
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    if "http://127.0.0.1:" not in line:
        raise RuntimeError(f"the trial did not start: {line!r}")
    return seconds
