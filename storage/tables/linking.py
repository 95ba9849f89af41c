"""Who is who in the chat: accounts, invitations, consents, claims and counted tries."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from storage.tables.columns import RowId, UtcDateTime, metadata

account = Table(
    "account",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("language", Text, nullable=False),
    Column("linked_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("unlinked_at", UtcDateTime),
    Column("unlink_cause", Text),
    Column("unreachable_since", UtcDateTime),
    # One account, one person, at any moment.
    Index(
        "uq_account_user",
        "user_id",
        unique=True,
        sqlite_where=Column("unlinked_at").is_(None),
        postgresql_where=Column("unlinked_at").is_(None),
    ),
    Index(
        "uq_account_person",
        "person_id",
        unique=True,
        sqlite_where=Column("unlinked_at").is_(None),
        postgresql_where=Column("unlinked_at").is_(None),
    ),
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("code_salt", LargeBinary, nullable=False),
    Column("code_hash", LargeBinary, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("closed_at", UtcDateTime),
    Column("close_cause", Text),
)

consent = Table(
    "consent",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("purpose", Text, nullable=False),
    Column("granted", Boolean, nullable=False),
    Column("text_version", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

claim = Table(
    "claim",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("language", Text, nullable=False),
    Column("claimed_at", UtcDateTime, nullable=False),
    Column("first_by", ForeignKey("person.id")),
    Column("first_at", UtcDateTime),
    Column("second_by", ForeignKey("person.id")),
    Column("second_at", UtcDateTime),
    Column("effective_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("close_cause", Text),
)

# Failed tries by Telegram account: a keyed hash, because whoever tries may be nobody of ours.
link_try = Table(
    "link_try",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("user_hash", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_link_try_user_hash_at", "user_hash", "at"),
)
