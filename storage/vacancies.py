"""What is read for the vacancies ahead."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from domain.planning.snapshot import Post
from domain.vacancies.records import InPost
from storage.planning.snapshot import posts_on_map
from storage.tables import person


class SqlVacancies:
    """Reads people and posts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def posts(self, *, as_of: date) -> Sequence[Post]:
        return posts_on_map(self._connection, as_of=as_of)

    def in_post_since(
        self, latest: date, *, units: frozenset[int] | None, limit: int, offset: int
    ) -> Sequence[InPost]:
        longest = (
            select(person.c.id, person.c.position_since)
            .where(*_serving(units), person.c.position_since <= latest)
            .order_by(person.c.position_since, person.c.id)
        )
        rows = self._connection.execute(longest.limit(limit).offset(offset))
        return [InPost(person_id=row.id, since=row.position_since) for row in rows]

    def count_in_post_since(self, latest: date, *, units: frozenset[int] | None) -> int:
        return self._count(*_serving(units), person.c.position_since <= latest)

    def count_since_unknown(self, *, units: frozenset[int] | None) -> int:
        return self._count(*_serving(units), person.c.position_since.is_(None))

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        counted = select(func.count()).select_from(person).where(*conditions)
        return self._connection.scalar(counted) or 0


def _serving(units: frozenset[int] | None) -> tuple[ColumnElement[bool], ...]:
    serving: tuple[Any, ...] = (person.c.ended_at.is_(None), person.c.kind == "pns")
    return serving if units is None else (*serving, person.c.unit_id.in_(units))
