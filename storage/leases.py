"""Posts and workers."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, case, delete, or_, select, text, update

from domain.leases import HELD_FOR, Lease, Superseded, WorkerSeen
from storage.records import insert_or_ignore, upsert
from storage.tables import lease, worker


def database_now(connection: Connection) -> datetime:
    """The database's own clock, which no worker's wrong clock can move."""
    if connection.dialect.name == "postgresql":
        now: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return now.astimezone(UTC)
    return datetime.fromisoformat(
        connection.execute(text("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')")).scalar_one()
    )


class SqlLeases:
    """A lease row is taken by a conditional update: losing the race is an ordinary answer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def acquire(self, name: str, *, holder: str) -> Lease | None:
        now = database_now(self._connection)
        values = {"name": name, "holder": "", "term": 0, "until": now - HELD_FOR}
        self._connection.execute(insert_or_ignore(self._connection, lease).values(values))
        is_mine = lease.c.holder == holder
        term = case((is_mine, lease.c.term), else_=lease.c.term + 1)
        taken = self._connection.execute(
            update(lease)
            .where(lease.c.name == name, or_(is_mine, lease.c.until <= now))
            .values(holder=holder, term=term, until=now + HELD_FOR)
            .returning(lease)
        ).first()
        return None if taken is None else _lease(taken)

    def release(self, name: str, *, holder: str) -> None:
        now = database_now(self._connection)
        self._connection.execute(
            update(lease).where(lease.c.name == name, lease.c.holder == holder).values(until=now, holder="")
        )

    def hold_fast(self, name: str, term: int) -> None:
        present = select(lease).where(lease.c.name == name).with_for_update(read=True)
        row = self._connection.execute(present).first()
        if row is None or row.term != term or row.until <= database_now(self._connection):
            raise Superseded

    def held(self) -> list[Lease]:
        query = select(lease).where(lease.c.until > database_now(self._connection)).order_by(lease.c.name)
        return [_lease(row) for row in self._connection.execute(query)]

    def dismiss_everybody(self) -> None:
        self._connection.execute(update(lease).values(holder="", until=database_now(self._connection)))
        self._connection.execute(delete(worker))

    def sign_in(self, one: WorkerSeen) -> None:
        values = {
            "id": one.id,
            "host": one.host,
            "pid": one.pid,
            "roles": ",".join(one.roles),
            "started_at": one.started_at,
            "seen_at": database_now(self._connection),
        }
        upsert(self._connection, worker, "id", values)

    def sign_out(self, worker_id: str) -> None:
        self._connection.execute(delete(worker).where(worker.c.id == worker_id))

    def workers(self) -> list[WorkerSeen]:
        rows = self._connection.execute(select(worker).order_by(worker.c.started_at))
        return [
            WorkerSeen(
                id=row.id,
                host=row.host,
                pid=row.pid,
                roles=tuple(row.roles.split(",")),
                started_at=row.started_at,
                seen_at=row.seen_at,
            )
            for row in rows
        ]


def _lease(row: Row[Any]) -> Lease:
    return Lease(name=row.name, holder=row.holder, term=row.term, until=row.until)
