"""What shows that something is ours: codes, checks of them, and each person's own phrase."""

from sqlalchemy import Column, Date, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, Table, Text

from storage.tables.columns import RowId, UtcDateTime, metadata

# In plain: a code stands on papers that anybody may hold, and who reads this row needs no code.
official_code = Table(
    "official_code",
    metadata,
    Column("code", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("addressee", ForeignKey("person.id"), index=True),
    Column("issued_on", Date),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Index("ix_official_code_kind_issued_at", "kind", "issued_at"),
)

official_digest = Table(
    "official_digest",
    metadata,
    Column("code", ForeignKey("official_code.code"), nullable=False),
    Column("digest", LargeBinary, nullable=False, index=True),
    PrimaryKeyConstraint("code", "digest"),
)

# Who checks may be nobody of ours: a keyed hash of the account, forgotten within the hour.
official_check = Table(
    "official_check",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("user_hash", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_official_check_user_hash_at", "user_hash", "at"),
)

phrase = Table(
    "phrase",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("phrase_sealed", LargeBinary, nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
)
