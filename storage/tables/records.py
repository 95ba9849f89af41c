"""What the house keeps of its own doings: conversations, audit, decisions."""

from sqlalchemy import JSON, BigInteger, Column, Integer, LargeBinary, Table, Text

from storage.tables.columns import RowId, UtcDateTime, metadata

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
