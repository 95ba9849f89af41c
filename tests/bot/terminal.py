"""The commands in this process, and what the database holds before and after them."""

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.commands import Sapa, speaking
from bot.house import open_house
from bot.settings import read_settings
from domain.actors import OPERATOR
from domain.plans.checks import CheckDesk

WIDE = 400  # columns, so that no table breaks a sentence


def sapa(*words: str | Path, typed: str | None = None, columns: int = WIDE) -> Result:
    """One command, as typed in a wide terminal; `typed` answers its questions."""
    # The terminal's width is read once a process, and another test may have begun it.
    speaking.console.width = speaking.errors.width = columns
    return CliRunner().invoke(Sapa("sapa"), [str(word) for word in words], input=typed)


def report(*words: str | Path) -> Any:
    """What a command that succeeds reports to programs."""
    done = sapa(*words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def answer_findings(wave: str) -> None:
    """Answer in writing whatever the check of a wave finds, as a planner would, one by one."""
    found = report("plan", "check", wave)
    with open_house(read_settings()) as house:
        desk = CheckDesk(house.store)
        for one in found:
            desk.answer(one["proposal"], one["code"], "Disepakati", by=OPERATOR, now=house.now())


def trial_database(folder: Path) -> Path:
    return folder / "trial" / "sapa.db"


def digest(folder: Path) -> str:
    """Of every row of every table of the trial in this folder."""
    connection = sqlite3.connect(trial_database(folder))
    lines = "\n".join(connection.iterdump())
    connection.close()
    return hashlib.sha256(lines.encode()).hexdigest()
