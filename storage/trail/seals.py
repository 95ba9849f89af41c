"""What makes a row of the trail provable: its own seal, and its mark in the chain.

A seal is made when the row is written, by whichever worker, without asking anybody. Chaining seals is left
to one holder of a post. Both are keyed (BLAKE2b), so that who can write to the database can make neither.
"""

import base64
import hashlib
import os
import struct
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, select

from storage.records import put_setting
from storage.tables import setting
from storage.vault import Vault, WrongKey

ID_BYTES = 4
_NONCE_BYTES = 8
_SEAL_BYTES = 16
_MARK_BYTES = 32
SEAL_LENGTH = ID_BYTES + _NONCE_BYTES + _SEAL_BYTES
# Before the first row stands nothing.
BEGINNING = bytes(ID_BYTES + _MARK_BYTES)
_FORMER = "trail_key:"
_CODE_SIGNS = 8


def written(at: datetime) -> str:
    """A time as SQLite keeps it, which is how both databases are asked for it."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def content(at: bytes, actor: bytes, action: bytes, subject: bytes, facts: bytes) -> bytes:
    """Everything that a row says, so that no two rows say the same in other words."""
    lengths = b"%d,%d,%d,%d\n" % (len(at), len(actor), len(action), len(subject))
    return b"".join((lengths, at, actor, action, subject, facts))


def new_seal(vault: Vault, said: bytes) -> bytes:
    """No two are alike: a row that stands there twice was copied."""
    key = vault.keys[0]
    nonce = os.urandom(_NONCE_BYTES)
    return key.id + nonce + _seal(key.trail, nonce, said)


def is_sealed(keys: Mapping[bytes, bytes], seal: bytes, said: bytes) -> bool:
    """Whether the row was written by who had the key, and stands as it was written."""
    key = keys.get(seal[:ID_BYTES])
    if key is None or len(seal) != SEAL_LENGTH:
        return False
    nonce = seal[ID_BYTES : ID_BYTES + _NONCE_BYTES]
    return _seal(key, nonce, said) == seal[ID_BYTES + _NONCE_BYTES :]


def mark(key: tuple[bytes, bytes], before: bytes, number: int, row: int, seal: bytes) -> bytes:
    """The chain's next mark: over the last one, the place in the chain, and the row with its seal.

    `key`: its id, and the key.
    """
    said = b"".join((before, struct.pack(">qq", number, row), seal))
    return key[0] + hashlib.blake2b(said, key=key[1], digest_size=_MARK_BYTES).digest()


def line_mark(key_id: bytes, key: bytes, before: str, line: str) -> str:
    """The mark of a line of anchors, over the line before."""
    said = f"{before}\n{line}".encode()
    return (key_id + hashlib.blake2b(said, key=key, digest_size=_SEAL_BYTES).digest()).hex()


def code_of(kept: bytes) -> str:
    """Eight signs for a human: enough that none can be made to fit, few enough to be written down."""
    signs = base64.b32encode(hashlib.sha256(kept).digest()).decode()[:_CODE_SIGNS]
    return f"{signs[:4]}-{signs[4:]}"


def keys_of(connection: Connection, vault: Vault) -> dict[bytes, bytes]:
    """Every key by which rows may be sealed: those that are given, and those of former secret keys."""
    found = {key.id: key.trail for key in vault.keys}
    kept = connection.execute(select(setting).where(setting.c.name.startswith(_FORMER)))
    for row in kept:
        try:
            opened = vault.open(base64.b64decode(row.value), place=row.name)
        except (WrongKey, ValueError):
            continue  # rows that only it could prove are then found to be unproven
        found.setdefault(bytes.fromhex(row.name.removeprefix(_FORMER)), bytes.fromhex(opened))
    return found


def keep_former(engine: Engine, vault: Vault) -> None:
    """When the secret key changes, what the former one has sealed stays provable without it."""
    with engine.begin() as connection:
        for key in vault.keys[1:]:
            name = _FORMER + key.id.hex()
            sealed = vault.seal(key.trail.hex(), place=name)
            put_setting(connection, name, base64.b64encode(sealed).decode())


def resealed(vault: Vault, name: str, value: str) -> str | None:
    """A former key's own sealing by today's first key; None where it is not one, or is sealed so."""
    if not name.startswith(_FORMER):
        return None
    sealed = base64.b64decode(value)
    if vault.is_current(sealed):
        return None
    return base64.b64encode(vault.seal(vault.open(sealed, place=name), place=name)).decode()


def _seal(key: bytes, nonce: bytes, said: bytes) -> bytes:
    return hashlib.blake2b(nonce + said, key=key, digest_size=_SEAL_BYTES).digest()
