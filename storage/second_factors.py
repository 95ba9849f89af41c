"""Second factors and proofs.

A PIN has so few digits that no stretching alone could guard a stolen copy of the database: the digest of
scrypt is sealed, and the key lies elsewhere. The secret of a TOTP is sealed in the same way.
"""

import base64
import hmac
import os
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.second_factor.records import Factor, Kind, Session
from storage.records import upsert
from storage.tables import proof, second_factor
from storage.vault import Vault

_SALT_BYTES = 16
_STEP = 30
_DIGITS = 6
# A clock that is half a minute off, and the seconds in which one types (RFC 6238, 5.2).
_STEPS_EITHER_WAY = 1


def secret_place(person_id: int, salt: bytes) -> str:
    return f"second_factor.secret:{person_id}:{salt.hex()}"


class SqlSecondFactors:
    """Two rows at most for each officer: the factor in force and one that is being set up."""

    def __init__(self, connection: Connection, vault: Vault, *, is_writing: bool) -> None:
        self._connection = connection
        self._vault = vault
        self._is_writing = is_writing

    def of(self, person_id: int) -> Factor | None:
        return _factor(self._row(person_id, is_proposed=False))

    def proposed(self, person_id: int) -> Factor | None:
        return _factor(self._row(person_id, is_proposed=True))

    def propose(self, person_id: int, kind: Kind, secret: bytes, *, now: datetime) -> None:
        self.withdraw(person_id)
        salt = os.urandom(_SALT_BYTES)
        guarded = _stretched(secret, salt) if kind is Kind.PIN else secret
        sealed = self._vault.seal(base64.b64encode(guarded).decode(), place=secret_place(person_id, salt))
        self._connection.execute(
            insert(second_factor).values(
                person_id=person_id, is_proposed=True, kind=kind, salt=salt, secret_sealed=sealed, set_at=now
            )
        )

    def withdraw(self, person_id: int) -> None:
        self._connection.execute(delete(second_factor).where(*_is(person_id, is_proposed=True)))

    def fits(self, person_id: int, answer: str, *, is_proposed: bool = False, now: datetime) -> bool:
        row = self._row(person_id, is_proposed=is_proposed)
        if row is None:
            return False
        opened = self._vault.open(row.secret_sealed, place=secret_place(person_id, row.salt))
        secret = base64.b64decode(opened)
        if row.kind == Kind.PIN:
            return hmac.compare_digest(_stretched(answer.encode(), row.salt), secret)
        step = _step_of(secret, answer, now=now)
        if step is None or step <= row.last_step:
            return False
        self._change(person_id, is_proposed=is_proposed, last_step=step)
        return True

    def confirm(self, person_id: int, *, now: datetime) -> None:
        self._connection.execute(delete(second_factor).where(*_is(person_id, is_proposed=False)))
        in_force = {"is_proposed": False, "set_at": now, "failures": 0, "locked_until": None}
        self._connection.execute(
            update(second_factor).where(*_is(person_id, is_proposed=True)).values(in_force)
        )
        self.end(person_id)

    def note_try(
        self, person_id: int, *, failures: int, locked_until: datetime | None, is_proposed: bool = False
    ) -> None:
        self._change(person_id, is_proposed=is_proposed, failures=failures, locked_until=locked_until)

    def drop(self, person_id: int) -> bool:
        self.end(person_id)
        self.withdraw(person_id)
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

    def end(self, person_id: int) -> bool:
        ended = self._connection.execute(delete(proof).where(proof.c.person_id == person_id))
        return ended.rowcount > 0

    def _row(self, person_id: int, *, is_proposed: bool) -> Row[Any] | None:
        kept = select(second_factor).where(*_is(person_id, is_proposed=is_proposed))
        return self._connection.execute(kept.with_for_update() if self._is_writing else kept).first()

    def _change(self, person_id: int, *, is_proposed: bool, **values: object) -> None:
        meant = update(second_factor).where(*_is(person_id, is_proposed=is_proposed))
        self._connection.execute(meant.values(values))


def _is(person_id: int, *, is_proposed: bool) -> tuple[Any, ...]:
    return second_factor.c.person_id == person_id, second_factor.c.is_proposed.is_(is_proposed)


def _factor(row: Row[Any] | None) -> Factor | None:
    if row is None:
        return None
    return Factor(
        person_id=row.person_id,
        kind=Kind(row.kind),
        set_at=row.set_at,
        failures=row.failures,
        locked_until=row.locked_until,
    )


def _stretched(pin: bytes, salt: bytes) -> bytes:
    # 16 MiB and some 40 ms for each guess; the seal above is what guards the few digits.
    return Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(pin)


def _step_of(secret: bytes, answer: str, *, now: datetime) -> int | None:
    """The time step whose code this is, among those that are near enough."""
    totp, current = TOTP(secret, _DIGITS, SHA1(), _STEP), int(now.timestamp()) // _STEP  # noqa: S303 -- RFC 6238; what apps know
    near = range(current - _STEPS_EITHER_WAY, current + _STEPS_EITHER_WAY + 1)
    fitting = [one for one in near if hmac.compare_digest(totp.generate(one * _STEP), answer.encode())]
    return fitting[-1] if fitting else None
