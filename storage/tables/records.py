"""What the house keeps of its own doings: messages to send, conversations, audit, decisions."""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from storage.tables.columns import RowId, UtcDateTime, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("unique_key", Text, nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("lane", Text, nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("cause", Text, nullable=False, server_default=""),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("settled_at", UtcDateTime),
    Column("telegram_id", BigInteger),
    Index(
        "ix_outbox_waiting",
        "due_at",
        "id",
        sqlite_where=Column("state") == "new",
        postgresql_where=Column("state") == "new",
    ),
)

conversation = Table(
    "conversation",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("flow", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("data_sealed", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
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
