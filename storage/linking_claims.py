"""Claims that officers decide by hand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from domain.linking.records import Cause, Claim, NewClaim
from domain.refusals import NotFound
from storage.tables import claim


class SqlClaims:
    """A claim is open until it takes effect or is closed."""

    _connection: Connection

    def open_claim(self, claimant: NewClaim, *, now: datetime) -> Claim:
        made = self._connection.execute(
            insert(claim)
            .values(
                person_id=claimant.person_id,
                user_id=claimant.user_id,
                chat_id=claimant.chat_id,
                language=claimant.language,
                claimed_at=now,
            )
            .returning(claim)
        )
        return _claim(made.one())

    def claim(self, claim_id: int) -> Claim:
        query = select(claim).where(claim.c.id == claim_id, claim.c.closed_at.is_(None))
        row = self._connection.execute(query.with_for_update()).first()
        if row is None:
            raise NotFound(subject=f"claim {claim_id}")
        return _claim(row)

    def open_claims(self) -> Sequence[Claim]:
        rows = self._connection.execute(select(claim).where(claim.c.closed_at.is_(None)).order_by(claim.c.id))
        return [_claim(row) for row in rows]

    def claims_something(self, user_id: int) -> bool:
        query = select(claim.c.id).where(claim.c.user_id == user_id, claim.c.closed_at.is_(None)).limit(1)
        return self._connection.execute(query).first() is not None

    def approve_claim(self, kept: Claim, *, by: int, effective_at: datetime | None, now: datetime) -> None:
        values: dict[str, Any] = (
            {"first_by": by, "first_at": now}
            if kept.first_by is None
            else {"second_by": by, "second_at": now, "effective_at": effective_at}
        )
        self._connection.execute(update(claim).where(claim.c.id == kept.id).values(**values))

    def close_claim(self, claim_id: int, *, cause: Cause, now: datetime) -> None:
        self._close_claims(claim.c.id == claim_id, cause, now)

    def close_claims_of(self, person_id: int, *, cause: Cause, now: datetime) -> int:
        return self._close_claims(claim.c.person_id == person_id, cause, now)

    def _close_claims(self, condition: Any, cause: Cause, now: datetime) -> int:
        closed = self._connection.execute(
            update(claim)
            .where(condition, claim.c.closed_at.is_(None))
            .values(closed_at=now, close_cause=cause)
            .returning(claim.c.id)
        )
        return len(closed.all())


def _claim(row: Row[Any]) -> Claim:
    return Claim(
        id=row.id,
        person_id=row.person_id,
        user_id=row.user_id,
        chat_id=row.chat_id,
        language=row.language,
        claimed_at=row.claimed_at,
        first_by=row.first_by,
        second_by=row.second_by,
        effective_at=row.effective_at,
        closed_at=row.closed_at,
    )
