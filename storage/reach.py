"""Live links that cannot be written to, and the messages that wait for a sign of life."""

from datetime import datetime

from sqlalchemy import Connection, or_, update

from domain.linking.records import Account
from storage.tables import account, outbox
from storage.tables.columns import one_of
from storage.wakeups import OUTBOX, wake

CAUSE = "no chat"


class SqlReach:
    """Marks of accounts, and rows of the outbox in state `unreachable`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lose(self, chat_id: int, *, now: datetime) -> None:
        is_lost = (account.c.chat_id == chat_id) & account.c.unlinked_at.is_(None)
        lost = update(account).where(is_lost).values(unreachable_since=now).returning(account.c.id)
        if self._connection.execute(lost).first() is None:
            return
        self._connection.execute(
            update(outbox)
            .where(outbox.c.chat_id == chat_id, one_of(outbox.c.state, "new"))
            .values(state="unreachable", cause=CAUSE, settled_at=now)
        )

    def restore(self, lost: Account, *, now: datetime) -> int:
        self._connection.execute(
            update(account).where(account.c.id == lost.id).values(unreachable_since=None)
        )
        waiting = (
            update(outbox)
            .where(
                outbox.c.chat_id == lost.chat_id,
                one_of(outbox.c.state, "unreachable"),
                # Before that the chat may have been somebody else's.
                outbox.c.created_at >= lost.linked_at,
                outbox.c.cancelled_at.is_(None),
                or_(outbox.c.expires_at.is_(None), outbox.c.expires_at > now),
            )
            .values(state="new", cause="", due_at=now, settled_at=None)
            .returning(outbox.c.id)
        )
        count = len(self._connection.execute(waiting).all())
        if count:
            wake(self._connection, OUTBOX)
        return count
