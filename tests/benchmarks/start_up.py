"""How soon `sapa run` prints its address: the first start, which fills the trial, and the second."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

BOUND_SECONDS = 5.0


def run(folder: Path) -> bool:
    """Print both; return whether the second start keeps its bound."""
    environment = {**os.environ, "SAPA_DATA_DIR": str(folder / "data"), "SAPA_SANDBOX_PORT": "0"}
    first, second = (_start(environment) for _ in range(2))
    print(
        f"\nStart-up of the trial: first {first:.2f} s, second {second:.2f} s (bound {BOUND_SECONDS:.0f} s)"
    )
    return second < BOUND_SECONDS


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
