"""Before and after, field by field, for the rows that an import would change."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from domain.imports.ledger import Change
from domain.imports.rows import PersonRow, SheetKind
from storage.imports.comparing import SqlComparison, StagedRow
from storage.imports.datasets import DATASETS
from storage.imports.values import PERSON_PLAIN, person_plain
from storage.people import SqlPeople
from storage.tables import person, unit
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
    names = _names(connection, kind, rows)
    for row in rows:
        said = (names.get(reference) for reference in row.references)
        what = row.values.get("description") or row.values.get("name") or row.values.get("position")
        if kind is SheetKind.TRAVEL:
            what = f"{row.values['origin']} – {row.values['destination']}"
        subject = " · ".join(str(part) for part in (*said, what) if part)
        yield from _differing(kind, subject, kept[row.row_id or 0], row.values)


def _names(connection: Connection, kind: SheetKind, rows: list[StagedRow]) -> dict[str, str]:
    """Whose rows they are: the people's names, or the units' where nobody is meant."""
    in_units = kind in {SheetKind.POSITIONS, SheetKind.TASKS}
    key, name = (unit.c.key, unit.c.name) if in_units else (person.c.siasn_id, person.c.name)
    keys = {reference for row in rows for reference in row.references}
    return {found[0]: found[1] for found in connection.execute(select(key, name).where(key.in_(keys)))}


def _differing(
    kind: SheetKind, subject: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    for field, value in after.items():
        was = before[field]
        if isinstance(value, dict) and isinstance(was, dict):
            parts = dict.fromkeys([*was, *value])
            yield from _differing(
                kind,
                subject,
                {f"{field}.{part}": was.get(part) for part in parts},
                {f"{field}.{part}": value.get(part) for part in parts},
            )
        elif was != value:
            yield Change(kind=kind, subject=subject, field=field, before=_said(was), after=_said(value))


def _said(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
