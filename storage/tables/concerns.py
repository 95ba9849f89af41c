"""Sealed cases. Every row has a random name and is sealed; neither rows nor their order tell anything.

WITHOUT ROWID: SQLite would otherwise number rows in the order in which they came.
"""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, LargeBinary, Table, Text, text

from storage.tables.columns import metadata

# As the index has it: SQLite compares a column that is bound with 1, and misses the index.
WAITS = text("waits")

# What has just come in, sealed with the key of its hour on top: when that key is gone, nothing that a page, a
# log of writes or a freed block keeps of its coming can be read (docs/decisions/0012-sealed-concerns.md).
concern_letter = Table(
    "concern_letter",
    metadata,
    Column("id", Text, primary_key=True),
    Column("hour", Text, nullable=False, index=True),
    Column("content_sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# `owner_mark`: a keyed hash of the sender and a number, or of a receipt code; no two are alike. `waits`: the
# clock runs, so that the queue opens no other; how many that are is all that it tells.
concern = Table(
    "concern",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number_hash", LargeBinary, nullable=False, unique=True),
    Column("owner_mark", LargeBinary, nullable=False, index=True),
    Column("waits", Boolean, nullable=False),
    Column("key_sealed", LargeBinary, nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    Index("ix_concern_waits", "waits", "id", sqlite_where=WAITS, postgresql_where=WAITS),
    sqlite_with_rowid=False,
)

# A file that came with a letter: not among the others, for a page that it shared with them would tell both.
concern_letter_file = Table(
    "concern_letter_file",
    metadata,
    Column("id", Text, primary_key=True),
    Column("content_sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# A file under a key of its own, which its case holds; it is sealed anew and renamed with its case.
concern_file = Table(
    "concern_file",
    metadata,
    Column("id", Text, primary_key=True),
    Column("content_sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# An officer's key pair for seals; the private half is locked by a passphrase that is kept nowhere.
seal_officer = Table(
    "seal_officer",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("private_locked", LargeBinary, nullable=False),
    Column("enrolled_on", Date, nullable=False),
)
