"""People and their roles. NIP and telephone are sealed; a NIP is found by its keyed hash."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select, update

from domain.actors import Grant, Role
from domain.people import Person, RoleLine
from domain.refusals import NotFound
from storage.tables import former_nip, person, role, unit
from storage.vault import Vault

NIP = "nip"


def nip_place(siasn_id: str) -> str:
    return f"person.nip:{siasn_id}"


def phone_place(siasn_id: str) -> str:
    return f"person.phone:{siasn_id}"


class SqlPeople:
    """The people kept here."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def get(self, person_id: int) -> Person:
        found = self._one(person.c.id == person_id)
        if found is None:
            raise NotFound(subject=f"person {person_id}")
        return found

    def several(self, person_ids: Sequence[int]) -> dict[int, Person]:
        """Those of the numbers that are kept, by number."""
        rows = self._connection.execute(_SELECT.where(person.c.id.in_(person_ids)))
        return {row.id: self._person(row) for row in rows}

    def by_nip(self, nip: str) -> Person | None:
        hashes = self._vault.lookups(NIP, nip)
        found = self._one(person.c.nip_hash.in_(hashes))
        if found is not None:
            return found
        former = self._connection.scalar(
            select(former_nip.c.person_id).where(former_nip.c.nip_hash.in_(hashes))
        )
        return None if former is None else self.get(former)

    def by_siasn_id(self, siasn_id: str) -> Person | None:
        return self._one(person.c.siasn_id == siasn_id)

    def active(self, *, unit_id: int | None = None) -> Iterator[Person]:
        query = _SELECT.where(person.c.ended_at.is_(None)).order_by(unit.c.name, person.c.name)
        if unit_id is not None:
            query = query.where(person.c.unit_id == unit_id)
        for row in self._connection.execute(query):
            yield self._person(row)

    def grants_of(self, person_id: int) -> frozenset[Grant]:
        rows = self._connection.execute(_HELD.where(role.c.person_id == person_id))
        return frozenset(_grant(row) for row in rows)

    def roles_of(self, person_id: int) -> frozenset[Role]:
        return frozenset(one.role for one in self.grants_of(person_id))

    def holding(self, wanted: Role) -> list[Person]:
        held = select(role.c.person_id).where(
            role.c.role == wanted, role.c.revoked_at.is_(None), role.c.unit_id.is_(None)
        )
        query = _SELECT.where(person.c.id.in_(held), person.c.ended_at.is_(None)).order_by(person.c.name)
        return [self._person(row) for row in self._connection.execute(query)]

    def grants(self) -> list[tuple[Person, Grant]]:
        held = _HELD.join_from(role, person, role.c.person_id == person.c.id).where(
            person.c.ended_at.is_(None)
        )
        rows = self._connection.execute(held.order_by(person.c.name, role.c.id)).all()
        people = self.several([row.person_id for row in rows])
        return [(people[row.person_id], _grant(row)) for row in rows]

    def grant(
        self, person_id: int, wanted: Role, *, unit_id: int | None = None, by: str, now: datetime
    ) -> bool:
        if Grant(person_id, wanted, unit_id) in self.grants_of(person_id):
            return False
        self._connection.execute(
            insert(role).values(
                person_id=person_id, role=wanted, unit_id=unit_id, granted_at=now, granted_by=by
            )
        )
        return True

    def revoke(
        self, person_id: int, wanted: Role, *, unit_id: int | None = None, by: str, now: datetime
    ) -> bool:
        is_meant = role.c.unit_id.is_(None) if unit_id is None else role.c.unit_id == unit_id
        ended = self._connection.execute(
            update(role)
            .where(
                role.c.person_id == person_id, role.c.role == wanted, role.c.revoked_at.is_(None), is_meant
            )
            .values(revoked_at=now, revoked_by=by)
            .returning(role.c.id)
        )
        return ended.first() is not None

    def named(self, words: Sequence[str], *, limit: int) -> list[Person]:
        holds = [func.lower(person.c.name).contains(one.lower(), autoescape=True) for one in words]
        query = _SELECT.where(person.c.ended_at.is_(None), *holds).order_by(person.c.name, person.c.id)
        return [self._person(row) for row in self._connection.execute(query.limit(limit))]

    def role_lines(self, *, limit: int, offset: int) -> list[RoleLine]:
        newest = func.coalesce(role.c.revoked_at, role.c.granted_at).desc()
        rows = self._connection.execute(
            select(role).order_by(newest, role.c.id.desc()).limit(limit).offset(offset)
        )
        return [
            RoleLine(
                grant=_grant(row),
                granted_at=row.granted_at,
                granted_by=row.granted_by,
                revoked_at=row.revoked_at,
                revoked_by=row.revoked_by or "",
            )
            for row in rows
        ]

    def count_role_lines(self) -> int:
        return self._connection.scalar(select(func.count()).select_from(role)) or 0

    def _one(self, condition: ColumnElement[bool]) -> Person | None:
        row = self._connection.execute(_SELECT.where(condition)).first()
        return None if row is None else self._person(row)

    def _person(self, row: Row[Any]) -> Person:
        siasn_id: str = row.siasn_id
        phone = row.phone_sealed
        return Person(
            id=row.id,
            siasn_id=siasn_id,
            nip=self._vault.open(row.nip_sealed, place=nip_place(siasn_id)),
            name=row.name,
            title_front=row.title_front,
            title_back=row.title_back,
            sex=row.sex,
            phone=None if phone is None else self._vault.open(phone, place=phone_place(siasn_id)),
            kind=row.kind,
            legal_status=row.legal_status,
            grade=row.grade,
            position=row.position,
            position_since=row.position_since,
            education_level=row.education_level,
            education=row.education,
            location=row.location,
            unit_id=row.unit_id,
            unit=row.unit_name,
            ended_at=row.ended_at,
        )


_SELECT: Select[Any] = select(person, unit.c.name.label("unit_name")).join_from(
    person, unit, person.c.unit_id == unit.c.id
)
_HELD: Select[Any] = select(role.c.person_id, role.c.role, role.c.unit_id).where(role.c.revoked_at.is_(None))


def _grant(row: Row[Any]) -> Grant:
    return Grant(row.person_id, Role(row.role), row.unit_id)
