"""Files that left HR's desk."""

from sqlalchemy import Column, Index, Integer, Table, Text

from storage.tables.columns import RowId, UtcDateTime, metadata

# `actor`: as in the audit trail.
export = Table(
    "export",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("digest", Text, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_export_at", "at"),
)
