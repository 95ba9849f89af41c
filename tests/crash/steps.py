"""Numbered steps: before and after every statement and commit, before every change of a file or a program."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect

DIED = 77
_ON_FILES = {"os.rename", "os.link", "os.remove", "os.mkdir", "shutil.copyfile", "sqlite3.connect"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Steps:
    """Counts once it is told to, and ends the process without a word at a step that was named."""

    def __init__(self) -> None:
        self._count = 0
        self._die_at: int | None = None

    def count(self, die_at: int) -> None:
        """From here on; at step 0 nobody dies."""
        self._count, self._die_at = 0, die_at

    @property
    def taken(self) -> int:
        return self._count

    def tick(self) -> None:
        if self._die_at is None:
            return
        self._count += 1
        if self._count == self._die_at:
            os._exit(DIED)


def watch_steps(folder: Path, tick: Callable[[], None]) -> None:
    """Tick at each step of this process that any database or this folder could show; for good."""

    @event.listens_for(Engine, "after_cursor_execute")
    def after(*_: Any) -> None:
        tick()

    @event.listens_for(Engine, "commit")
    def before_commit(_connection: Connection) -> None:
        tick()

    every_dialect: Any = DefaultDialect
    commit = every_dialect.do_commit

    def then_tick(dialect: DefaultDialect, connection: Any) -> None:
        commit(dialect, connection)
        tick()

    every_dialect.do_commit = then_tick

    def on_file(name: str, told: tuple[Any, ...]) -> None:
        is_ours = name in _ON_FILES or (name == "open" and bool(told[2] & _WRITING))
        if name == "subprocess.Popen" or (is_ours and str(told[0]).startswith(str(folder))):
            tick()

    sys.addaudithook(on_file)
