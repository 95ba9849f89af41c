"""The calendar and the schedules that run by it."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from storage.tables.columns import RowId, UtcDateTime, metadata

off_day = Table(
    "off_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
)

# No row: the windows that the domain states.
send_window = Table(
    "send_window",
    metadata,
    Column("weekday", Text, primary_key=True),
    Column("opens", Time, primary_key=True),
    Column("closes", Time, nullable=False),
)

own_hours = Table(
    "own_hours",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("opens", Time, nullable=False),
    Column("closes", Time, nullable=False),
)

schedule = Table(
    "schedule",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("rule", JSON, nullable=False),
    Column("zone", Text, nullable=False),
    Column("send_if_less_than_seconds", Integer, nullable=False),
    Column("missed", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("handled_through", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime),
    Index("ix_schedule_due", "next_at"),
)

occurrence = Table(
    "occurrence",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("schedule_id", ForeignKey("schedule.id"), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("first_due_at", UtcDateTime, nullable=False),
    Column("stands_for", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("settled_at", UtcDateTime, nullable=False, index=True),
    UniqueConstraint("schedule_id", "due_at"),
)
