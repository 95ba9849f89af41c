"""People as an import needs them: a light index to compare with, and the sealed values to write."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from domain.imports.rows import PersonRow
from storage.imports.values import person_plain
from storage.people import NIP, nip_place, phone_place
from storage.tables import person, unit
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """What is needed of a kept person to compare; nothing is unsealed."""

    id: int
    nip_hash: bytes
    digest: bytes
    is_active: bool
    name: str
    unit: str
    unit_key: str


def kept_people(connection: Connection) -> dict[str, KeptPerson]:
    """Everybody ever kept, by the national record's number."""
    query = select(
        person.c.siasn_id,
        person.c.id,
        person.c.nip_hash,
        person.c.digest,
        person.c.ended_at.is_(None),
        person.c.name,
        unit.c.name,
        unit.c.key,
    ).join_from(person, unit, person.c.unit_id == unit.c.id)
    return {row[0]: KeptPerson(*row[1:]) for row in connection.execute(query)}


def sealed_values(vault: Vault, row: PersonRow) -> tuple[Any, ...]:
    """A person's columns in the staged table's order."""
    phone = row.phone
    return (
        row.siasn_id,
        vault.lookup(NIP, row.nip),
        vault.seal(row.nip, place=nip_place(row.siasn_id)),
        None if phone is None else vault.seal(phone, place=phone_place(row.siasn_id)),
        *person_plain(row),
    )
