"""Schedules and the account of their occurrences."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.calendar.weekdays import Weekday
from domain.schedules.records import LateRule, Missed, Occurrence, Outcome, Plan, Schedule
from domain.schedules.rules import EveryMinutes, Monthly, Once, Rule, Weekly
from storage.records import insert_or_ignore
from storage.tables import occurrence, schedule


class SqlSchedules:
    """The schedules kept here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, plan: Plan, *, handled_through: datetime, next_at: datetime | None) -> int:
        added = self._connection.execute(
            insert(schedule)
            .values(enabled=True, handled_through=handled_through, next_at=next_at, **_columns(plan))
            .returning(schedule.c.id)
        )
        return int(added.scalar_one())

    def named(self, name: str) -> Schedule | None:
        row = self._connection.execute(
            select(schedule).where(schedule.c.name == name).with_for_update()
        ).first()
        return None if row is None else _schedule(row)

    def due(self, *, now: datetime) -> Sequence[int]:
        query = select(schedule.c.id).where(_is_due(now)).order_by(schedule.c.next_at, schedule.c.id)
        return self._connection.scalars(query).all()

    def take_due(self, schedule_id: int, *, now: datetime) -> Schedule | None:
        row = self._connection.execute(
            select(schedule).where(schedule.c.id == schedule_id, _is_due(now)).with_for_update()
        ).first()
        return None if row is None else _schedule(row)

    def advance(self, schedule_id: int, *, handled_through: datetime, next_at: datetime | None) -> None:
        self._connection.execute(
            update(schedule)
            .where(schedule.c.id == schedule_id)
            .values(handled_through=handled_through, next_at=next_at)
        )

    def replan(self, changed: Schedule) -> None:
        self._connection.execute(
            update(schedule)
            .where(schedule.c.id == changed.id)
            .values(
                enabled=changed.enabled,
                handled_through=changed.handled_through,
                next_at=changed.next_at,
                **_columns(changed.plan),
            )
        )

    def record(self, one: Occurrence) -> bool:
        kept = self._connection.execute(
            insert_or_ignore(self._connection, occurrence)
            .values(
                schedule_id=one.schedule_id,
                due_at=one.due_at,
                first_due_at=one.first_due_at,
                stands_for=one.count,
                outcome=one.outcome,
                settled_at=one.settled_at,
            )
            .returning(occurrence.c.id)
        )
        return kept.first() is not None

    def settled(self, outcome: Outcome, *, since: datetime) -> Sequence[tuple[str, Occurrence]]:
        rows = self._connection.execute(
            select(schedule.c.name.label("schedule_name"), occurrence)
            .join(schedule)
            .where(occurrence.c.outcome == outcome, occurrence.c.settled_at >= since)
            .order_by(occurrence.c.settled_at, occurrence.c.id)
        )
        return [(row.schedule_name, _occurrence(row)) for row in rows]

    def forget(self, *, before: datetime) -> int:
        old = delete(occurrence).where(occurrence.c.settled_at < before).returning(occurrence.c.id)
        return len(self._connection.execute(old).all())


def _is_due(now: datetime) -> Any:
    return schedule.c.enabled.is_(True) & (schedule.c.next_at <= now)


def _columns(plan: Plan) -> dict[str, Any]:
    return {
        "name": plan.name,
        "kind": plan.kind,
        "rule": _written(plan.rule),
        "zone": plan.zone.key,
        "send_if_less_than_seconds": int(plan.late.send_if_less_than.total_seconds()),
        "missed": plan.late.missed,
    }


def _schedule(row: Row[Any]) -> Schedule:
    plan = Plan(
        name=row.name,
        kind=row.kind,
        rule=_read(row.rule),
        zone=ZoneInfo(row.zone),
        late=LateRule(
            send_if_less_than=timedelta(seconds=row.send_if_less_than_seconds), missed=Missed(row.missed)
        ),
    )
    return Schedule(
        id=row.id,
        plan=plan,
        enabled=row.enabled,
        handled_through=row.handled_through,
        next_at=row.next_at,
    )


def _occurrence(row: Row[Any]) -> Occurrence:
    return Occurrence(
        schedule_id=row.schedule_id,
        due_at=row.due_at,
        first_due_at=row.first_due_at,
        count=row.stands_for,
        outcome=Outcome(row.outcome),
        settled_at=row.settled_at,
    )


def _written(rule: Rule) -> dict[str, Any]:
    match rule:
        case Weekly():
            return {"weekly": [day.value for day in rule.on], "at": rule.at.isoformat()}
        case Monthly():
            return {"monthly": rule.day, "at": rule.at.isoformat()}
        case EveryMinutes():
            return {"every_minutes": rule.minutes}
        case Once():
            return {"once": rule.at.isoformat()}


def _read(written: dict[str, Any]) -> Rule:
    match written:
        case {"weekly": list(days), "at": str(at)}:
            return Weekly(at=time.fromisoformat(at), on=tuple(Weekday(day) for day in days))
        case {"monthly": day, "at": str(at)}:
            return Monthly(at=time.fromisoformat(at), day=day)
        case {"every_minutes": int(minutes)}:
            return EveryMinutes(minutes=minutes)
        case {"once": str(at)}:
            return Once(at=datetime.fromisoformat(at))
    raise ValueError(f"no rule is written like this: {written}")
