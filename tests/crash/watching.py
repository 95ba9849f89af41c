"""A look at each connection at the moment it is handed out."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Pool, event

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
