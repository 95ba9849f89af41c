"""The trial run's decision and list, and what both mean for messages that wait."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, func, select

from domain.outbox import Lane
from domain.pilot_records import Pilot
from storage.records import insert_or_ignore, put_setting
from storage.tables import account, outbox, pilot_guest, setting

_NAME = "pilot"
# Asked with every claim of messages: to build it anew would cost more than to ask.
DECIDED = select(setting.c.value).where(setting.c.name == _NAME)


class SqlPilots:
    """One value and one list."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self) -> Pilot:
        return pilot_in(self._connection.scalar(DECIDED))

    def decide(self, pilot: Pilot) -> None:
        put_setting(self._connection, _NAME, json.dumps(asdict(pilot)))

    def invite(self, person_ids: Iterable[int], *, now: datetime) -> int:
        before = self.count()
        rows = [{"person_id": one, "invited_at": now} for one in sorted(set(person_ids))]
        if rows:
            self._connection.execute(insert_or_ignore(self._connection, pilot_guest), rows)
        return self.count() - before

    def dismiss(self, person_ids: Iterable[int]) -> int:
        before = self.count()
        self._connection.execute(delete(pilot_guest).where(pilot_guest.c.person_id.in_(list(person_ids))))
        return before - self.count()

    def is_guest(self, person_id: int) -> bool:
        query = select(pilot_guest.c.person_id).where(pilot_guest.c.person_id == person_id)
        return self._connection.execute(query).first() is not None

    def count(self) -> int:
        return self._connection.scalar(select(func.count()).select_from(pilot_guest)) or 0

    def told(self, *, since: datetime) -> int:
        """Answers to what somebody has just asked are not counted."""
        query = select(func.count(outbox.c.chat_id.distinct())).where(
            outbox.c.lane != Lane.INTERACTIVE, outbox.c.claimed_at > since
        )
        return self._connection.scalar(query) or 0


def pilot_in(kept: str | None) -> Pilot:
    """What was decided, as it is kept; nothing was: there is no trial run."""
    return Pilot() if kept is None else Pilot(**json.loads(kept))


def to_a_guest() -> ColumnElement[bool]:
    """Messages to chats that are nobody's, or a guest's: whoever linked before the trial run waits."""
    is_guests = exists().where(pilot_guest.c.person_id == account.c.person_id)
    to_another = exists().where(
        account.c.chat_id == outbox.c.chat_id, account.c.unlinked_at.is_(None), ~is_guests
    )
    return ~to_another
