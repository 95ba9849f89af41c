"""Replies kept ready, and the group in which the desk is shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from domain.concerns.desk_records import CannedReply, Group
from domain.concerns.taxonomy import Desk
from storage.tables import canned_reply, case_group


class SqlCannedReplies:
    """A row a version."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self) -> Sequence[CannedReply]:
        newest = (
            select(canned_reply.c.name, func.max(canned_reply.c.version).label("version"))
            .group_by(canned_reply.c.name)
            .subquery()
        )
        is_newest = and_(canned_reply.c.name == newest.c.name, canned_reply.c.version == newest.c.version)
        rows = self._connection.execute(
            select(canned_reply)
            .join(newest, is_newest)
            .where(canned_reply.c.withdrawn_at.is_(None))
            .order_by(canned_reply.c.title, canned_reply.c.name)
        )
        return [_reply(row) for row in rows]

    def find(self, name: str) -> CannedReply | None:
        newest = select(canned_reply).where(canned_reply.c.name == name)
        row = self._connection.execute(newest.order_by(canned_reply.c.version.desc()).limit(1)).first()
        return None if row is None or row.withdrawn_at is not None else _reply(row)

    def write(self, reply: CannedReply, *, by: int, now: datetime) -> None:
        self._connection.execute(
            insert(canned_reply).values(
                name=reply.name,
                version=reply.version,
                title=reply.title,
                text_id=reply.indonesian,
                text_en=reply.english,
                written_by=by,
                written_at=now,
            )
        )

    def withdraw(self, name: str, *, now: datetime) -> None:
        self._connection.execute(
            update(canned_reply)
            .where(canned_reply.c.name == name, canned_reply.c.withdrawn_at.is_(None))
            .values(withdrawn_at=now)
        )


class SqlCaseGroups:
    """A row a binding."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self) -> Group | None:
        row = self._connection.execute(select(case_group).where(case_group.c.ended_at.is_(None))).first()
        if row is None:
            return None
        return Group(
            chat_id=row.chat_id,
            topics={Desk(desk): topic for desk, topic in row.topics.items()},
            bound_by=row.bound_by,
            bound_at=row.bound_at,
        )

    def bind(self, group: Group) -> None:
        self.end(now=group.bound_at)
        self._connection.execute(
            insert(case_group).values(
                chat_id=group.chat_id,
                topics={str(desk): topic for desk, topic in group.topics.items()},
                bound_by=group.bound_by,
                bound_at=group.bound_at,
            )
        )

    def end(self, *, now: datetime) -> None:
        self._connection.execute(
            update(case_group).where(case_group.c.ended_at.is_(None)).values(ended_at=now)
        )


def _reply(row: Row[Any]) -> CannedReply:
    return CannedReply(
        name=row.name, version=row.version, title=row.title, indonesian=row.text_id, english=row.text_en
    )
