"""Surges of work, as they were reported."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from domain.plans.records import KeptSurge, Surge
from storage.tables import surge, unit


def running_surges(connection: Connection, *, on: date) -> Iterator[Surge]:
    """Those that run on that day and were not withdrawn."""
    running = select(surge).where(
        surge.c.withdrawn_at.is_(None), surge.c.first_day <= on, surge.c.last_day >= on
    )
    for row in connection.execute(running.order_by(surge.c.id)):
        yield _surge(row)


def report_surge(connection: Connection, reported: Surge, key: str, *, by: str, now: datetime) -> int:
    number: int = connection.execute(
        insert(surge)
        .values(
            unit_id=reported.unit_id,
            position_key=key,
            position=reported.position,
            task=reported.task,
            volume=reported.volume,
            minutes=reported.minutes,
            first_day=reported.first_day,
            last_day=reported.last_day,
            evidence=reported.evidence,
            reported_by=by,
            reported_at=now,
        )
        .returning(surge.c.id)
    ).scalar_one()
    return number


def kept_surges(connection: Connection) -> list[KeptSurge]:
    kept = select(surge, unit.c.name.label("unit")).join_from(surge, unit, surge.c.unit_id == unit.c.id)
    return [
        KeptSurge(
            id=row.id,
            surge=_surge(row),
            unit=row.unit,
            reported_by=row.reported_by,
            reported_at=row.reported_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in connection.execute(kept.order_by(surge.c.id.desc()))
    ]


def withdraw_surge(connection: Connection, surge_id: int, *, now: datetime) -> bool:
    withdrawn = connection.execute(
        update(surge)
        .where(surge.c.id == surge_id, surge.c.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
        .returning(surge.c.id)
    )
    return withdrawn.first() is not None


def _surge(row: Row[Any]) -> Surge:
    return Surge(
        unit_id=row.unit_id,
        position=row.position,
        task=row.task,
        volume=row.volume,
        minutes=row.minutes,
        first_day=row.first_day,
        last_day=row.last_day,
        evidence=row.evidence,
    )
