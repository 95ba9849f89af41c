"""Who looked at whose record, and how each person wants to be written to."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text

from storage.tables.columns import RowId, UtcDateTime, metadata

# `person_id` empty: everybody in service, as when the machine plans. `viewer`: as in the audit trail.
view_log = Table(
    "view_log",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id")),
    Column("viewer", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("times", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("uq_view_log_day", "person_id", "viewer", "role", "purpose", "day", unique=True),
    Index("ix_view_log_at", "at"),
)

# A row where somebody has chosen; without one they are reminded.
notification_choice = Table(
    "notification_choice",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("reminders", Boolean, nullable=False),
)
