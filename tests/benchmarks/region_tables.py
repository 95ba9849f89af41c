"""A region straight into the tables, for benchmarks of what comes after the import."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, text

from storage import tables
from storage.store import SqlStore

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
FIRST_CHAT = 5_000_000_001


def fill_accounts(store: SqlStore, count: int, *, above: int = 0) -> None:
    """So many people, each linked to a chat of their own, made by the database itself.

    Their numbers begin `above` those of people who are there already.
    """
    with store.engine.begin() as connection:
        unit_id, import_id = _one_of_each(connection)
        series = _series(connection, above + 1, above + count)
        facts: dict[str, Any] = {"unit": unit_id, "import": import_id, "now": _now(connection)}
        connection.execute(text(_PEOPLE.format(series=series, blob=_blob(connection))), facts)
        connection.execute(text(_ACCOUNTS.format(chat=FIRST_CHAT, above=above)), facts)


def _one_of_each(connection: Connection) -> tuple[int, int]:
    unit = insert(tables.unit).values(key="name:u", name_key="u", name="U").returning(tables.unit.c.id)
    brought = (
        insert(tables.imports)
        .values(applied_at=NOW, applied_by="operator", digest="", complete=False, summary={})
        .returning(tables.imports.c.id)
    )
    return connection.execute(unit).scalar_one(), connection.execute(brought).scalar_one()


def _series(connection: Connection, first: int, last: int) -> str:
    if connection.dialect.name == "postgresql":
        return f"(SELECT g AS n FROM generate_series({first}, {last}) AS g) AS series"
    counting = f"SELECT {first} AS n UNION ALL SELECT n + 1 FROM counting WHERE n < {last}"
    return f"(WITH RECURSIVE counting AS ({counting}) SELECT n FROM counting) AS series"


def _blob(connection: Connection) -> str:
    kind = "bytea" if connection.dialect.name == "postgresql" else "blob"
    return f"CAST(CAST(n AS text) AS {kind})"


def _now(connection: Connection) -> Any:
    return NOW if connection.dialect.name == "postgresql" else NOW.replace(tzinfo=None).isoformat(" ")


_PEOPLE = """
INSERT INTO person (id, siasn_id, nip_hash, nip_sealed, name, title_front, title_back, kind, legal_status,
    grade, position_kind, position, education_level, education, location, echelon, unit_id, digest, import_id)
SELECT n, 'S' || n, {blob}, {blob}, 'N' || n, '', '', 'pns', '', '', '', '', '', '', '', '',
    :unit, {blob}, :import
FROM {series}
"""
_ACCOUNTS = """
INSERT INTO account (person_id, user_id, chat_id, language, linked_at, last_seen_at)
SELECT id, {chat} + id, {chat} + id, CASE WHEN id % 5 = 0 THEN 'en' ELSE 'id' END, :now, :now FROM person
WHERE id > {above}
"""
