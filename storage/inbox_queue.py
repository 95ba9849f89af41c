"""The queue of one bot's accepted updates, as workers work on it many times a second: keep, take, finish.

Its statements are built once: building them anew costs more than the database takes for them.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Exists,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from domain.inbox import FAILURES_AT_MOST, Accepted, Taken
from storage.binding import MARK_DONE
from storage.hour_keys import HourKeys, KeyGone, hour_of
from storage.records import insert_or_ignore
from storage.tables import inbox
from storage.tables.columns import one_of
from storage.vault import Vault
from storage.wakeups import INBOX, wake

# One person is always of one shard: order within a shard is order within a person. Too few to name anybody.
SHARDS = 1024
_LOCK = select(func.pg_advisory_xact_lock(bindparam("own_bot", type_=BigInteger)))
_MINE = inbox.c.bot_id == bindparam("own_bot")

log = logging.getLogger(__name__)


class InboxQueue:
    """Bodies are sealed with the key of the hour in which they came, and emptied when done."""

    def __init__(self, connection: Connection, vault: Vault, bot_id: int, keys: HourKeys | None) -> None:
        self._connection = connection
        self._vault = vault
        self._bot_id = bot_id
        self._given_keys = keys

    @property
    def _keys(self) -> HourKeys:
        if self._given_keys is None:
            raise LookupError("this process was opened without the keys of the hour")
        return self._given_keys

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
        insert = insert_or_ignore(self._connection, inbox)
        kept = self._connection.execute(insert, rows, execution_options={"preserve_rowcount": True})
        if kept.rowcount:
            wake(self._connection, INBOX)
        return kept.rowcount

    def take(self, limit: int, *, owner: str, lease: timedelta, now: datetime) -> list[Taken]:
        self._one_at_a_time()
        by = {"own_bot": self._bot_id, "at_most": limit, "by": owner, "until": now + lease}
        taken = self._connection.execute(_taking(), by).all()
        opened = [self._taken(row) for row in sorted(taken, key=lambda row: int(row.update_id))]
        return [one for one in opened if one is not None]

    def newer(self, update_id: int) -> Iterator[str]:
        mine = inbox.c.bot_id == self._bot_id
        shard = select(inbox.c.shard).where(mine, inbox.c.update_id == update_id).scalar_subquery()
        behind = (
            select(inbox)
            .where(mine, is_open(), inbox.c.shard == shard, inbox.c.update_id > update_id)
            .order_by(inbox.c.update_id)
        )
        for row in self._connection.execute(behind):
            body = self._opened(row)
            if body is not None:
                yield body

    def finish(self, taken: Sequence[Taken], *, owner: str, now: datetime) -> None:
        rows = [
            {
                "own_bot": self._bot_id,
                "own_update": one.update_id,
                "own_start": one.start,
                "own_owner": owner,
                "now": now,
            }
            for one in taken
        ]
        if rows:
            self._connection.execute(MARK_DONE, rows)

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
            self._connection.execute(_LOCK, {"own_bot": self._bot_id})

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


_TAKEN = (
    inbox.c.update_id,
    inbox.c.hour,
    inbox.c.body_sealed,
    inbox.c.starts,
    inbox.c.received_at,
)


@cache
def _taking() -> ReturningUpdate[Any]:
    """Begin the heads, and at most one suspect: if it kills again, it takes no other along."""
    alone = and_(inbox.c.update_id.in_(_heads(1, suspect=True)), ~_tries_a_suspect())
    idle = _heads(bindparam("at_most", type_=Integer), suspect=False)
    return (
        update(inbox)
        .where(_MINE, or_(inbox.c.update_id.in_(idle), alone))
        .values(
            state="handling",
            owner=bindparam("by"),
            lease_until=bindparam("until", type_=inbox.c.lease_until.type),
            starts=inbox.c.starts + 1,
        )
        .returning(*_TAKEN)
    )


def _heads(limit: Any, *, suspect: bool) -> Select[tuple[int]]:
    """Each idle queue's oldest; suspect is one that was under way when its process died."""
    is_under_way = case((one_of(inbox.c.state, "handling"), 1), else_=0)
    has_died = case((inbox.c.starts > inbox.c.failures, 1), else_=0)
    return (
        select(func.min(inbox.c.update_id))
        .where(_MINE, is_open())
        .group_by(inbox.c.shard)
        .having(func.max(is_under_way) == 0, func.max(has_died) == int(suspect))
        .order_by(func.min(inbox.c.update_id))
        .limit(limit)
    )


def _tries_a_suspect() -> Exists:
    """Whether this worker has one under way."""
    return (
        select(inbox.c.update_id)
        .where(
            _MINE,
            one_of(inbox.c.state, "handling"),
            inbox.c.owner == bindparam("by"),
            inbox.c.starts > inbox.c.failures + 1,
        )
        .exists()
    )


def is_open() -> ColumnElement[bool]:
    """As the index of open updates says it."""
    return one_of(inbox.c.state, "new", "handling")
