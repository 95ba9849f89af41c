"""How people use their rights over their data, and what of it has to last."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, Text

from storage.tables.columns import UtcDateTime, metadata, one_of

privacy_request = Table(
    "privacy_request",
    metadata,
    # Random: it does not tell how many there are.
    Column("id", Text, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    # "right" is a word of SQL's own.
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("alarmed_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("answered_by", ForeignKey("person.id")),
    Column("answer_sealed", LargeBinary),
    Index("ix_privacy_request_person_id_asked_at", "person_id", "asked_at"),
)
_is_open = one_of(privacy_request.c.state, "open")
# One of a kind waits at a time: a press that comes twice asks once.
Index(
    "uq_privacy_request_open",
    privacy_request.c.person_id,
    privacy_request.c.kind,
    unique=True,
    sqlite_where=_is_open,
    postgresql_where=_is_open,
)

# Who is left out of what the law does not demand, for as long as the row is there.
restriction = Table(
    "restriction",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("since", UtcDateTime, nullable=False),
)

# What took effect, by a random name that also stands in the list outside of every backup: what is in that
# list and not in here is carried out again after a restore.
privacy_act = Table(
    "privacy_act",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("effect", Text, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
    Column("at", UtcDateTime, nullable=False),
)
