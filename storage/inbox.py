"""One bot's accepted updates."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from domain.inbox import DEATHS_AT_MOST, Kept
from storage.acts_file import ActsFile
from storage.concerns.known import KnownCases
from storage.hour_keys import HourKeys, hour_of
from storage.inbox_queue import InboxQueue, is_open
from storage.tables import inbox
from storage.tables.columns import one_of
from storage.trail.anchors import AnchorFile
from storage.vault import Vault

_ASIDE = ("quarantined", "malformed")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """The bot whose updates these are, the keys of the hour, the region's zone, and the files outside.

    Commands that read no update need no keys.
    """

    bot_id: int = 0
    keys: HourKeys | None = None
    known_texts: dict[int, dict[str, Any]] = field(default_factory=dict)
    known_cases: KnownCases = field(default_factory=KnownCases)
    zone: tzinfo = UTC
    acts: ActsFile | None = None
    anchors: AnchorFile | None = None


class SqlInbox(InboxQueue):
    """The queue, and what is done about it now and then: by whoever looks after the others, or by a human."""

    def __init__(self, connection: Connection, vault: Vault, line: Line) -> None:
        super().__init__(connection, vault, line.bot_id, line.keys)

    def end_leases(self, *, now: datetime) -> None:
        self._connection.execute(
            update(inbox)
            .where(inbox.c.bot_id == self._bot_id, is_open(), inbox.c.state == "handling")
            .values(lease_until=now)
        )

    def take_back(self, *, now: datetime, living: Sequence[str] | None = None) -> list[int]:
        is_orphan = [] if living is None else [inbox.c.owner.not_in(living)]
        deaths = inbox.c.starts - inbox.c.failures
        freed = self._connection.execute(
            update(inbox)
            .where(
                inbox.c.bot_id == self._bot_id,
                is_open(),
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
                inbox.c.bot_id == self._bot_id, is_open()
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
