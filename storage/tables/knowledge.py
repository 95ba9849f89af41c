"""What HR answers, how answers were received, and the questions that wait. Nothing here names who asked."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.columns import RowId, UtcDateTime, metadata

# Every version of an entry, the last one in use.
knowledge_entry = Table(
    "knowledge_entry",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("entry", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("question_id", Text, nullable=False),
    Column("question_en", Text, nullable=False),
    Column("answer_id", Text, nullable=False),
    Column("answer_en", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("dated_on", Date, nullable=False),
    Column("phrasings", JSON, nullable=False),
    Column("written_by", ForeignKey("person.id"), nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    UniqueConstraint("entry", "version"),
)

knowledge_rating = Table(
    "knowledge_rating",
    metadata,
    Column("entry", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("times", Integer, nullable=False),
    PrimaryKeyConstraint("entry", "verdict"),
)

# A question's form is sealed, for somebody may have written of themselves; days, so that no time tells who.
knowledge_gap = Table(
    "knowledge_gap",
    metadata,
    Column("id", Text, primary_key=True),
    Column("form_hash", LargeBinary, nullable=False),
    Column("form_sealed", LargeBinary, nullable=False),
    Column("about", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    UniqueConstraint("form_hash", "about", "why"),
)
