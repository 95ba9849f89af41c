"""Everybody in service with what tells when they retire; of the NIP only the day of birth is told."""

from datetime import date

from sqlalchemy import Connection, select

from domain.nip import Nip, parse_nip
from domain.plans.records import Serving
from storage.people import nip_place
from storage.tables import person
from storage.vault import Vault


def serving(connection: Connection, vault: Vault, *, today: date) -> list[Serving]:
    rows = connection.execute(select(person).where(person.c.ended_at.is_(None)).order_by(person.c.id))
    found = []
    for row in rows:
        nip = parse_nip(vault.open(row.nip_sealed, place=nip_place(row.siasn_id)), today=today)
        found.append(
            Serving(
                person_id=row.id,
                unit_id=row.unit_id,
                kind=row.kind,
                position_kind=row.position_kind or None,
                position=row.position,
                echelon=row.echelon,
                birth_on=nip.birth_on if isinstance(nip, Nip) else None,
            )
        )
    return found
