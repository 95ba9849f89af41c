"""How it went after the move: one row for each question time of each transfer, and sums by unit."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.columns import UtcDateTime, metadata

# The answers are sealed: HR reads sums of five or more, never a row of this table.
checkin = Table(
    "checkin",
    metadata,
    Column("id", Text, primary_key=True),
    Column("proposal_id", ForeignKey("proposal.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    # Days after the transfer came into effect.
    Column("milestone", Integer, nullable=False),
    Column("due_on", Date, nullable=False),
    # From this day on the answers stand as they are.
    Column("closes_on", Date, nullable=False),
    # None: it was too late to ask, or nobody could be asked; that was reported.
    Column("asked_at", UtcDateTime),
    Column("reminded_at", UtcDateTime),
    Column("answers_sealed", LargeBinary),
    Column("answered_at", UtcDateTime),
    # When it went into `checkin_result`, with four others.
    Column("counted_at", UtcDateTime),
    UniqueConstraint("proposal_id", "milestone"),
    Index("ix_checkin_unit_id_milestone", "unit_id", "milestone"),
)

# Sums of whole groups of five: all that HR reads, and nobody's any more.
checkin_result = Table(
    "checkin_result",
    metadata,
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("milestone", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("satisfaction", Integer, nullable=False),
    Column("load", Integer, nullable=False),
    Column("skills", Integer, nullable=False),
    PrimaryKeyConstraint("unit_id", "milestone"),
)
