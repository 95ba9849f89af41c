"""Before and after, field by field, for the rows that an import would change."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

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


class _About(NamedTuple):
    """Which row; `person_id` None where it is nobody's."""

    kind: SheetKind
    subject: str
    person_id: int | None


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
        yield from _differing(_About(SheetKind.PEOPLE, kept[number].full_name, number), before, after)


def _plain(connection: Connection, kind: SheetKind, rows: list[StagedRow]) -> Iterator[Change]:
    table = DATASETS[kind].table
    numbers = [row.row_id for row in rows]
    kept = {
        found["id"]: dict(found)
        for found in connection.execute(select(table).where(table.c.id.in_(numbers))).mappings()
    }
    names = _names(connection, kind, rows)
    for row in rows:
        said = [names[reference] for reference in row.references if reference in names]
        whose = None if in_units(kind) else next((number for number, _ in said), None)
        what = row.values.get("description") or row.values.get("name") or row.values.get("position")
        if kind is SheetKind.TRAVEL:
            what = f"{row.values['origin']} – {row.values['destination']}"
        subject = " · ".join(str(part) for part in (*(name for _, name in said), what) if part)
        yield from _differing(_About(kind, subject, whose), kept[row.row_id or 0], row.values)


def in_units(kind: SheetKind) -> bool:
    """Whether such rows are units' and nobody's."""
    return kind in {SheetKind.POSITIONS, SheetKind.TASKS}


def _names(connection: Connection, kind: SheetKind, rows: list[StagedRow]) -> dict[str, tuple[int, str]]:
    """Whose rows they are: the people's numbers and names, or the units' where nobody is meant."""
    table = unit if in_units(kind) else person
    key = unit.c.key if in_units(kind) else person.c.siasn_id
    keys = {reference for row in rows for reference in row.references}
    query = select(key, table.c.id, table.c.name).where(key.in_(keys))
    return {found[0]: (found[1], found[2]) for found in connection.execute(query)}


def _differing(about: _About, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for field, value in after.items():
        was = before[field]
        if isinstance(value, dict) and isinstance(was, dict):
            parts = dict.fromkeys([*was, *value])
            yield from _differing(
                about,
                {f"{field}.{part}": was.get(part) for part in parts},
                {f"{field}.{part}": value.get(part) for part in parts},
            )
        elif was != value:
            yield Change(
                kind=about.kind,
                subject=about.subject,
                person_id=about.person_id,
                field=field,
                before=_said(was),
                after=_said(value),
            )


def _said(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
