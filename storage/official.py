"""Codes and what they were issued for, checks of them, and each person's phrase."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.official.codes import new_code, read_code, shown
from domain.official.records import Issued, Kind, NewDocument
from storage.records import insert_or_ignore, upsert
from storage.tables import official_check, official_code, official_digest, phrase
from storage.vault import Vault

ASKER = "official_check.user"


def phrase_place(person_id: int) -> str:
    return f"phrase.phrase:{person_id}"


class SqlCodes:
    """A row a code, and one for each digest."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(self, document: NewDocument, *, now: datetime) -> str:
        code = new_code()
        self._connection.execute(
            insert(official_code).values(
                code=code,
                kind=document.kind,
                title=document.title,
                addressee=document.addressee,
                issued_on=document.issued_on,
                issued_at=now,
            )
        )
        if document.digest is not None:
            self._keep_digest(code, document.digest)
        return shown(code)

    def attach(self, code: str, digest: bytes) -> None:
        kept = read_code(code)
        if kept is None:
            raise ValueError("no official code")
        self._keep_digest(kept, digest)

    def discard(self, code: str) -> None:
        kept = read_code(code)
        self._connection.execute(delete(official_digest).where(official_digest.c.code == kept))
        self._connection.execute(delete(official_code).where(official_code.c.code == kept))

    def withdraw_earlier(self, kind: Kind, addressee: int, *, now: datetime) -> None:
        self._connection.execute(
            update(official_code)
            .where(
                official_code.c.addressee == addressee,
                official_code.c.kind == kind,
                official_code.c.withdrawn_at.is_(None),
            )
            .values(withdrawn_at=now)
        )

    def find(self, code: str) -> Issued | None:
        kept = read_code(code)
        if kept is None:
            return None
        return self._one(select(official_code).where(official_code.c.code == kept))

    def find_file(self, digest: bytes) -> Issued | None:
        newest = (
            select(official_code)
            .join(official_digest, official_digest.c.code == official_code.c.code)
            .where(official_digest.c.digest == digest)
            .order_by(official_code.c.withdrawn_at.is_not(None), official_code.c.issued_at.desc())
        )
        return self._one(newest)

    def withdraw(self, code: str, *, now: datetime) -> bool:
        is_valid = (official_code.c.code == read_code(code)) & official_code.c.withdrawn_at.is_(None)
        return (
            self._connection.execute(update(official_code).where(is_valid).values(withdrawn_at=now)).rowcount
            > 0
        )

    def newest(self, kind: Kind, limit: int) -> Sequence[Issued]:
        ordered = (
            select(official_code)
            .where(official_code.c.kind == kind)
            .order_by(official_code.c.issued_at.desc(), official_code.c.code)
        )
        return self._with_digests(self._connection.execute(ordered.limit(limit)).all())

    def _keep_digest(self, code: str, digest: bytes) -> None:
        self._connection.execute(
            insert_or_ignore(self._connection, official_digest).values(code=code, digest=digest)
        )

    def _one(self, query: Any) -> Issued | None:
        found = self._with_digests(self._connection.execute(query.limit(1)).all())
        return found[0] if found else None

    def _with_digests(self, rows: Sequence[Row[Any]]) -> list[Issued]:
        digests: dict[str, list[bytes]] = {row.code: [] for row in rows}
        kept = (
            select(official_digest)
            .where(official_digest.c.code.in_(digests))
            .order_by(official_digest.c.digest)
        )
        for one in self._connection.execute(kept):
            digests[one.code].append(one.digest)
        return [_issued(row, digests[row.code]) for row in rows]


class SqlChecks:
    """Under a keyed hash, each forgotten when it counts no more."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def lately(self, user_id: int, *, after: datetime) -> Sequence[datetime]:
        hashes = self._vault.lookups(ASKER, str(user_id))
        query = select(official_check.c.at).where(
            official_check.c.user_hash.in_(hashes), official_check.c.at > after
        )
        return self._connection.scalars(query.order_by(official_check.c.at)).all()

    def note(self, user_id: int, *, now: datetime, forget_before: datetime) -> None:
        self._connection.execute(delete(official_check).where(official_check.c.at <= forget_before))
        hashed = self._vault.lookup(ASKER, str(user_id))
        self._connection.execute(insert(official_check).values(user_hash=hashed, at=now))


class SqlPhrases:
    """A sealed row a person."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def of(self, person_id: int) -> str | None:
        sealed = self._connection.scalar(
            select(phrase.c.phrase_sealed).where(phrase.c.person_id == person_id)
        )
        return None if sealed is None else self._vault.open(sealed, place=phrase_place(person_id))

    def keep(self, person_id: int, words: str, *, now: datetime) -> None:
        sealed = self._vault.seal(words, place=phrase_place(person_id))
        values = {"person_id": person_id, "phrase_sealed": sealed, "given_at": now}
        upsert(self._connection, phrase, "person_id", values)


def _issued(row: Row[Any], digests: Iterable[bytes]) -> Issued:
    return Issued(
        code=shown(row.code),
        kind=Kind(row.kind),
        title=row.title,
        addressee=row.addressee,
        issued_on=row.issued_on,
        issued_at=row.issued_at,
        digests=tuple(digests),
        withdrawn_at=row.withdrawn_at,
    )
