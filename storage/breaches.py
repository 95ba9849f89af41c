"""Whom a breach concerns: the registry of personal rows, asked by kind of data instead of by person."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, FromClause, Table, func, select

from domain.breach.records import Affected, Span
from storage import tables
from storage.personal import REGISTRY
from storage.tables.columns import UtcDateTime

NOT_BY_PERSON = {
    "audit": "opaque numbers of people; what is personal in it lies under keys of their own",
    "conversation": "a keyed hash alone says whose a draft is; it is gone within days",
    "import": "its rows are told with the person's own",
    "import_before": "former values of the person's own rows, told with those",
    "view_log": "who looked, by number; no data of the person",
}
"""Kinds that say nothing of a person without what is told already, each with the reason."""


class SqlBreaches:
    """Counted in the database: a row a person and kind comes over, whatever their number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted(_PATHS))

    def affected(self, span: Span) -> Iterator[Affected]:
        found: dict[int, dict[str, int]] = {}
        for kind in sorted(span.kinds or _PATHS):
            for person_id, count in self._connection.execute(_counted(kind, span)):
                found.setdefault(person_id, {})[kind] = count
        linked = set(
            self._connection.scalars(
                select(tables.account.c.person_id).where(
                    tables.account.c.unlinked_at.is_(None), tables.account.c.unreachable_since.is_(None)
                )
            )
        )
        for person_id in sorted(found):
            yield Affected(person_id=person_id, kinds=found[person_id], has_chat=person_id in linked)


def _counted(kind: str, span: Span) -> Any:
    owner, source = _PATHS[kind]
    query = select(owner, func.count()).select_from(source).where(owner.is_not(None)).group_by(owner)
    if span.units:
        of_units = select(tables.person.c.id).where(tables.person.c.unit_id.in_(span.units))
        query = query.where(owner.in_(of_units))
    written = _written_at(tables.metadata.tables[kind])
    if written is not None and span.until is not None:
        # A row written before the breach may have been seen at any time of it, one written after it not.
        query = query.where(written < span.until)
    return query


def _written_at(table: Table) -> Column[Any] | None:
    return next(
        (one for one in table.columns if isinstance(one.type, UtcDateTime) and not one.nullable), None
    )


def _path(table: Table) -> tuple[Any, FromClause] | None:
    """The column that names the person, and what has to be joined for it."""
    if table is tables.person:
        return table.c.id, table
    if table is tables.outbox:
        joined = table.join(tables.account, tables.account.c.chat_id == table.c.chat_id)
        return tables.account.c.person_id, joined
    for name in ("person_id", "addressee"):
        if name in table.c:
            return table.c[name], table
    for column in table.columns:
        for key in column.foreign_keys:
            parent = key.column.table
            if parent.name in REGISTRY and REGISTRY[parent.name].owner is not None and parent is not table:
                above = _path(parent)
                if above is not None:
                    return above[0], above[1].join(table, column == key.column)
    return None


def _paths() -> dict[str, tuple[Any, FromClause]]:
    found = {}
    for name, one in REGISTRY.items():
        path = None if one.owner is None or name in NOT_BY_PERSON else _path(one.table)
        if path is not None:
            found[name] = path
    return found


_PATHS = _paths()
