"""One bot's accepted updates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, case, delete, func, or_, select, update

from domain.inbox import DEATHS_AT_MOST, FAILURES_AT_MOST, Accepted, Kept, Taken
from storage.hour_keys import HourKeys, hour_of
from storage.records import insert_or_ignore
from storage.tables import inbox
from storage.vault import Vault

# One person is always of one shard: order within a shard is order within a person. Too few to name anybody.
SHARDS = 1024
_OPEN = ("new", "handling")
_ASIDE = ("quarantined", "malformed")


@dataclass(frozen=True, slots=True)
class Line:
    """The bot whose updates these are, and the keys of the hour; commands that read no update need none."""

    bot_id: int = 0
    keys: HourKeys | None = None


class SqlInbox:
    """Bodies are sealed with the key of the hour in which they came, and emptied when done."""

    def __init__(self, connection: Connection, vault: Vault, line: Line) -> None:
        self._connection = connection
        self._vault = vault
        self._line = line
        self._bot_id = line.bot_id

    @property
    def _keys(self) -> HourKeys:
        if self._line.keys is None:
            raise LookupError("this process was opened without the keys of the hour")
        return self._line.keys

    def keep(self, updates: Sequence[Accepted], *, now: datetime) -> int:
        hour = hour_of(now)
        rows = [
            {
                "bot_id": self._bot_id,
                "update_id": one.update_id,
                "state": "new",
                "shard": self._shard(one),
                "hour": hour,
                "body_sealed": self._keys.seal(hour, one.body, place=self._place(one.update_id)),
                "received_at": now,
            }
            for one in updates
        ]
        if not rows:
            return 0
        kept = insert_or_ignore(self._connection, inbox).values(rows).returning(inbox.c.update_id)
        return len(self._connection.execute(kept).all())

    def take(self, limit: int, *, owner: str, lease: timedelta, now: datetime) -> list[Taken]:
        mine = inbox.c.bot_id == self._bot_id
        heads = (
            select(func.min(inbox.c.update_id)).where(mine, inbox.c.state.in_(_OPEN)).group_by(inbox.c.shard)
        )
        chosen = (
            select(inbox.c.update_id)
            .where(mine, inbox.c.state == "new", inbox.c.update_id.in_(heads))
            .order_by(inbox.c.update_id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("chosen")
        )
        taken = self._connection.execute(
            update(inbox)
            .where(mine, inbox.c.update_id.in_(select(chosen.c.update_id)))
            .values(state="handling", owner=owner, lease_until=now + lease, starts=inbox.c.starts + 1)
            .returning(inbox)
        ).all()
        newer = self._shards_with_more([row.shard for row in taken])
        return [self._taken(row, newer) for row in sorted(taken, key=lambda row: int(row.update_id))]

    def finish(self, taken: Sequence[Taken], *, owner: str, now: datetime) -> None:
        for one in taken:
            self._settle(one, owner, state="done", shard=None, body_sealed=None, settled_at=now)

    def give_back(self, taken: Sequence[Taken], *, owner: str) -> None:
        for one in taken:
            self._settle(one, owner, state="new", starts=inbox.c.starts - 1)

    def fail(self, taken: Taken, *, owner: str, incident: str, now: datetime) -> bool:
        failed = inbox.c.failures + 1
        is_last = failed >= FAILURES_AT_MOST
        row = self._settle(
            taken,
            owner,
            failures=failed,
            state=case((is_last, "quarantined"), else_="new"),
            settled_at=case((is_last, now), else_=None),
            incident=incident,
        )
        return row is not None and row.state == "quarantined"

    def set_aside(self, taken: Taken, *, owner: str, incident: str, now: datetime) -> None:
        self._settle(taken, owner, state="malformed", incident=incident, settled_at=now)

    def end_leases(self, *, now: datetime) -> None:
        self._connection.execute(
            update(inbox)
            .where(inbox.c.bot_id == self._bot_id, inbox.c.state == "handling")
            .values(lease_until=now)
        )

    def take_back(self, *, now: datetime) -> list[int]:
        deaths = inbox.c.starts - inbox.c.failures
        freed = self._connection.execute(
            update(inbox)
            .where(inbox.c.bot_id == self._bot_id, inbox.c.state == "handling", inbox.c.lease_until <= now)
            .values(
                state=case((deaths >= DEATHS_AT_MOST, "quarantined"), else_="new"),
                incident=case((deaths >= DEATHS_AT_MOST, "killed"), else_=inbox.c.incident),
                owner=None,
                lease_until=None,
            )
            .returning(inbox.c.update_id, inbox.c.state)
        ).all()
        return [row.update_id for row in freed if row.state == "quarantined"]

    def set_aside_list(self, limit: int) -> list[Kept]:
        rows = self._connection.execute(
            select(inbox)
            .where(inbox.c.bot_id == self._bot_id, inbox.c.state.in_(_ASIDE))
            .order_by(inbox.c.update_id.desc())
            .limit(limit)
        )
        return [
            Kept(
                update_id=row.update_id,
                state=row.state,
                received_at=row.received_at,
                starts=row.starts,
                failures=row.failures,
                incident=row.incident or "",
            )
            for row in rows
        ]

    def body_of(self, update_id: int) -> str:
        row = self._connection.execute(
            select(inbox).where(inbox.c.bot_id == self._bot_id, inbox.c.update_id == update_id)
        ).one()
        return self._keys.open(row.hour, row.body_sealed, place=self._place(update_id))

    def retry(self, update_id: int, *, now: datetime) -> bool:
        freed = self._connection.execute(
            update(inbox)
            .where(inbox.c.bot_id == self._bot_id, inbox.c.update_id == update_id, inbox.c.state.in_(_ASIDE))
            .values(state="new", starts=0, failures=0, settled_at=None, received_at=now)
            .returning(inbox.c.update_id)
        )
        return freed.first() is not None

    def waiting(self) -> tuple[int, datetime | None]:
        row = self._connection.execute(
            select(func.count(), func.min(inbox.c.received_at)).where(
                inbox.c.bot_id == self._bot_id, inbox.c.state.in_(_OPEN)
            )
        ).one()
        return row[0], row[1]

    def forget(self, *, before: datetime) -> int:
        old = delete(inbox).where(
            inbox.c.bot_id == self._bot_id,
            or_(
                and_(inbox.c.state == "done", inbox.c.settled_at < before),
                and_(inbox.c.state.in_(_ASIDE), inbox.c.received_at < before),
            ),
        )
        return len(self._connection.execute(old.returning(inbox.c.update_id)).all())

    def reseal(self, *, before_hour: str, now: datetime) -> int:
        """Carry what is still open over to this hour's key, so that the old key can be destroyed."""
        rows = self._connection.execute(
            select(inbox)
            .where(
                inbox.c.bot_id == self._bot_id,
                inbox.c.hour < before_hour,
                inbox.c.body_sealed.is_not(None),
            )
            .with_for_update()
        ).all()
        hour = hour_of(now)
        for row in rows:
            place = self._place(row.update_id)
            body = self._keys.open(row.hour, row.body_sealed, place=place)
            self._connection.execute(
                update(inbox)
                .where(inbox.c.bot_id == self._bot_id, inbox.c.update_id == row.update_id)
                .values(hour=hour, body_sealed=self._keys.seal(hour, body, place=place))
            )
        return len(rows)

    def _settle(self, taken: Taken, owner: str, **values: Any) -> Row[Any] | None:
        return self._connection.execute(
            update(inbox)
            .where(
                inbox.c.bot_id == self._bot_id,
                inbox.c.update_id == taken.update_id,
                inbox.c.state == "handling",
                inbox.c.owner == owner,
                inbox.c.starts == taken.start,
            )
            .values(owner=None, lease_until=None, **values)
            .returning(inbox.c.state)
        ).first()

    def _shards_with_more(self, shards: list[int]) -> set[int]:
        """The shards that hold more than the update that was just begun."""
        if not shards:
            return set()
        more = (
            select(inbox.c.shard)
            .where(inbox.c.bot_id == self._bot_id, inbox.c.state == "new", inbox.c.shard.in_(shards))
            .distinct()
        )
        return set(self._connection.scalars(more))

    def _taken(self, row: Row[Any], newer: set[int]) -> Taken:
        return Taken(
            update_id=row.update_id,
            body=self._keys.open(row.hour, row.body_sealed, place=self._place(row.update_id)),
            start=row.starts,
            received_at=row.received_at,
            has_newer=row.shard in newer,
        )

    def _shard(self, one: Accepted) -> int:
        """Nobody's updates are spread by their own number: they need no order among themselves."""
        whose = f"update:{one.update_id}" if one.person is None else f"person:{one.person}"
        return int.from_bytes(self._vault.lookup("inbox.shard", whose)[:4]) % SHARDS

    def _place(self, update_id: int) -> str:
        return f"inbox.body:{self._bot_id}:{update_id}"
