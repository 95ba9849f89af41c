"""Failed tries, under a keyed hash: whoever tries may be nobody of ours."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from storage.tables import link_try
from storage.vault import Vault

USER = "link_try.user"


class SqlTries:
    """One Telegram account's tries are judged one after the other."""

    _connection: Connection
    _vault: Vault

    def queue_up(self, user_id: int) -> None:
        # SQLite has one writer at a time anyway.
        if self._connection.dialect.name == "postgresql":
            lock = int.from_bytes(self._vault.lookup(USER, str(user_id))[:8], signed=True)
            self._connection.execute(select(func.pg_advisory_xact_lock(lock)))

    def record_try(self, user_id: int, *, now: datetime) -> None:
        hashed = self._vault.lookup(USER, str(user_id))
        self._connection.execute(insert(link_try).values(user_hash=hashed, at=now))

    def tries_of(self, user_id: int, *, after: datetime) -> Sequence[datetime]:
        query = (
            select(link_try.c.at)
            .where(link_try.c.user_hash.in_(self._vault.lookups(USER, str(user_id))), link_try.c.at > after)
            .order_by(link_try.c.at)
        )
        return self._connection.scalars(query).all()

    def forget_tries(self, *, before: datetime) -> int:
        old = delete(link_try).where(link_try.c.at <= before).returning(link_try.c.id)
        return len(self._connection.execute(old).all())
