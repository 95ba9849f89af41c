"""Who takes part in a trial run on real people."""

from sqlalchemy import Column, ForeignKey, Table

from storage.tables.columns import UtcDateTime, metadata

pilot_guest = Table(
    "pilot_guest",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("invited_at", UtcDateTime, nullable=False),
)
