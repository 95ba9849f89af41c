"""Second factors of officers, and the proofs that hold just now."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text

from storage.tables.columns import UtcDateTime, metadata

second_factor = Table(
    "second_factor",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    # Of a PIN: the salt and the digest of scrypt.
    Column("salt", LargeBinary),
    Column("digest", LargeBinary),
    # Of a TOTP: the shared secret.
    Column("secret_sealed", LargeBinary),
    Column("last_step", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("locked_until", UtcDateTime),
)

proof = Table(
    "proof",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, nullable=False),
)
