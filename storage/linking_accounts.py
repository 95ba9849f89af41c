"""The links between Telegram accounts and people."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from domain.linking.records import Account, Cause
from storage.tables import account


class SqlAccounts:
    """Links end, they are never deleted."""

    _connection: Connection

    def account(self, account_id: int) -> Account | None:
        return self._account(account.c.id == account_id)

    def account_of_user(self, user_id: int) -> Account | None:
        return self._account(account.c.user_id == user_id, account.c.unlinked_at.is_(None))

    def account_of(self, person_id: int) -> Account | None:
        return self._account(account.c.person_id == person_id, account.c.unlinked_at.is_(None))

    def was_linked(self, person_id: int, *, user_id: int) -> bool:
        ever = select(account.c.id).where(account.c.person_id == person_id, account.c.user_id == user_id)
        return self._connection.execute(ever.limit(1)).first() is not None

    def linked_people(self, *, seen_after: datetime) -> frozenset[int]:
        query = select(account.c.person_id).where(
            account.c.unlinked_at.is_(None), account.c.last_seen_at >= seen_after
        )
        return frozenset(self._connection.scalars(query))

    def link(self, person_id: int, *, user_id: int, chat_id: int, language: str, now: datetime) -> Account:
        made = self._connection.execute(
            insert(account)
            .values(
                person_id=person_id,
                user_id=user_id,
                chat_id=chat_id,
                language=language,
                linked_at=now,
                last_seen_at=now,
            )
            .returning(account)
        )
        return _account(made.one())

    def unlink(self, account_id: int, *, cause: Cause, now: datetime) -> None:
        self._change(account_id, unlinked_at=now, unlink_cause=cause)

    def answer(self, account_id: int, cause: Cause) -> None:
        ended = account.c.unlinked_at.is_not(None)
        self._connection.execute(
            update(account).where(account.c.id == account_id, ended).values(unlink_cause=cause)
        )

    def seen(self, account_id: int, *, now: datetime) -> None:
        self._change(account_id, last_seen_at=now)

    def speak(self, account_id: int, language: str) -> None:
        self._change(account_id, language=language)

    def _change(self, account_id: int, **values: Any) -> None:
        self._connection.execute(
            update(account)
            .where(account.c.id == account_id, account.c.unlinked_at.is_(None))
            .values(**values)
        )

    def _account(self, *conditions: Any) -> Account | None:
        row = self._connection.execute(select(account).where(*conditions)).first()
        return None if row is None else _account(row)


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        person_id=row.person_id,
        user_id=row.user_id,
        chat_id=row.chat_id,
        language=row.language,
        linked_at=row.linked_at,
        last_seen_at=row.last_seen_at,
        unlinked_at=row.unlinked_at,
        unlink_cause=row.unlink_cause,
        unreachable_since=row.unreachable_since,
    )
