"""Numbers for operators, counted by the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from domain.figures import Queue
from domain.outbox import Lane
from storage.concerns.shelves import LOST
from storage.tables import account, concern_letter, imports, inbox, outbox, person

_ASIDE = ("quarantined", "malformed")


class SqlFigures:
    """One bot's figures."""

    def __init__(self, connection: Connection, bot_id: int) -> None:
        self._connection = connection
        self._bot_id = bot_id

    def people(self) -> tuple[int, int]:
        in_service = person.c.ended_at.is_(None)
        is_linked = select(account.c.person_id).where(account.c.unlinked_at.is_(None))
        return self._count(person.c.id, in_service), self._count(
            person.c.id, in_service, person.c.id.in_(is_linked)
        )

    def set_aside(self) -> dict[str, int]:
        counted = select(inbox.c.state, func.count()).where(self._is_aside()).group_by(inbox.c.state)
        return dict.fromkeys(_ASIDE, 0) | {row[0]: row[1] for row in self._rows(counted)}

    def newest_aside(self) -> int:
        newest = select(func.max(inbox.c.update_id)).where(self._is_aside())
        return self._connection.scalar(newest) or 0

    def lanes(self) -> dict[Lane, Queue]:
        counted = (
            select(outbox.c.lane, func.count(), func.min(outbox.c.created_at))
            .where(outbox.c.state == "new")
            .group_by(outbox.c.lane)
        )
        nobody = dict.fromkeys(Lane, Queue(0, None))
        return nobody | {Lane(row[0]): Queue(row[1], row[2]) for row in self._rows(counted)}

    def outbox(self) -> dict[Lane, dict[str, int]]:
        counted = select(outbox.c.lane, outbox.c.state, func.count()).group_by(outbox.c.lane, outbox.c.state)
        lanes: dict[Lane, dict[str, int]] = {lane: {} for lane in Lane}
        for lane, state, count in self._rows(counted):
            lanes[Lane(lane)][state] = count
        return lanes

    def doubtful(self) -> int:
        return self._count(outbox.c.id, or_(outbox.c.possibly_twice, outbox.c.state.in_(["held", "unknown"])))

    def oldest_open_hour(self) -> str | None:
        is_open = inbox.c.state.in_(["new", "handling"])
        updates = select(func.min(inbox.c.hour)).where(inbox.c.bot_id == self._bot_id, is_open)
        letters = select(func.min(concern_letter.c.hour)).where(concern_letter.c.hour != LOST)
        oldest = [self._connection.scalar(asked) for asked in (updates, letters)]
        return min((hour for hour in oldest if hour is not None), default=None)

    def last_import(self) -> datetime | None:
        newest: datetime | None = self._connection.scalar(select(func.max(imports.c.applied_at)))
        return newest

    def _is_aside(self) -> ColumnElement[bool]:
        return and_(inbox.c.bot_id == self._bot_id, inbox.c.state.in_(_ASIDE))

    def _count(self, column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> int:
        return self._connection.execute(select(func.count(column)).where(*conditions)).scalar_one()

    def _rows(self, query: Select[Any]) -> list[Any]:
        return list(self._connection.execute(query))
