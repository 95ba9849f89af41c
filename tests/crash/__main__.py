"""`make crash`: prints every figure of the issue, and fails when a promise is broken."""

import argparse
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import asdict, fields

from tests.crash.figures import AT_TELEGRAMS_PACE, Figure, Size, figures
from tests.crash.planted import planted
from tests.crash.world import databases

_TOLD = 20
_EVERY = 60.0
# It shows a broken promise by its exit, as this program does.
_BROKEN = 1


def main() -> int:
    told = _arguments()
    began = time.monotonic()
    _say(f"seed {told.seed}")
    size = Size(**{one.name: getattr(told, one.name) for one in fields(Size)})
    with databases() as made:
        all_of_them = [*figures(made, size, told.seed), *planted(made, told.seed)]
        chosen = [(name, figure) for name, figure in all_of_them if told.only in name]
        paced = [name for name, _ in chosen if name.startswith(AT_TELEGRAMS_PACE)]
        apart = paced if len(paced) > 1 else []
        kept = _side_by_side(apart, size, told.seed)
        for name, figure in chosen:
            if name not in apart:
                kept = _print(name, figure, told.seed) and kept
    _say(f"{'all promises kept' if kept else 'PROMISES BROKEN'} after {time.monotonic() - began:.0f} s")
    return 0 if kept else _BROKEN


def _side_by_side(names: list[str], size: Size, seed: int) -> bool:
    """What waits for Telegram's pace leaves the machine idle: each in a process of its own, all at once."""
    sizes = [word for what, number in asdict(size).items() for word in (f"--{what}", str(number))]
    command = [sys.executable, "-m", "tests.crash", "--seed", str(seed), *sizes, "--only"]
    running = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in names]
    passing = [threading.Thread(target=_pass_on, args=(one,)) for one in running]
    for thread in passing:
        thread.start()
    for thread in passing:
        thread.join()
    ended = [one.wait() for one in running]
    return not any(ended)


def _pass_on(running: "subprocess.Popen[str]") -> None:
    assert running.stdout is not None
    for line in running.stdout:
        if not line.startswith(("seed", "all promises", "PROMISES")):
            _say(line.rstrip())


def _print(name: str, figure: Figure, seed: int) -> bool:
    began, over = time.monotonic(), threading.Event()
    pulse = threading.Thread(target=_tell_progress, args=(name, began, over), daemon=True)
    pulse.start()
    try:
        report = figure()
    finally:
        over.set()
        pulse.join()
    said = ", ".join(f"{what} {value}" for what, value in report.figures.items())
    _say(f"{name} ({time.monotonic() - began:.0f} s): {said}")
    # The last one says where the history is.
    for promise in [*report.broken[:-1][:_TOLD], *report.broken[-1:]]:
        _say(f"    BROKEN: {promise}")
    if report.broken:
        _say(f"    again with: python -m tests.crash --seed {seed} --only '{name}'")
    return not report.broken


def _tell_progress(name: str, began: float, over: threading.Event) -> None:
    while not over.wait(_EVERY):
        _say(f"    {name}: at it for {time.monotonic() - began:.0f} s")


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
