"""Second factors and proofs. A TOTP secret is sealed; of a PIN only scrypt's digest is kept."""

import base64
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from domain.second_factor.records import Factor, Kind, Session
from storage.records import upsert
from storage.tables import proof, second_factor
from storage.vault import Vault


def secret_place(person_id: int) -> str:
    return f"second_factor.secret:{person_id}"


class SqlSecondFactors:
    """One row for each officer who has set one."""

    def __init__(self, connection: Connection, vault: Vault, *, is_writing: bool) -> None:
        self._connection = connection
        self._vault = vault
        self._is_writing = is_writing

    def of(self, person_id: int) -> Factor | None:
        kept = select(second_factor).where(second_factor.c.person_id == person_id)
        row = self._connection.execute(kept.with_for_update() if self._is_writing else kept).first()
        if row is None:
            return None
        sealed = row.secret_sealed
        secret = b"" if sealed is None else self._vault.open(sealed, place=secret_place(person_id)).encode()
        return Factor(
            person_id=row.person_id,
            kind=Kind(row.kind),
            set_at=row.set_at,
            salt=row.salt or b"",
            digest=row.digest or b"",
            secret=base64.b64decode(secret),
            last_step=row.last_step,
            failures=row.failures,
            locked_until=row.locked_until,
        )

    def keep(self, factor: Factor) -> None:
        secret = base64.b64encode(factor.secret).decode()
        place = secret_place(factor.person_id)
        values = {
            "person_id": factor.person_id,
            "kind": factor.kind,
            "set_at": factor.set_at,
            "salt": factor.salt or None,
            "digest": factor.digest or None,
            "secret_sealed": self._vault.seal(secret, place=place) if factor.secret else None,
            "last_step": factor.last_step,
            "failures": factor.failures,
            "locked_until": factor.locked_until,
        }
        upsert(self._connection, second_factor, "person_id", values)
        self.end(factor.person_id)

    def note_try(self, person_id: int, *, failures: int, locked_until: datetime | None) -> None:
        self._change(person_id, failures=failures, locked_until=locked_until)

    def take_step(self, person_id: int, step: int) -> None:
        self._change(person_id, last_step=step)

    def drop(self, person_id: int) -> bool:
        self.end(person_id)
        gone = delete(second_factor).where(second_factor.c.person_id == person_id)
        return self._connection.execute(gone).rowcount > 0

    def session(self, person_id: int) -> Session | None:
        row = self._connection.execute(select(proof).where(proof.c.person_id == person_id)).first()
        if row is None:
            return None
        return Session(account_id=row.account_id, begun_at=row.begun_at, used_at=row.used_at)

    def begin(self, person_id: int, *, account_id: int, now: datetime) -> None:
        values = {"person_id": person_id, "account_id": account_id, "begun_at": now, "used_at": now}
        upsert(self._connection, proof, "person_id", values)

    def touch(self, person_id: int, *, now: datetime) -> None:
        if self._is_writing:
            self._connection.execute(update(proof).where(proof.c.person_id == person_id).values(used_at=now))

    def end(self, person_id: int) -> None:
        self._connection.execute(delete(proof).where(proof.c.person_id == person_id))

    def _change(self, person_id: int, **values: object) -> None:
        self._connection.execute(
            update(second_factor).where(second_factor.c.person_id == person_id).values(**values)
        )
