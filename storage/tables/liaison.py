"""What liaisons hand over on paper and record."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, Table, Text

from storage.tables.columns import RowId, UtcDateTime, metadata

delivery = Table(
    "delivery",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("act", Text, nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("proposal_id", ForeignKey("proposal.id"), index=True),
    Column("told_on", Date),
    Column("hindrance", Text),
    Column("acknowledgement", Text),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("taken_back_at", UtcDateTime),
)

# The word inside is kept as a password is: scrypt of its keyed hash, with a salt of its own.
paper_card = Table(
    "paper_card",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("proposal_id", ForeignKey("proposal.id")),
    Column("code", Text, nullable=False),
    Column("word_salt", LargeBinary, nullable=False),
    Column("word_hash", LargeBinary, nullable=False),
    Column("printed_by", Text, nullable=False),
    Column("printed_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("used_at", UtcDateTime),
    Index("ix_paper_card_person_id_id", "person_id", "id"),
)
