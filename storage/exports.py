"""The record of files that left."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from domain.exports.records import Export, ExportKind
from storage.tables import export


class SqlExports:
    """Rows are only ever added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, kind: ExportKind, *, people: int, digest: str, by: str, now: datetime) -> int:
        values = {"kind": kind, "people": people, "digest": digest, "actor": by, "at": now}
        kept = self._connection.execute(insert(export).values(**values).returning(export.c.id))
        return int(kept.scalar_one())

    def newest(self, *, limit: int, offset: int = 0) -> Sequence[Export]:
        return self._all(select(export).limit(limit).offset(offset))

    def count(self) -> int:
        return self._connection.scalar(select(func.count()).select_from(export)) or 0

    def of_digest(self, digest: str) -> Sequence[Export]:
        return self._all(select(export).where(export.c.digest == digest))

    def _all(self, query: Select[Any]) -> list[Export]:
        return [
            Export(
                number=row.id,
                kind=ExportKind(row.kind),
                by=row.actor,
                people=row.people,
                digest=row.digest,
                at=row.at,
            )
            for row in self._connection.execute(query.order_by(export.c.id.desc()))
        ]
