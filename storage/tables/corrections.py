"""What people say is wrong in their data, with what shows it."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, Text

from storage.tables.columns import UtcDateTime, metadata

correction = Table(
    "correction",
    metadata,
    # Random: it does not tell how many there are.
    Column("number", Text, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("proposal_id", ForeignKey("proposal.id", ondelete="SET NULL")),
    Column("fact", Text, nullable=False),
    Column("status", Text, nullable=False),
    # The text, and of a paper its kind, size and the key that its content is sealed with.
    Column("content_sealed", LargeBinary, nullable=False),
    Column("answer_sealed", LargeBinary),
    Column("filed_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("answered_by", ForeignKey("person.id")),
    Column("answered_at", UtcDateTime),
    Index("ix_correction_status_due_at", "status", "due_at"),
)

# Sealed with a key of its own, so that a change of the region's key reads no papers.
correction_paper = Table(
    "correction_paper",
    metadata,
    Column("number", ForeignKey("correction.number", ondelete="CASCADE"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
