"""Objections (keberatan), what was handed in with them, and the days of decrees that people stated."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from storage.tables.columns import UtcDateTime, metadata, one_of

objection = Table(
    "objection",
    metadata,
    # Random: neither it nor the receipt's number tells how many there are.
    Column("id", Text, primary_key=True),
    Column("number", Text, unique=True),
    Column("proposal_id", ForeignKey("proposal.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("writing_sealed", LargeBinary, nullable=False),
    Column("letter_code", Text, nullable=False),
    Column("receipt_code", Text),
    Column("drafted_at", UtcDateTime, nullable=False),
    Column("submitted_at", UtcDateTime),
    Column("on_paper", Boolean, nullable=False),
    Column("verdict", Text),
    Column("answer_sealed", LargeBinary),
    Column("answered_by", ForeignKey("person.id")),
    Column("answered_at", UtcDateTime),
    Column("withdrawn_at", UtcDateTime),
    Index("ix_objection_proposal_id_drafted_at", "proposal_id", "drafted_at"),
    Index("ix_objection_state_submitted_at", "state", "submitted_at"),
)
_is_open = one_of(objection.c.state, "drafted", "submitted")
Index(
    "uq_objection_open",
    objection.c.proposal_id,
    unique=True,
    sqlite_where=_is_open,
    postgresql_where=_is_open,
)

# Each file is sealed with a key of its own, and that key with the region's: a change of keys reads no files.
objection_file = Table(
    "objection_file",
    metadata,
    Column("id", Text, primary_key=True),
    Column("objection_id", ForeignKey(objection.c.id), nullable=False, index=True),
    Column("facts_sealed", LargeBinary, nullable=False),
    Column("media", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
)

objection_content = Table(
    "objection_content",
    metadata,
    Column("file_id", ForeignKey("objection_file.id", ondelete="CASCADE"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

decree_days = Table(
    "decree_days",
    metadata,
    Column("proposal_id", ForeignKey("proposal.id"), primary_key=True, autoincrement=False),
    Column("received_on", Date),
    Column("printed_on", Date),
    Column("stated_at", UtcDateTime, nullable=False),
)

# Who is reminded of the safe day of a decree: begun an objection, or asked for it.
objection_reminder = Table(
    "objection_reminder",
    metadata,
    Column("proposal_id", ForeignKey("proposal.id"), primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("asked_at", UtcDateTime, nullable=False),
)
