"""Consents given and taken back."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from domain.linking.records import Purpose
from storage.tables import consent


class SqlConsents:
    """Rows are only added; the newest word counts."""

    _connection: Connection

    def record_consent(
        self,
        user_id: int,
        purpose: Purpose,
        *,
        granted: bool,
        text_version: str,
        language: str,
        now: datetime,
    ) -> None:
        self._connection.execute(
            insert(consent).values(
                user_id=user_id,
                purpose=purpose,
                granted=granted,
                text_version=text_version,
                language=language,
                at=now,
            )
        )

    def consents_of(self, user_id: int) -> Mapping[Purpose, bool]:
        rows = self._connection.execute(
            select(consent.c.purpose, consent.c.granted)
            .where(consent.c.user_id == user_id)
            .order_by(consent.c.id)
        )
        said = {Purpose(row.purpose): bool(row.granted) for row in rows}
        return {purpose: said.get(purpose, False) for purpose in Purpose}

    def bind_consents(self, user_id: int, *, person_id: int) -> None:
        self._connection.execute(
            update(consent)
            .where(consent.c.user_id == user_id, consent.c.person_id.is_(None))
            .values(person_id=person_id)
        )
