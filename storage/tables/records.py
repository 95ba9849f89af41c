"""What the house keeps of its own doings: conversations, audit, decisions."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from storage.tables.columns import RowId, UtcDateTime, metadata

# Neither whose it is nor what it is about can be read without a key: a form may be a report in confidence.
conversation = Table(
    "conversation",
    metadata,
    Column("flow_key", LargeBinary, primary_key=True),
    Column("user_key", LargeBinary, nullable=False, index=True),
    Column("is_open", Boolean, nullable=False),
    Column("hour", Text),
    Column("content_sealed", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("kept_until", UtcDateTime),
)

audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("seal", LargeBinary, nullable=False),
    Index("ix_audit_actor", "actor", "id"),
    Index("ix_audit_subject", "subject", "id"),
)

# The chain over them, by the place in it. Nothing in either table is ever changed or deleted: triggers.
audit_link = Table(
    "audit_link",
    metadata,
    Column("number", RowId, primary_key=True, autoincrement=False),
    Column("audit_id", BigInteger, nullable=False, unique=True),
    Column("mark", LargeBinary, nullable=False),
)

# What in the trail is personal opens with its person's key alone; an erasure deletes the key.
trail_key = Table(
    "trail_key",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("key_sealed", LargeBinary, nullable=False),
)

# Single values about the database itself and the region's decisions.
setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
