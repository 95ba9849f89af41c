"""When people want to be written to: their own hours, and whether they want reminders."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, literal, select

from domain.calendar.send_windows import OwnHours, next_permitted
from domain.calendar.working_days import WorkingDays
from storage.tables import account, notification_choice, outbox, own_hours

_NO_OFFICE_DAYS = WorkingDays(())  # own hours are the same on every day


class Wanted(NamedTuple):
    """One person's choices. `hours` None: whenever the office writes."""

    hours: OwnHours | None
    reminders: bool


class WantedHours:
    """Read for a message that is about to wait, in the unit that puts it."""

    def __init__(self, connection: Connection, zone: tzinfo) -> None:
        self._connection = connection
        self._zone = zone

    def of_chat(self, chat_id: int) -> Wanted:
        query = (
            select(own_hours.c.opens, own_hours.c.closes, notification_choice.c.reminders)
            .select_from(account)
            .outerjoin(own_hours, own_hours.c.person_id == account.c.person_id)
            .outerjoin(notification_choice, notification_choice.c.person_id == account.c.person_id)
            .where(account.c.chat_id == chat_id, account.c.unlinked_at.is_(None))
        )
        row = self._connection.execute(query).first()
        if row is None:
            return Wanted(hours=None, reminders=True)
        hours = None if row.opens is None else OwnHours(opens=row.opens, closes=row.closes)
        return Wanted(hours=hours, reminders=row.reminders is not False)

    def due(self, hours: OwnHours | None, expires_at: datetime | None, *, now: datetime) -> datetime:
        """Within these hours; at once where it would be of no use any more by then."""
        if hours is None:
            return now
        opening = next_permitted(now, self._zone, _NO_OFFICE_DAYS, (), own=hours)
        return now if expires_at is not None and opening >= expires_at else opening

    def due_of_account(self, expires_at: datetime | None, *, now: datetime) -> ColumnElement[Any]:
        """The same as a column, for everybody whose account is selected."""
        at_once = literal(now, outbox.c.due_at.type)
        whens = [
            (_chose(one), literal(self.due(one, expires_at, now=now), outbox.c.due_at.type))
            for one in self._all
        ]
        return case(*whens, else_=at_once) if whens else at_once

    @cached_property
    def _all(self) -> Sequence[OwnHours]:
        rows = self._connection.execute(select(own_hours.c.opens, own_hours.c.closes).distinct())
        return [OwnHours(opens=row.opens, closes=row.closes) for row in rows]


def _chose(hours: OwnHours) -> ColumnElement[bool]:
    choosing = select(own_hours.c.person_id).where(
        and_(own_hours.c.opens == hours.opens, own_hours.c.closes == hours.closes)
    )
    return account.c.person_id.in_(choosing)
