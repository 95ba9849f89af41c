"""The sandbox runs alone, for whoever writes a bot."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from sandbox.__main__ import BOT


@pytest.mark.slow
def test_python_m_sandbox_says_where_it_is_and_answers_there(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--folder", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().split()[2]
            me = httpx.get(f"{address}bot{BOT.token}/getMe").json()
        finally:
            process.terminate()
    assert me["result"]["username"] == BOT.username
