"""One bot's accepted updates."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    Row,
    Select,
    and_,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from domain.inbox import DEATHS_AT_MOST, FAILURES_AT_MOST, Accepted, Kept, Taken
from storage.hour_keys import HourKeys, KeyGone, hour_of
from storage.records import insert_or_ignore
from storage.tables import inbox
from storage.tables.columns import one_of
from storage.vault import Vault
from storage.wakeups import INBOX, wake

# One person is always of one shard: order within a shard is order within a person. Too few to name anybody.
SHARDS = 1024
_ASIDE = ("quarantined", "malformed")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """The bot whose updates these are, and the keys of the hour; commands that read no update need none."""

    bot_id: int = 0
    keys: HourKeys | None = None
    known_texts: dict[int, dict[str, Any]] = field(default_factory=dict)


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
        new = len(self._connection.execute(kept).all())
        if new:
            wake(self._connection, INBOX)
        return new

    def take(self, limit: int, *, owner: str, lease: timedelta, now: datetime) -> list[Taken]:
        self._one_at_a_time()
        alone = and_(inbox.c.update_id.in_(self._heads(1, suspect=True)), ~self._tries_a_suspect(owner))
        taken = self._connection.execute(
            update(inbox)
            .where(
                inbox.c.bot_id == self._bot_id,
                or_(inbox.c.update_id.in_(self._heads(limit, suspect=False)), alone),
            )
            .values(state="handling", owner=owner, lease_until=now + lease, starts=inbox.c.starts + 1)
            .returning(inbox)
        ).all()
        opened = [self._taken(row) for row in sorted(taken, key=lambda row: int(row.update_id))]
        return [one for one in opened if one is not None]

    def _heads(self, limit: int, *, suspect: bool) -> Select[tuple[int]]:
        """Each idle queue's oldest; suspect is one that was under way when its process died."""
        is_under_way = case((one_of(inbox.c.state, "handling"), 1), else_=0)
        has_died = case((inbox.c.starts > inbox.c.failures, 1), else_=0)
        return (
            select(func.min(inbox.c.update_id))
            .where(inbox.c.bot_id == self._bot_id, _is_open())
            .group_by(inbox.c.shard)
            .having(func.max(is_under_way) == 0, func.max(has_died) == int(suspect))
            .order_by(func.min(inbox.c.update_id))
            .limit(limit)
        )

    def _tries_a_suspect(self, owner: str) -> Exists:
        """One at a time: if it kills again, it takes no other suspect along into quarantine."""
        return (
            select(inbox.c.update_id)
            .where(
                inbox.c.bot_id == self._bot_id,
                one_of(inbox.c.state, "handling"),
                inbox.c.owner == owner,
                inbox.c.starts > inbox.c.failures + 1,
            )
            .exists()
        )

    def newer(self, update_id: int) -> Iterator[str]:
        mine = inbox.c.bot_id == self._bot_id
        shard = select(inbox.c.shard).where(mine, inbox.c.update_id == update_id).scalar_subquery()
        behind = (
            select(inbox)
            .where(mine, _is_open(), inbox.c.shard == shard, inbox.c.update_id > update_id)
            .order_by(inbox.c.update_id)
        )
        for row in self._connection.execute(behind):
            body = self._opened(row)
            if body is not None:
                yield body

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
            .where(inbox.c.bot_id == self._bot_id, _is_open(), inbox.c.state == "handling")
            .values(lease_until=now)
        )

    def take_back(self, *, now: datetime, living: Sequence[str] | None = None) -> list[int]:
        is_orphan = [] if living is None else [inbox.c.owner.not_in(living)]
        deaths = inbox.c.starts - inbox.c.failures
        freed = self._connection.execute(
            update(inbox)
            .where(
                inbox.c.bot_id == self._bot_id,
                _is_open(),
                inbox.c.state == "handling",
                or_(inbox.c.lease_until <= now, *is_orphan),
            )
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
            .where(inbox.c.bot_id == self._bot_id, one_of(inbox.c.state, *_ASIDE))
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
            .where(
                inbox.c.bot_id == self._bot_id, inbox.c.update_id == update_id, one_of(inbox.c.state, *_ASIDE)
            )
            .values(state="new", starts=0, failures=0, settled_at=None, received_at=now)
            .returning(inbox.c.update_id)
        )
        return freed.first() is not None

    def waiting(self) -> tuple[int, datetime | None]:
        row = self._connection.execute(
            select(func.count(), func.min(inbox.c.received_at)).where(
                inbox.c.bot_id == self._bot_id, _is_open()
            )
        ).one()
        return row[0], row[1]

    def forget(self, *, before: datetime) -> int:
        old = delete(inbox).where(
            inbox.c.bot_id == self._bot_id,
            or_(
                and_(inbox.c.state == "done", inbox.c.settled_at < before),
                and_(one_of(inbox.c.state, *_ASIDE), inbox.c.received_at < before),
            ),
        )
        return len(self._connection.execute(old.returning(inbox.c.update_id)).all())

    def reseal(self, *, before_hour: str, now: datetime) -> int:
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
        bodies = {row.update_id: body for row in rows if (body := self._opened(row)) is not None}
        for update_id, body in bodies.items():
            self._connection.execute(
                update(inbox)
                .where(inbox.c.bot_id == self._bot_id, inbox.c.update_id == update_id)
                .values(hour=hour, body_sealed=self._keys.seal(hour, body, place=self._place(update_id)))
            )
        return len(bodies)

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

    def _one_at_a_time(self) -> None:
        """Of two workers the second must see what the first has begun; SQLite has one writer anyway."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(select(func.pg_advisory_xact_lock(self._bot_id)))

    def _opened(self, row: Row[Any]) -> str | None:
        """None where the key is not on this host: one such update must not stop the others."""
        try:
            return self._keys.open(row.hour, row.body_sealed, place=self._place(row.update_id))
        except KeyGone:
            log.warning("update %s cannot be opened: the key of its hour is not here", row.update_id)
            return None

    def _taken(self, row: Row[Any]) -> Taken | None:
        body = self._opened(row)
        if body is None:
            return None
        return Taken(update_id=row.update_id, body=body, start=row.starts, received_at=row.received_at)

    def _shard(self, one: Accepted) -> int:
        """Nobody's updates are spread by their own number: they need no order among themselves."""
        whose = f"update:{one.update_id}" if one.person is None else f"person:{one.person}"
        return int.from_bytes(self._vault.lookup("inbox.shard", whose)[:4]) % SHARDS

    def _place(self, update_id: int) -> str:
        return f"inbox.body:{self._bot_id}:{update_id}"


def _is_open() -> ColumnElement[bool]:
    """As the index of open updates says it."""
    return one_of(inbox.c.state, "new", "handling")
