"""What people said of an explanation, and pictures that Telegram keeps already."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, Text

from storage.tables.columns import RowId, UtcDateTime, metadata

# One row for each thing said; the newest of a proposal is the one without `followed_at`.
explanation_answer = Table(
    "explanation_answer",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("proposal_id", ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("word", Text, nullable=False),
    Column("unclear", Text),
    Column("asks_for_person", Boolean, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    Column("followed_at", UtcDateTime),
    Index(
        "uq_explanation_answer_newest",
        "proposal_id",
        unique=True,
        sqlite_where=Column("followed_at").is_(None),
        postgresql_where=Column("followed_at").is_(None),
    ),
)

# A drawing by the digest of everything in it: Telegram's own number of it, so that it is sent only once.
picture = Table(
    "picture",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
)
