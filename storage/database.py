"""The connection to SQLite or PostgreSQL, durable on every connection: what was accepted is on the disk."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

BUSY_SECONDS = 30
# A fault's text would quote the values of its statement, and a traceback the fault's text.
_HIDE_VALUES = True

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_SECONDS * 1000}",
    "secure_delete=ON",
    "trusted_schema=OFF",
    # Staging tables of an import go to a file, not to memory.
    "temp_store=FILE",
)


def open_engine(url: str) -> Engine:
    """Open `sqlite:///path` or `postgresql+psycopg://…`; other databases are refused with ValueError."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url)
    if parsed.get_backend_name() == "postgresql":
        # Its driver takes ten megabytes, which a process that serves SQLite has no use for.
        from storage.postgresql import open_postgresql  # noqa: PLC0415 -- as said above

        return open_postgresql(parsed, hide_parameters=_HIDE_VALUES)
    raise ValueError(f"SAPA_DATABASE_URL names {parsed.get_backend_name()}; sqlite or postgresql are served")


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=_HIDE_VALUES,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own transactions begin too late and lose updates; ours are stated below.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(
            f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}"
        )

    return engine
