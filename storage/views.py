"""The log of who looked at whose record."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.views.records import NewView, Purpose, View
from storage.tables import person, view_log

_PERSON = "person:"


class SqlViews:
    """A line a person, viewer, purpose and day; a run over everybody is one line without a person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    def note(self, person_ids: Sequence[int], view: NewView, *, now: datetime) -> None:
        # The day only bounds a line; what people read is the time.
        first = self._insert(view_log)
        again = first.on_conflict_do_update(
            index_elements=["person_id", "viewer", "role", "purpose", "day"],
            set_={"times": view_log.c.times + 1, "at": first.excluded.at},
        )
        rows = [{"person_id": one, **_values(view, now)} for one in sorted(person_ids)]
        if rows:
            self._connection.execute(again, rows)

    def note_run(self, view: NewView, *, now: datetime) -> None:
        self._connection.execute(insert(view_log).values(person_id=None, **_values(view, now)))

    def of(self, person_id: int, *, since: datetime, limit: int, offset: int) -> Sequence[View]:
        newest = (
            select(view_log)
            .where(*_concerning(person_id, since))
            .order_by(view_log.c.at.desc(), view_log.c.id.desc())
        )
        return [_view(row) for row in self._connection.execute(newest.limit(limit).offset(offset))]

    def count(self, person_id: int, *, since: datetime) -> int:
        counted = select(func.count()).select_from(view_log).where(*_concerning(person_id, since))
        return self._connection.scalar(counted) or 0

    def forget(self, *, before: datetime) -> int:
        old = delete(view_log).where(view_log.c.at < before).returning(view_log.c.id)
        return len(self._connection.execute(old).all())


def _concerning(person_id: int, since: datetime) -> tuple[ColumnElement[bool], ...]:
    """A run concerns whoever was in service then: who left before it was not read."""
    left = select(person.c.ended_at).where(person.c.id == person_id).scalar_subquery()
    of_everybody = view_log.c.person_id.is_(None) & or_(left.is_(None), view_log.c.at <= left)
    return (view_log.c.at >= since, or_(view_log.c.person_id == person_id, of_everybody))


def _values(view: NewView, now: datetime) -> dict[str, Any]:
    return {
        "viewer": view.viewer,
        "role": view.role,
        "purpose": view.purpose,
        "day": now.date(),
        "times": 1,
        "at": now,
    }


def _view(row: Any) -> View:
    viewer_id = int(row.viewer.removeprefix(_PERSON)) if row.viewer.startswith(_PERSON) else None
    return View(
        viewer=row.viewer,
        viewer_id=viewer_id,
        role=row.role,
        purpose=Purpose(row.purpose),
        times=row.times,
        at=row.at,
        of_everybody=row.person_id is None,
    )
