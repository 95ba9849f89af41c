"""Where a flow is played: a database, and a folder that stands for the machine and the world outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from storage.hour_keys import HourKeys
from storage.inbox import Line
from storage.store import SqlStore
from storage.vault import Key, Vault

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BOT_ID = 700001
OLD, NEW = Key(b"o" * 32), Key(b"n" * 32)


@dataclass
class Stage:
    """`facts` come from the flow's preparation; `tick` counts a step, and may be the last thing done."""

    store: SqlStore
    folder: Path
    facts: Any = None
    tick: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return self.store.engine.url.render_as_string(hide_password=False)

    def call_outside(self, words: str) -> None:
        """Something that no rollback takes back; a process may die before it and after it."""
        self.tick()
        with (self.folder / "outside").open("a") as file:
            file.write(f"{words}\n")
        self.tick()

    def outside(self) -> list[str]:
        file = self.folder / "outside"
        return file.read_text().splitlines() if file.exists() else []

    def count(self, query: str) -> int:
        with self.store.engine.connect() as connection:
            return int(connection.execute(text(query)).scalar_one())


def _no_faults(_stage: Stage) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Flow:
    """`run` again after a death takes up what was left; `counts` are queries and what they then say.

    `meanwhile` looks at what a death left, before anything is taken up.
    """

    prepare: Callable[[Stage], Any]
    run: Callable[[Stage], None]
    counts: dict[str, int]
    check: Callable[[Stage], list[str]] = _no_faults
    meanwhile: Callable[[Stage], list[str]] = _no_faults
    starts_empty: bool = False


def open_stage(engine: Engine, folder: Path) -> Stage:
    keys = HourKeys(folder / "live" / "hour_keys", engine)
    return Stage(SqlStore(engine, Vault([OLD]), Line(BOT_ID, keys)), folder)
