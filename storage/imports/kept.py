"""Kept rows of each kind by what identifies them: their row number and digest."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from storage import tables

Index = Callable[[Connection], Mapping[tuple[Any, ...], tuple[int, bytes]]]


def unit_keyed(table: Any, *columns: str) -> Index:
    """By the unit's key, then by the columns named."""

    def index(connection: Connection) -> dict[tuple[Any, ...], tuple[int, bytes]]:
        query = select(
            tables.unit.c.key, *(table.c[name] for name in columns), table.c.id, table.c.digest
        ).join_from(table, tables.unit, table.c.unit_id == tables.unit.c.id)
        return {tuple(row[:-2]): (row[-2], row[-1]) for row in connection.execute(query)}

    return index


def person_keyed(table: Any, *columns: str) -> Index:
    """By the person's number in the national record, then by the columns named."""

    def index(connection: Connection) -> dict[tuple[Any, ...], tuple[int, bytes]]:
        query = select(
            tables.person.c.siasn_id, *(table.c[name] for name in columns), table.c.id, table.c.digest
        ).join_from(table, tables.person, table.c.person_id == tables.person.c.id)
        return {tuple(row[:-2]): (row[-2], row[-1]) for row in connection.execute(query)}

    return index


def plainly_keyed(table: Any, *columns: str) -> Index:
    """By the columns named alone."""

    def index(connection: Connection) -> dict[tuple[Any, ...], tuple[int, bytes]]:
        query = select(*(table.c[name] for name in columns), table.c.id, table.c.digest)
        return {tuple(row[:-2]): (row[-2], row[-1]) for row in connection.execute(query)}

    return index


def kept_proposals(
    connection: Connection, waves: Sequence[str]
) -> dict[tuple[str, str], tuple[int, bytes, str]]:
    query = (
        select(
            tables.wave.c.name,
            tables.person.c.siasn_id,
            tables.proposal.c.id,
            tables.proposal.c.digest,
            tables.proposal.c.status,
        )
        .join_from(tables.proposal, tables.wave, tables.proposal.c.wave_id == tables.wave.c.id)
        .join(tables.person, tables.proposal.c.person_id == tables.person.c.id)
        .where(tables.wave.c.name.in_(waves))
    )
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in connection.execute(query)}
