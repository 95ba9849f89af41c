"""What rows held before an import, and putting it back."""

import base64
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Connection,
    Date,
    LargeBinary,
    Numeric,
    Table,
    Text,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)

from domain.refusals import Refusal
from storage import tables
from storage.imports.datasets import DATASETS

_CHUNK = 500


class AlreadyShown(Refusal):
    """A proposal that this import brought has been shown to its person."""


def keep_before(connection: Connection, table: Table, row_ids: Sequence[int], import_id: int) -> None:
    """Record the rows as they are, sealed columns still sealed."""
    for start in range(0, len(row_ids), _CHUNK):
        chosen = table.c.id.in_(row_ids[start : start + _CHUNK])
        kept = [
            {
                "import_id": import_id,
                "table_name": table.name,
                "row_key": str(row["id"]),
                "before": {name: _plain(value) for name, value in row.items()},
            }
            for row in connection.execute(select(table).where(chosen)).mappings()
        ]
        connection.execute(insert(tables.import_before), kept)


def put_back(connection: Connection, import_id: int, *, now: datetime) -> dict[str, int]:
    """Undo one import, newest tables first; return rows put back, taken out or ended, by table."""
    restored: dict[str, int] = {}
    for dataset in reversed(list(DATASETS.values())):
        table = dataset.table
        _refuse_shown(connection, table, import_id)
        before = select(tables.import_before).where(
            tables.import_before.c.import_id == import_id, tables.import_before.c.table_name == table.name
        )
        kept = {int(row.row_key): row.before for row in connection.execute(before)}
        brought = [
            number
            for number in connection.scalars(select(table.c.id).where(table.c.import_id == import_id))
            if number not in kept
        ]
        _take_out(connection, table, brought, now=now)
        for number, values in kept.items():
            _restore(connection, table, number, values)
        if kept or brought:
            restored[table.name] = len(kept) + len(brought)
    return restored


def touched(connection: Connection, import_id: int) -> dict[str, int]:
    """How many rows `put_back` would put back, take out or end, by table."""
    kept = tables.import_before
    counted: dict[str, int] = {}
    for dataset in DATASETS.values():
        table = dataset.table
        before = select(kept.c.row_key).where(kept.c.import_id == import_id, kept.c.table_name == table.name)
        brought = select(func.count()).where(
            table.c.import_id == import_id, cast(table.c.id, Text).not_in(before)
        )
        rows = len(connection.execute(before).all()) + (connection.scalar(brought) or 0)
        if rows:
            counted[table.name] = rows
    return counted


def _refuse_shown(connection: Connection, table: Table, import_id: int) -> None:
    if table is not tables.proposal:
        return
    shown = select(table.c.id).where(table.c.import_id == import_id, table.c.status != "draft").limit(1)
    if connection.execute(shown).first() is not None:
        raise AlreadyShown


def _take_out(connection: Connection, table: Table, numbers: Sequence[int], *, now: datetime) -> None:
    for start in range(0, len(numbers), _CHUNK):
        chosen = table.c.id.in_(numbers[start : start + _CHUNK])
        if table is tables.person:
            connection.execute(update(table).where(chosen).values(ended_at=now))
        else:
            connection.execute(delete(table).where(chosen))


def _restore(connection: Connection, table: Table, number: int, kept: dict[str, Any]) -> None:
    values = {name: _typed(table, name, value) for name, value in kept.items()}
    updated = connection.execute(
        update(table).where(table.c.id == number).values(values).returning(table.c.id)
    ).first()
    if updated is None:
        connection.execute(insert(table).values(values))


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if value is None:
        return None
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, tables.UtcDateTime):
        return datetime.fromisoformat(value).astimezone(UTC)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Numeric):
        return Decimal(value)
    return value
