"""What the desk of concerns keeps beside the cases. No row here belongs to a case."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from storage.tables.columns import RowId, UtcDateTime, metadata

# Every version of a reply that is kept ready; the newest is in use unless it is withdrawn.
canned_reply = Table(
    "canned_reply",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("text_id", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    Column("written_by", ForeignKey("person.id"), nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    UniqueConstraint("name", "version"),
)

# Groups in which the desk is or was shown; `ended_at` empty: the one in use.
case_group = Table(
    "case_group",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("bound_by", ForeignKey("person.id"), nullable=False),
    Column("bound_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
)
