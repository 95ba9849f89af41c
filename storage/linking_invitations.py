"""Invitation letters: the token under a keyed hash, the code under scrypt of its keyed hash."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from domain.linking.records import Cause, Invitation, NewInvitation, Secret
from storage.tables import invitation
from storage.vault import Vault

TOKEN = "invitation.token"  # noqa: S105 -- the purpose of a hash, not a token
CODE = "invitation.code"


class SqlInvitations:
    """What is read here is locked, so that parallel guesses are counted one after the other."""

    _connection: Connection
    _vault: Vault

    def peppered(self, code: str) -> Sequence[bytes]:
        return self._vault.lookups(CODE, code)

    def invite(self, invitations: Sequence[NewInvitation], *, expires_at: datetime, now: datetime) -> None:
        self._close(
            invitation.c.person_id.in_([one.person_id for one in invitations]), cause=Cause.REISSUED, now=now
        )
        rows = [
            {
                "person_id": one.person_id,
                "token_hash": self._vault.lookup(TOKEN, one.token),
                "code_salt": one.secret.salt,
                "code_hash": one.secret.digest,
                "issued_at": now,
                "expires_at": expires_at,
            }
            for one in invitations
        ]
        if rows:
            self._connection.execute(insert(invitation), rows)

    def invitation_with(self, token: str) -> Invitation | None:
        return self._one(invitation.c.token_hash.in_(self._vault.lookups(TOKEN, token)))

    def newest_invitation_of(self, person_id: int) -> Invitation | None:
        return self._one(invitation.c.person_id == person_id)

    def count_failure(self, invitation_id: int) -> int:
        counted = self._connection.scalar(
            update(invitation)
            .where(invitation.c.id == invitation_id)
            .values(failures=invitation.c.failures + 1)
            .returning(invitation.c.failures)
        )
        return counted or 0

    def close_invitations(self, person_id: int, *, cause: Cause, now: datetime) -> int:
        return self._close(invitation.c.person_id == person_id, cause=cause, now=now)

    def _close(self, condition: Any, *, cause: Cause, now: datetime) -> int:
        closed = self._connection.execute(
            update(invitation)
            .where(condition, invitation.c.closed_at.is_(None))
            .values(closed_at=now, close_cause=cause)
            .returning(invitation.c.id)
        )
        return len(closed.all())

    def _one(self, condition: Any) -> Invitation | None:
        query = select(invitation).where(condition).order_by(invitation.c.id.desc()).limit(1)
        row = self._connection.execute(query.with_for_update()).first()
        return None if row is None else _invitation(row)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=row.id,
        person_id=row.person_id,
        secret=Secret(salt=row.code_salt, digest=row.code_hash),
        expires_at=row.expires_at,
        failures=row.failures,
        closed_at=row.closed_at,
    )
