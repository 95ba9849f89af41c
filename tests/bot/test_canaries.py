"""With every logger at DEBUG a whole first day leaves neither a secret nor a person's number in the log."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.trial.cast import SITI
from bot.trial.serving import TOKEN
from tests.journeys.product import environment, filled
from tests.journeys.telephone import Telephone, until

pytestmark = pytest.mark.slow

READY = re.compile(r"(http://127\.0\.0\.1:\d+)/$", re.MULTILINE)
RUNNER = Path(__file__).with_name("canary_run.py")


@contextmanager
def run_at_debug(folder: Path, log: Path) -> Iterator[str]:
    """The product with everything it says in a file; the address to open."""
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, RUNNER],
            env=environment(folder, PYTHONPATH=str(RUNNER.parents[2])),
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        yield until(lambda: READY.search(log.read_text()))[1]
        process.terminate()
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()


def test_no_canary_is_in_the_log(tmp_path: Path) -> None:
    folder, log = filled(tmp_path / "data"), tmp_path / "log"
    with run_at_debug(folder, log) as address:
        siti = Telephone(address, SITI)
        siti.links()
        for trouble in ("server_error", "cut"):
            siti.orders_trouble(trouble, "sendMessage")
            siti.says("/mutasi")
        siti.says(f"{SITI.nip} {SITI.phone}")
        siti.asks("/bantuan")
    said = log.read_text()

    secret = (folder / "trial" / "secret.key").read_text().strip()
    digits = re.sub(r"\D", "", SITI.phone)
    canaries = (TOKEN, secret, SITI.nip, digits, digits.removeprefix("62"))
    assert "Calling Bot API endpoint" in said
    assert [one for one in canaries if one in said] == []
