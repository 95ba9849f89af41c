"""Announcements, their addressees and their answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from domain.acknowledgements import Acknowledgement
from domain.announcements.records import Announcement, Received, Reception
from domain.announcements.wording import Draft, Wording
from storage.records import insert_or_ignore
from storage.tables import account, addressee, announcement, announcement_answer, person


class SqlAnnouncements:
    """Words never change; a row for each addressee says when they read; answers are only added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, made: Announcement, *, made_by: int, approved_by: int) -> bool:
        draft = made.draft
        kept = self._connection.execute(
            insert_or_ignore(self._connection, announcement)
            .values(
                id=made.id,
                code=made.code,
                digest=draft.digest,
                title_id=draft.indonesian.title,
                body_id=draft.indonesian.body,
                title_en=draft.english and draft.english.title,
                body_en=draft.english and draft.english.body,
                published_at=made.published_at,
                expires_at=made.expires_at,
                made_by=made_by,
                approved_by=approved_by,
            )
            .returning(announcement.c.id)
        )
        return kept.first() is not None

    def address_linked(self, announcement_id: str, *, now: datetime) -> int:
        columns: dict[str, ColumnElement[Any]] = {
            "announcement_id": literal(announcement_id),
            "person_id": person.c.id,
            "addressed_at": literal(now, addressee.c.addressed_at.type),
        }
        statement = insert(addressee).from_select(list(columns), _linked(*columns.values()))
        done: Any = self._connection.execute(statement, execution_options={"preserve_rowcount": True})
        return int(done.rowcount)

    def linked(self) -> int:
        return self._connection.scalar(_linked(func.count(person.c.id))) or 0

    def newest(self, limit: int) -> Sequence[tuple[Announcement, Reception]]:
        query = select(announcement).order_by(announcement.c.published_at.desc(), announcement.c.id)
        rows = self._connection.execute(query.limit(limit)).all()
        return [(_announcement(row), self._reception(row.id)) for row in rows]

    def unread(self, person_id: int, *, now: datetime) -> int:
        is_new = and_(announcement.c.expires_at > now, addressee.c.read_at.is_(None))
        return self._counted(person_id, is_new)

    def count(self, person_id: int, *, now: datetime) -> int:
        return self._counted(person_id, _is_meant(now))

    def of(self, person_id: int, *, offset: int, limit: int, now: datetime) -> Sequence[Received]:
        is_new = and_(announcement.c.expires_at > now, addressee.c.read_at.is_(None))
        query = (
            _received_by(person_id)
            .where(_is_meant(now))
            .order_by(is_new.desc(), announcement.c.published_at.desc(), announcement.c.id)
        )
        rows = self._connection.execute(query.offset(offset).limit(limit)).all()
        return [_received(row) for row in rows]

    def received(self, announcement_id: str, person_id: int, *, now: datetime) -> Received | None:
        one = _received_by(person_id).where(announcement.c.id == announcement_id, _is_meant(now))
        row = self._connection.execute(one).first()
        return None if row is None else _received(row)

    def mark_read(self, announcement_id: str, person_id: int, *, now: datetime) -> None:
        """Also puts two presses of one person in a row: the second waits for the first one's unit."""
        values = {"announcement_id": announcement_id, "person_id": person_id, "addressed_at": now}
        self._connection.execute(insert_or_ignore(self._connection, addressee).values(values))
        self._connection.execute(
            update(addressee)
            .where(addressee.c.announcement_id == announcement_id, addressee.c.person_id == person_id)
            .values(read_at=func.coalesce(addressee.c.read_at, literal(now, addressee.c.read_at.type)))
        )

    def answer(self, announcement_id: str, person_id: int, said: Acknowledgement, *, now: datetime) -> None:
        self._connection.execute(
            insert(announcement_answer).values(
                announcement_id=announcement_id, person_id=person_id, answer=said, answered_at=now
            )
        )

    def answers(self, announcement_id: str, person_id: int) -> Sequence[tuple[Acknowledgement, datetime]]:
        query = select(announcement_answer).where(
            announcement_answer.c.announcement_id == announcement_id,
            announcement_answer.c.person_id == person_id,
        )
        rows = self._connection.execute(query.order_by(announcement_answer.c.id))
        return [(Acknowledgement(row.answer), row.answered_at) for row in rows]

    def _counted(self, person_id: int, condition: ColumnElement[bool]) -> int:
        query = _with_person(select(func.count(announcement.c.id)), person_id).where(condition)
        return self._connection.scalar(query) or 0

    def _reception(self, announcement_id: str) -> Reception:
        addressed = select(func.count(), func.count(addressee.c.read_at)).where(
            addressee.c.announcement_id == announcement_id
        )
        people, read = self._connection.execute(addressed).one()
        newest = (
            select(func.max(announcement_answer.c.id))
            .where(announcement_answer.c.announcement_id == announcement_id)
            .group_by(announcement_answer.c.person_id)
        )
        counted = (
            select(announcement_answer.c.answer, func.count())
            .where(announcement_answer.c.id.in_(newest))
            .group_by(announcement_answer.c.answer)
        )
        answers = {Acknowledgement(said): int(times) for said, times in self._connection.execute(counted)}
        return Reception(addressed=people, read=read, answers=answers)


def _linked(*columns: ColumnElement[Any]) -> Select[Any]:
    return (
        select(*columns)
        .join_from(person, account, account.c.person_id == person.c.id)
        .where(account.c.unlinked_at.is_(None), person.c.ended_at.is_(None))
    )


def _received_by(person_id: int) -> Select[Any]:
    """Announcements with what this person has read of them and said last."""
    columns = announcement_answer.c
    newest = (
        select(func.max(columns.id))
        .where(columns.announcement_id == announcement.c.id, columns.person_id == person_id)
        .correlate(announcement)
        .scalar_subquery()
    )
    latest = announcement_answer.alias("latest")
    said = select(announcement, addressee.c.read_at, latest.c.answer, latest.c.answered_at)
    return _with_person(said, person_id).outerjoin(latest, latest.c.id == newest)


def _received(row: Row[Any]) -> Received:
    return Received(
        announcement=_announcement(row),
        read_at=row.read_at,
        answer=None if row.answer is None else Acknowledgement(row.answer),
        answered_at=row.answered_at,
    )


def _with_person(query: Select[Any], person_id: int) -> Select[Any]:
    is_theirs = and_(addressee.c.announcement_id == announcement.c.id, addressee.c.person_id == person_id)
    return query.select_from(announcement).outerjoin(addressee, is_theirs)


def _is_meant(now: datetime) -> ColumnElement[bool]:
    """What was addressed to somebody stays theirs; what they came too late for is, while it is valid."""
    return or_(addressee.c.person_id.is_not(None), announcement.c.expires_at > now)


def _announcement(row: Row[Any]) -> Announcement:
    english = None if row.body_en is None else Wording(title=row.title_en, body=row.body_en)
    return Announcement(
        id=row.id,
        code=row.code,
        draft=Draft(indonesian=Wording(title=row.title_id, body=row.body_id), english=english),
        published_at=row.published_at,
        expires_at=row.expires_at,
    )
