"""Before and after, field by field, for the rows that an import would change."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from domain.imports.ledger import Change
from domain.imports.rows import PersonRow, SheetKind
from storage.imports.comparing import SqlComparison, StagedRow
from storage.imports.datasets import DATASETS
from storage.imports.values import PERSON_PLAIN, person_plain
from storage.people import SqlPeople
from storage.tables import person
from storage.vault import Vault

LISTED_AT_MOST = 1_000
_CHUNK = 500


def changes(connection: Connection, vault: Vault, comparison: SqlComparison) -> Iterator[Change]:
    """At most LISTED_AT_MOST changed rows of each kind, in the files' order."""
    for kind, rows in comparison.staged.items():
        changed = [row for row in rows if row.row_id is not None][:LISTED_AT_MOST]
        for start in range(0, len(changed), _CHUNK):
            chunk = changed[start : start + _CHUNK]
            if kind is SheetKind.PEOPLE:
                yield from _people(connection, vault, comparison, chunk)
            else:
                yield from _plain(connection, kind, chunk)


def _people(
    connection: Connection, vault: Vault, comparison: SqlComparison, rows: list[StagedRow]
) -> Iterator[Change]:
    kept = SqlPeople(connection, vault).several([row.row_id for row in rows if row.row_id is not None])
    plain = {
        found["id"]: dict(found)
        for found in connection.execute(
            select(person.c.id, *(person.c[name] for name in PERSON_PLAIN)).where(person.c.id.in_(kept))
        ).mappings()
    }
    for row in rows:
        new: PersonRow = row.values
        number = row.row_id or 0
        before = {**plain[number], "nip": kept[number].nip, "phone": kept[number].phone}
        before["unit"] = kept[number].unit
        before["in_service"] = kept[number].is_active
        after = {
            **dict(zip(PERSON_PLAIN, person_plain(new), strict=True)),
            "nip": new.nip,
            "phone": new.phone,
            "unit": comparison.units.wanted[row.references[0]].name,
            "in_service": True,
        }
        yield from _differing(SheetKind.PEOPLE, kept[number].full_name, before, after)


def _plain(connection: Connection, kind: SheetKind, rows: list[StagedRow]) -> Iterator[Change]:
    table = DATASETS[kind].table
    numbers = [row.row_id for row in rows]
    kept = {
        found["id"]: dict(found)
        for found in connection.execute(select(table).where(table.c.id.in_(numbers))).mappings()
    }
    for row in rows:
        before = kept[row.row_id or 0]
        subject = " · ".join(str(part) for part in row.references) or str(row.values.get("position", ""))
        yield from _differing(kind, subject, before, row.values)


def _differing(
    kind: SheetKind, subject: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    for field, value in after.items():
        was = before[field]
        if was != value:
            yield Change(kind=kind, subject=subject, field=field, before=_said(was), after=_said(value))


def _said(value: Any) -> str:
    return "" if value is None else str(value)
