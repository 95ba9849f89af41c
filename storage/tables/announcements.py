"""What HR announces, to whom, and what people say back."""

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from storage.tables.columns import RowId, UtcDateTime, metadata

# Never changed once it is published. In plain: it is said to everybody.
announcement = Table(
    "announcement",
    metadata,
    Column("id", Text, primary_key=True),
    # As it stands under the text (`official_code` keeps it without its prefix).
    Column("code", Text, nullable=False, unique=True),
    # Of all its words: the same announcement is published once.
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("title_id", Text, nullable=False),
    Column("body_id", Text, nullable=False),
    Column("title_en", Text),
    Column("body_en", Text),
    Column("published_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("made_by", ForeignKey("person.id"), nullable=False),
    Column("approved_by", ForeignKey("person.id"), nullable=False),
    Index("ix_announcement_published_at", "published_at"),
)

# Whether somebody was told stands in the outbox, under `announcement:<id>:<account>`.
addressee = Table(
    "addressee",
    metadata,
    Column("announcement_id", ForeignKey("announcement.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("addressed_at", UtcDateTime, nullable=False),
    Column("read_at", UtcDateTime),
    PrimaryKeyConstraint("person_id", "announcement_id"),
    Index("ix_addressee_announcement_id", "announcement_id"),
)

# Only added to: the newest counts.
announcement_answer = Table(
    "announcement_answer",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("announcement_id", Text, nullable=False),
    Column("person_id", RowId, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(
        ["person_id", "announcement_id"], ["addressee.person_id", "addressee.announcement_id"]
    ),
    Index("ix_announcement_answer_person_id_announcement_id", "person_id", "announcement_id"),
)
