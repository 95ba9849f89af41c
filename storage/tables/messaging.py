"""What comes in and what goes out, and who is at work on it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from storage.tables.columns import RowId, UtcDateTime, metadata

# An update as Telegram wrote it. Body and shard are emptied when it is done; the key stays for the repeats.
inbox = Table(
    "inbox",
    metadata,
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("shard", Integer),
    Column("hour", Text, nullable=False),
    Column("body_sealed", LargeBinary),
    Column("received_at", UtcDateTime, nullable=False),
    Column("starts", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("owner", Text),
    Column("lease_until", UtcDateTime),
    Column("settled_at", UtcDateTime),
    Column("incident", Text),
    PrimaryKeyConstraint("bot_id", "update_id"),
    Index(
        "ix_inbox_open",
        "bot_id",
        "shard",
        "update_id",
        sqlite_where=text("state IN ('new', 'handling')"),
        postgresql_where=text("state IN ('new', 'handling')"),
    ),
    Index("ix_inbox_hour", "hour"),
)

# What many messages say, once: words by key, or a text that officers wrote. Never changed.
outbox_text = Table(
    "outbox_text",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("content", Text, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("unique_key", Text, nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("text_id", ForeignKey("outbox_text.id"), nullable=False),
    Column("facts_sealed", LargeBinary),
    Column("protect", Boolean, nullable=False),
    Column("unknown_rule", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("cause", Text, nullable=False, server_default=""),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("possibly_twice", Boolean, nullable=False, server_default="0"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("owner", Text),
    Column("claimed_at", UtcDateTime),
    Column("expires_at", UtcDateTime),
    Column("cancelled_at", UtcDateTime),
    Column("settled_at", UtcDateTime),
    Column("telegram_id", BigInteger),
    Index(
        "ix_outbox_waiting",
        "lane",
        "id",
        sqlite_where=text("state = 'new'"),
        postgresql_where=text("state = 'new'"),
    ),
    Index("ix_outbox_chat_id_state", "chat_id", "state"),
    Index(
        "ix_outbox_sending",
        "claimed_at",
        sqlite_where=text("state IN ('sending', 'unknown')"),
        postgresql_where=text("state IN ('sending', 'unknown')"),
    ),
)

# One budget a bot, shared by every worker: when the next message may start, and until when nobody sends.
pace = Table(
    "pace",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("next_at", UtcDateTime, nullable=False),
    # Of the last second, as microseconds since 1970 in a list.
    Column("starts", Text, nullable=False, server_default="[]"),
    Column("held_until", UtcDateTime),
    Column("hold_cause", Text, nullable=False, server_default=""),
)

# One holder at a time; the term rises with every change of hands and fences a late one out.
lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("term", BigInteger, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

worker = Table(
    "worker",
    metadata,
    Column("id", Text, primary_key=True),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("roles", Text, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)
