"""Copies of the database: taken while it is in use, and proven before they get their name."""

import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select
from sqlalchemy.exc import DatabaseError

from domain.refusals import Refusal
from storage.database import open_engine, sqlite_url
from storage.marks import KeyMarks, mode_mark
from storage.postgresql import refuse_pooler
from storage.postgresql_copy import dump, rows_in
from storage.revisions import current_revision
from storage.tables import metadata

# What SQLite may leave beside a database.
BESIDE = ("-wal", "-shm", "-journal")


class FileThere(Refusal):
    """A copy never replaces a file."""


class NotWhole(Refusal):
    """The copy is damaged."""


class NotOurs(Refusal):
    """The file is no copy of a database of this assistant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a database holds: the revision of its schema, and the rows of each table."""

    revision: str
    rows: dict[str, int]


def back_up(engine: Engine, out: Path) -> Contents:
    """Write a proven copy to a new file, readable by its owner alone; it appears whole or not at all.

    No key is in it: the secret key is in no database, and the hours' keys stay where they are.
    """
    if out.exists():
        raise FileThere(path=str(out))
    descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    os.close(descriptor)
    part = Path(name)
    try:
        contents = _dumped(engine, part) if engine.dialect.name == "postgresql" else _copied(engine, part)
        flush(part)
        part.rename(out)
        flush(out.parent)
    finally:
        for suffix in ("", *BESIDE):
            part.with_name(part.name + suffix).unlink(missing_ok=True)
    return contents


def examine(engine: Engine) -> Contents:
    """Prove that a database is whole and one of ours."""
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                _check_pages(connection)
            rows = _counted(connection)
        revision = current_revision(engine)
        if revision is None or mode_mark(engine) is None or KeyMarks(engine).none_yet():
            raise NotOurs
    except DatabaseError as fault:
        raise NotOurs from fault
    return Contents(revision=revision, rows=rows)


def flush(path: Path) -> None:
    """Let a file, or the names in a folder, reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copied(engine: Engine, part: Path) -> Contents:
    with closing(sqlite3.connect(part)) as target, engine.connect() as source:
        driver = source.connection.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise TypeError("the copy is made by SQLite's own driver")
        driver.backup(target)
    copy = open_engine(sqlite_url(part))
    try:
        contents = examine(copy)
    finally:
        copy.dispose()
    with closing(sqlite3.connect(part)) as target:
        # One file, which needs no other beside it.
        target.execute("PRAGMA journal_mode=DELETE")
    return contents


def _dumped(engine: Engine, part: Path) -> Contents:
    """Counted within the snapshot that is dumped, and again in the file."""
    refuse_pooler(engine)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        # It rests for as long as pg_dump takes.
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        snapshot = connection.execute(select(func.pg_export_snapshot())).scalar_one()
        rows = _counted(connection)
        dump(engine.url, part, snapshot)
    if rows_in(part) != {**rows, "alembic_version": 1}:
        raise NotWhole(cause="COPY")
    return Contents(revision=current_revision(engine) or "", rows=rows)


def _check_pages(connection: Connection) -> None:
    faults = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if faults != ["ok"]:
        raise NotWhole(cause=str(faults[0]))
    orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if orphan is not None:
        raise NotWhole(cause=f"foreign_key_check: {orphan[0]}")


def _counted(connection: Connection) -> dict[str, int]:
    """An older copy lacks the tables that later releases brought."""
    there = set(inspect(connection).get_table_names())
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in sorted(metadata.tables.items())
        if name in there
    }
