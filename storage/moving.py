"""From SQLite to PostgreSQL: every row as it stands, in one transaction."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select

from domain.refusals import Refusal
from storage.backup import NotWhole, flush
from storage.database import open_engine
from storage.leases import SqlLeases
from storage.revisions import current_revision, newest_revision
from storage.schema import upgrade
from storage.tables import metadata
from storage.tables.columns import WHOLE_FILES, WHOLE_FILES_AT_ONCE
from storage.trail.trail import SqlAuditTrail
from storage.vault import Vault

_PORTION = 5_000


class NotEmpty(Refusal):
    """The database to move to holds something already."""


def move(source: Engine, url: str, vault: Vault, *, now: datetime) -> dict[str, int]:
    """Copy everything into an empty database; return the rows of each table.

    Whoever calls this holds the source alone, so what is on its way stays so: it is the same work, elsewhere.
    """
    target = open_engine(url)
    try:
        if current_revision(target) not in {None, newest_revision()}:
            raise NotEmpty
        upgrade(target)
        with source.connect() as old, target.begin() as new:
            rows = _copy(old, new)
            SqlLeases(new).dismiss_everybody()
            SqlAuditTrail(new, vault).add(
                "database.moved", by="operator", subject="database", now=now, **rows
            )
    finally:
        target.dispose()
    return rows


def put_aside(database: Path, now: datetime) -> Path:
    """Keep the file under a name by which nobody serves it."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    kept = database.with_name(f"{database.name}.{now:%Y%m%dT%H%M%S%fZ}")
    database.rename(kept)
    flush(database.parent)
    return kept


def _copy(old: Connection, new: Connection) -> dict[str, int]:
    tables = metadata.sorted_tables
    if any(_count(new, table) for table in tables):
        raise NotEmpty
    for table in tables:
        for portion in _portions(old, table):
            new.execute(table.insert(), portion)
        if table.autoincrement_column is not None:
            _number_on(new, table)
    rows = {table.name: _count(new, table) for table in tables}
    if rows != {table.name: _count(old, table) for table in tables}:
        raise NotWhole(cause="COPY")
    return {name: count for name, count in rows.items() if count}


def _portions(old: Connection, table: Table) -> Iterator[Sequence[dict[str, Any]]]:
    portion_size = WHOLE_FILES_AT_ONCE if table.name in WHOLE_FILES else _PORTION
    read = old.execution_options(yield_per=portion_size).execute(select(table)).mappings()
    for portion in read.partitions():
        yield [dict(row) for row in portion]


def _number_on(new: Connection, table: Table) -> None:
    """New rows are numbered after the last one."""
    column = table.autoincrement_column
    assert column is not None  # noqa: S101 -- for the types: the caller has looked
    last = select(func.max(column)).scalar_subquery()
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    new.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
