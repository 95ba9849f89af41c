"""The house's own records: single values, and what the region has decided."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.audit import AuditTrail
from storage.tables import setting


def insert_or_ignore(connection: Connection, table: Table) -> Any:
    """INSERT … ON CONFLICT DO NOTHING, which each dialect spells in its own class."""
    return _inserting(connection.dialect.name, table)


def upsert(connection: Connection, table: Table, key: str, values: Mapping[str, Any]) -> None:
    """Keep one row under its key, new or not."""
    connection.execute(_upserting(connection.dialect.name, table, key, tuple(values)), values)


_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@cache
def _inserting(dialect: str, table: Table) -> Any:
    return _INSERTS[dialect](table).on_conflict_do_nothing()


@cache
def _upserting(dialect: str, table: Table, key: str, names: tuple[str, ...]) -> Any:
    """INSERT … ON CONFLICT DO UPDATE of everything but the key; to build it costs more than to run it."""
    statement = _INSERTS[dialect](table)
    others = {name: statement.excluded[name] for name in names if name != key}
    return statement.on_conflict_do_update(index_elements=[key], set_=others)


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Keep one value under a name, new or not."""
    upsert(connection, setting, "name", {"name": name, "value": value})


class SqlPolicy:
    """Decisions of the region, one value each."""

    _SHOWS = "policy.shows_before_decree"
    _PLANNING = "policy.planning"

    def __init__(self, connection: Connection, audit: AuditTrail | None = None) -> None:
        self._connection = connection
        self._audit = audit

    @property
    def shows_before_decree(self) -> bool | None:
        kept = self._connection.scalar(select(setting.c.value).where(setting.c.name == self._SHOWS))
        return None if kept is None else kept == "yes"

    @property
    def planning(self) -> Mapping[str, Mapping[str, str]]:
        kept = self._connection.scalar(select(setting.c.value).where(setting.c.name == self._PLANNING))
        chosen: Mapping[str, Mapping[str, str]] = {} if kept is None else json.loads(kept)
        return chosen

    def decide_planning(self, chosen: Mapping[str, Mapping[str, str]]) -> None:
        put_setting(self._connection, self._PLANNING, json.dumps(chosen, sort_keys=True))

    def decide_shows_before_decree(self, *, value: bool, now: datetime) -> None:
        put_setting(self._connection, self._SHOWS, "yes" if value else "no")
        if self._audit is None:
            raise RuntimeError("a reading unit decides nothing")
        self._audit.add(
            "policy.decided", by="operator", subject=self._SHOWS, now=now, value="yes" if value else "no"
        )
