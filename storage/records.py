"""The house's own records: messages to send, open conversations, the audit, decisions."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.audit import AuditEntry
from domain.conversations import Conversation
from domain.outbox import Claimed, Lane, Message
from domain.refusals import Fact
from storage.tables import audit, conversation, outbox, setting
from storage.vault import Vault


def insert_or_ignore(connection: Connection, table: Any) -> Any:
    """INSERT … ON CONFLICT DO NOTHING, which each dialect spells in its own class."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    return dialect.insert(table).on_conflict_do_nothing()


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Keep one value under a name, new or not."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(setting).values(name=name, value=value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=[setting.c.name], set_={"value": value})
    )


class SqlOutbox:
    """Messages: new -> sending (committed before the call) -> sent | unreachable | refused | unknown."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def put(self, message: Message, *, now: datetime) -> bool:
        content = json.dumps(
            {
                "language": message.language,
                "text_key": message.text_key,
                "facts": message.facts,
                "buttons": message.buttons,
                "protect": message.protect,
            }
        )
        kept = self._connection.execute(
            insert_or_ignore(self._connection, outbox)
            .values(
                unique_key=message.unique,
                chat_id=message.chat_id,
                lane=message.lane,
                content_sealed=self._vault.seal(content, place=f"outbox.content:{message.unique}"),
                state="new",
                created_at=now,
                due_at=now,
            )
            .returning(outbox.c.id)
        )
        return kept.first() is not None

    def claim(self, limit: int, *, now: datetime) -> list[Claimed]:
        urgency = case({lane: rank for rank, lane in enumerate(Lane)}, value=outbox.c.lane)
        due = (
            select(outbox.c.id)
            .where(outbox.c.state == "new", outbox.c.due_at <= now)
            .order_by(urgency, outbox.c.due_at, outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        claimed = self._connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(select(due.c.id)))
            .values(state="sending", attempt=outbox.c.attempt + 1, claimed_at=now)
            .returning(outbox)
        ).all()
        return [self._claimed(row) for row in sorted(claimed, key=lambda row: int(row.id))]

    def settle_sent(self, message_id: int, *, telegram_id: int, now: datetime) -> None:
        self._settle(message_id, state="sent", telegram_id=telegram_id, settled_at=now)

    def settle_later(self, message_id: int, *, due_at: datetime) -> None:
        self._settle(message_id, state="new", due_at=due_at)

    def settle_final(self, message_id: int, *, state: str, cause: str, now: datetime) -> None:
        self._settle(message_id, state=state, cause=cause, settled_at=now)

    def settle_stranded(self, *, claimed_before: datetime, now: datetime) -> int:
        stranded = self._connection.execute(
            update(outbox)
            .where(outbox.c.state == "sending", outbox.c.claimed_at < claimed_before)
            .values(state="unknown", cause="stranded", settled_at=now)
            .returning(outbox.c.id)
        )
        return len(stranded.all())

    def _settle(self, message_id: int, **values: Any) -> None:
        self._connection.execute(
            update(outbox).where(outbox.c.id == message_id, outbox.c.state == "sending").values(**values)
        )

    def _claimed(self, row: Row[Any]) -> Claimed:
        opened = self._vault.open(row.content_sealed, place=f"outbox.content:{row.unique_key}")
        content = json.loads(opened)
        message = Message(
            unique=row.unique_key,
            chat_id=row.chat_id,
            language=content["language"],
            text_key=content["text_key"],
            facts=content["facts"],
            lane=Lane(row.lane),
            protect=content["protect"],
            buttons=tuple((label, value) for label, value in content["buttons"]),
        )
        return Claimed(id=row.id, attempt=row.attempt, message=message)


class SqlConversations:
    """Open flows, sealed."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def of(self, user_id: int, *, now: datetime) -> Conversation | None:
        row = self._connection.execute(
            select(conversation).where(conversation.c.user_id == user_id, conversation.c.expires_at > now)
        ).first()
        if row is None:
            return None
        opened = self._vault.open(row.data_sealed, place=f"conversation.data:{user_id}")
        return Conversation(
            user_id=user_id,
            flow=row.flow,
            step=row.step,
            expires_at=row.expires_at,
            data=json.loads(opened),
            version=row.version,
        )

    def save(self, flow: Conversation) -> int:
        self.close(flow.user_id)
        self._connection.execute(
            insert(conversation).values(
                user_id=flow.user_id,
                flow=flow.flow,
                step=flow.step,
                data_sealed=self._vault.seal(
                    json.dumps(flow.data), place=f"conversation.data:{flow.user_id}"
                ),
                version=flow.version + 1,
                expires_at=flow.expires_at,
            )
        )
        return flow.version + 1

    def close(self, user_id: int) -> None:
        self._connection.execute(delete(conversation).where(conversation.c.user_id == user_id))

    def forget_expired(self, *, now: datetime) -> int:
        expired = delete(conversation).where(conversation.c.expires_at <= now)
        return len(self._connection.execute(expired.returning(conversation.c.user_id)).all())


class SqlAuditTrail:
    """Rows are only ever added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, action: str, *, by: str, subject: str, now: datetime, **facts: Fact) -> None:
        self._connection.execute(
            insert(audit).values(at=now, actor=by, action=action, subject=subject, facts=facts)
        )

    def newest(self, limit: int) -> list[AuditEntry]:
        rows = self._connection.execute(select(audit).order_by(audit.c.id.desc()).limit(limit))
        return [
            AuditEntry(at=row.at, actor=row.actor, action=row.action, subject=row.subject, facts=row.facts)
            for row in rows
        ]


class SqlPolicy:
    """Decisions of the region, one value each."""

    _SHOWS = "policy.shows_before_decree"

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def shows_before_decree(self) -> bool | None:
        kept = self._connection.scalar(select(setting.c.value).where(setting.c.name == self._SHOWS))
        return None if kept is None else kept == "yes"

    def decide_shows_before_decree(self, *, value: bool, now: datetime) -> None:
        put_setting(self._connection, self._SHOWS, "yes" if value else "no")
        SqlAuditTrail(self._connection).add(
            "policy.decided", by="operator", subject=self._SHOWS, now=now, value="yes" if value else "no"
        )
