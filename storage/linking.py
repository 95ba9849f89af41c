"""Accounts and the way to them."""

from typing import Any

from sqlalchemy import Connection, Row, select

from domain.linking.records import Account
from storage.tables import account
from storage.vault import Vault


class SqlLinking:
    """The links kept here."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def account_of_user(self, user_id: int) -> Account | None:
        return self._live(account.c.user_id == user_id)

    def account_of(self, person_id: int) -> Account | None:
        return self._live(account.c.person_id == person_id)

    def _live(self, condition: Any) -> Account | None:
        row = self._connection.execute(
            select(account).where(condition, account.c.unlinked_at.is_(None))
        ).first()
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
    )
