"""A look at each connection at the moment it is handed out, and at what becomes of each message."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Pool, event, text

from bot.transport.direct import DirectSender
from storage.store import SqlStore

WANTED = {
    "sqlite": {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"},
    "postgresql": {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on"},
}


def watch_connections(folder: Path) -> None:
    file = (folder / f"seen.{os.getpid()}").open("a", buffering=1)

    @event.listens_for(Pool, "checkout")
    def look(connection: Any, _record: Any, _proxy: Any) -> None:
        is_sqlite = "sqlite3" in type(connection).__module__
        found = {
            name: str(connection.execute(f"{'PRAGMA' if is_sqlite else 'SHOW'} {name}").fetchone()[0])
            for name in WANTED["sqlite" if is_sqlite else "postgresql"]
        }
        if not is_sqlite:
            connection.rollback()
        file.write(" ".join(f"{name}={value}" for name, value in found.items()) + "\n")


def note_starts(folder: Path) -> None:
    """The moment of each call's first byte, by this machine's one clock: on its way it may be held up."""
    file = (folder / f"starts.{os.getpid()}").open("a", buffering=1)
    send = DirectSender.send

    async def noted(
        self: DirectSender,
        method: str,
        parameters: Mapping[str, Any],
        begun: Callable[[], None] | None = None,
    ) -> Any:
        def begin() -> None:
            if begun is not None:
                begun()
            if method == "sendMessage":
                file.write(f"{time.monotonic()}\n")

        return await send(self, method, parameters, begin)

    DirectSender.send = noted  # type: ignore[method-assign] # what a worker of the harness adds


def starts_noted(folder: Path) -> list[float]:
    return sorted(float(line) for file in folder.glob("starts.*") for line in file.read_text().splitlines())


def watch(store: SqlStore, table: str, when: str) -> None:
    """Let the database itself note, in a table of this name, each message whose row changes like this."""
    note = f"INSERT INTO {table} VALUES (old.unique_key, old.owner, old.state, new.state);"  # noqa: S608 -- our own words
    on = f"CREATE TRIGGER watch_{table} AFTER UPDATE ON outbox"
    noting = f"CREATE FUNCTION note_{table}() RETURNS trigger LANGUAGE plpgsql"
    statements = {
        "sqlite": (f"{on} WHEN {when} BEGIN {note} END",),
        "postgresql": (
            f"{noting} AS 'BEGIN {note} RETURN new; END'",
            f"{on} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION note_{table}()",
        ),
    }[store.engine.dialect.name]
    with store.engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {table} (name text, owner text, before text, later text)"))
        for statement in statements:
            connection.execute(text(statement))
