"""What the house keeps of its own doings: conversations, audit, decisions."""

from sqlalchemy import JSON, Boolean, Column, Integer, LargeBinary, Table, Text

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
)

# Single values about the database itself and the region's decisions.
setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
