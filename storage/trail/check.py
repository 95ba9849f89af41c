"""Holding the trail against its seals, its chain and its anchors; the place of each fault is named.

Rows are read once, in the chain's order, as bytes and not as values: what somebody made unreadable is a fault
like any other. Memory does not grow with the trail.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from storage.tables import setting
from storage.trail.guard import unguarded
from storage.trail.seals import BEGINNING, ID_BYTES, code_of, content, is_sealed, mark
from storage.trail.trail import FLOOR

# A trail that is wrong everywhere is told by its first places and their number.
NAMED_AT_MOST = 1_000
RESTORED = b"database.restored"
_AT_ONCE = 10_000


class FaultKind(StrEnum):
    """What was done to the trail."""

    EDITED = "edited"
    """A row does not say what was written."""
    MOVED = "moved"
    """A row as it was written stands in the place of another, or its mark was changed."""
    DELETED = "deleted"
    """A row of the chain is gone."""
    CUT_OUT = "cut_out"
    """Places of the chain are gone, `until` the last of them."""
    FORGED = "forged"
    """A row that nobody with the key has written."""
    COPIED = "copied"
    """A row stands there twice."""
    UNCHAINED = "unchained"
    """A row so old that it must have been chained."""
    TRUNCATED = "truncated"
    """The chain once was longer, `until` that place; up to `place` it is as it was."""
    REWRITTEN = "rewritten"
    """The chain once was another one, from somewhere between `place` and `until` on."""
    ANCHORS = "anchors"
    """A line of the anchors' file was changed, added or taken out."""
    UNGUARDED = "unguarded"
    """Somebody took away the trigger that refuses changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`place`: in the chain, or the line of the anchors' file. `row`: the row's number in the table."""

    kind: FaultKind
    place: int | None = None
    until: int | None = None
    row: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """A restore that the trail itself tells of: the chain went on after place `chained`."""

    at: str
    chained: int


@dataclass(slots=True)
class Findings:
    """`chained` rows hang together as far as `faults` do not say otherwise; `waiting` ones are sealed."""

    chained: int = 0
    waiting: int = 0
    code: str = ""
    count: int = 0
    faults: list[Fault] = field(default_factory=list)
    restores: list[Restore] = field(default_factory=list)
    marks: dict[int, bytes] = field(default_factory=dict)

    def add(self, fault: Fault) -> None:
        self.count += 1
        if len(self.faults) < NAMED_AT_MOST:
            self.faults.append(fault)


_SQLITE_ROW = (
    "a.id, a.seal, CAST(a.at AS BLOB), CAST(a.actor AS BLOB), CAST(a.action AS BLOB), "
    "CAST(a.subject AS BLOB), CAST(a.facts AS BLOB)"
)
_POSTGRESQL_ROW = (
    "a.id, a.seal, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), a.actor, a.action, "
    "a.subject, a.facts::text"
)


def examine(connection: Connection, keys: Mapping[bytes, bytes], *, wanted: frozenset[int]) -> Findings:
    """Go through every row once. `wanted`: places whose marks are to be kept, for the anchors."""
    found = Findings()
    _follow(connection, keys, found, wanted)
    _look_beside(connection, keys, found)
    for table in unguarded(connection):
        found.add(Fault(kind=FaultKind.UNGUARDED, name=table))
    return found


def _follow(
    connection: Connection, keys: Mapping[bytes, bytes], found: Findings, wanted: frozenset[int]
) -> None:
    """Along the chain. After a break the next mark is taken as it stands: each place is judged by itself."""
    before: bytes | None = BEGINNING
    number = 0
    kept = b""
    for place, row, kept_mark, *written in _rows(
        connection, "l.number, l.audit_id, l.mark", "audit_link l LEFT JOIN audit a ON a.id = l.audit_id",
        order="l.number",
    ):  # fmt: skip
        if place != number + 1:
            found.add(Fault(kind=FaultKind.CUT_OUT, place=number + 1, until=place - 1))
            before = None
        number, kept = place, _bytes(kept_mark)
        if number in wanted:
            found.marks[number] = kept
        fault = _fault_of(keys, before, number, row, kept, written)
        if fault is not None:
            found.add(Fault(kind=fault, place=number, row=row if isinstance(row, int) else None))
        elif written[4] in {RESTORED, RESTORED.decode()}:
            _note_restore(found, written)
        before = kept
    found.chained = number
    found.code = code_of(kept) if number else ""


def _fault_of(  # noqa: PLR0917 -- what a place of the chain consists of
    keys: Mapping[bytes, bytes], before: bytes | None, number: int, row: Any, kept: bytes, written: list[Any]
) -> FaultKind | None:
    if written[0] is None:
        return FaultKind.DELETED
    seal = _bytes(written[1])
    if not is_sealed(keys, seal, _said(written)):
        return FaultKind.EDITED
    key = keys.get(kept[:ID_BYTES])
    if key is None:
        return FaultKind.MOVED
    if before is not None and mark((kept[:ID_BYTES], key), before, number, row, seal) != kept:
        return FaultKind.MOVED
    return None


def _look_beside(connection: Connection, keys: Mapping[bytes, bytes], found: Findings) -> None:
    """Rows that are in no place of the chain, and rows that are there twice."""
    floor = _floor(connection)
    loose = "audit a WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.audit_id = a.id)"
    for _, *written in _rows(connection, "0", loose, order="a.id"):
        row = written[0]
        if not is_sealed(keys, _bytes(written[1]), _said(written)):
            found.add(Fault(kind=FaultKind.FORGED, row=row))
        elif row <= floor:
            found.add(Fault(kind=FaultKind.UNCHAINED, row=row))
        else:
            found.waiting += 1
            if written[4] in {RESTORED, RESTORED.decode()}:
                _note_restore(found, written)
    twice = "SELECT max(id) FROM audit GROUP BY seal HAVING count(*) > 1 ORDER BY 1"
    for (row,) in connection.exec_driver_sql(twice):
        found.add(Fault(kind=FaultKind.COPIED, row=row))


def _rows(connection: Connection, first: str, where: str, *, order: str) -> Iterator[list[Any]]:
    own = _SQLITE_ROW if connection.dialect.name == "sqlite" else _POSTGRESQL_ROW
    query = f"SELECT {first}, {own} FROM {where} ORDER BY {order}"  # noqa: S608 -- all of it stands above
    cursor = connection.exec_driver_sql(
        query, execution_options={"stream_results": True, "max_row_buffer": _AT_ONCE}
    )
    while portion := cursor.fetchmany(_AT_ONCE):
        for row in portion:
            yield list(row)


def _said(written: list[Any]) -> bytes:
    return content(*(_bytes(one) for one in written[2:7]))


def _bytes(value: Any) -> bytes:
    """As it stands in the database: PostgreSQL gives texts, SQLite whatever somebody put there."""
    if isinstance(value, bytes):
        return value
    return str(value).encode("utf-8", "surrogateescape")


def _note_restore(found: Findings, written: list[Any]) -> None:
    facts = json.loads(_bytes(written[6]))
    found.restores.append(Restore(at=_bytes(written[2]).decode(), chained=int(facts.get("chained", 0))))


def _floor(connection: Connection) -> int:
    kept = connection.scalar(select(setting.c.value).where(setting.c.name == FLOOR))
    try:
        return int(json.loads(kept)["floor"]) if kept else 0
    except (ValueError, KeyError, TypeError):
        return 0  # whoever spoilt it hides nothing by that but the age of rows that wait
