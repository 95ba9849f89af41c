"""Second factors of officers, and the proofs that hold just now."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.columns import RowId, UtcDateTime, metadata

second_factor = Table(
    "second_factor",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    # Being set up: until it is confirmed, the former one is in force.
    Column("is_proposed", Boolean, nullable=False),
    Column("kind", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    # Of a PIN the digest of scrypt, of a TOTP the shared secret.
    Column("secret_sealed", LargeBinary, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    # The time step of the newest code of a TOTP that was taken: each counts once.
    Column("last_step", BigInteger, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("locked_until", UtcDateTime),
    UniqueConstraint("person_id", "is_proposed"),
)

proof = Table(
    "proof",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, nullable=False),
)
