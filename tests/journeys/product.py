"""The product as its operator has it: the command `sapa` in processes of its own."""

import atexit
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Thread

from bot.house import open_house
from bot.settings import read_settings
from bot.trial.filling import fill

SAPA = str(Path(sys.executable).with_name("sapa"))
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
STOPS_WITHIN = 10  # seconds
ANSWERS_WITHIN = 60  # seconds, for a command on a busy machine


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Nothing of whoever runs the tests: this data folder, a free port, and what a test sets."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAPA_")}
    return {**inherited, "SAPA_DATA_DIR": str(folder), "SAPA_SANDBOX_PORT": "0", **settings}


def sapa(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; nobody sits at its keyboard."""
    return _run(words, environment(folder, **settings), stdin=subprocess.DEVNULL)


def sapa_at_a_terminal(
    typed: str, folder: Path, *words: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run one command whose questions are answered by somebody at a keyboard."""
    keyboard, terminal = pty.openpty()
    os.write(keyboard, typed.encode())
    try:
        return _run(words, environment(folder, **settings), stdin=terminal)
    finally:
        os.close(terminal)
        os.close(keyboard)


def _run(words: Sequence[str], variables: dict[str, str], *, stdin: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SAPA, *words],
        env=variables,
        capture_output=True,
        text=True,
        stdin=stdin,
        timeout=ANSWERS_WITHIN,
        check=False,
    )


@cache
def _filled() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sapa-trial-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with open_house(read_settings({"SAPA_DATA_DIR": str(folder)})) as house:
        fill(house)
    return folder


def filled(folder: Path) -> Path:
    """This folder as a first start leaves it: copied, because the filling itself has its own test."""
    shutil.copytree(_filled(), folder, dirs_exist_ok=True)
    return folder


@dataclass
class Product:
    """A running `sapa run`. `said` is all that it has printed, on both channels, once it is stopped."""

    folder: Path
    process: subprocess.Popen[str]
    ready: str
    said: str = field(default="", repr=False)
    _listener: Thread = field(init=False, repr=False)
    _rest: list[str] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        # A pipe that nobody empties would one day keep it from going on.
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def address(self) -> str:
        """The one address to open."""
        found = ADDRESS.search(self.ready)
        assert found, self.ready
        return found.group()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask to stop and return the exit status."""
        self.process.send_signal(how)
        status = self.process.wait(STOPS_WITHIN)
        self._listener.join(STOPS_WITHIN)
        self.said = self.ready + "".join(self._rest)
        return status

    def _listen(self) -> None:
        assert self.process.stdout is not None
        self._rest.extend(self.process.stdout)


@contextmanager
def running(
    folder: Path, *words: str, program: Sequence[str] = (SAPA,), **settings: str
) -> Iterator[Product]:
    """`sapa run`, up to its first line; a test that did not stop it has it stopped, and cleanly."""
    with subprocess.Popen(
        [*program, "run", *words],
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            product = Product(folder, process, process.stdout.readline())
            yield product
            if process.poll() is None:
                assert product.stop() == 0, product.said
        finally:
            process.kill()
