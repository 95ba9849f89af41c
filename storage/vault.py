"""Sealing personal values at rest, and finding them by a keyed hash.

AES-256-GCM with a fresh nonce; the associated data is the place (table, column, row), so that a sealed value
moved to another row does not open. Keys are derived by HKDF from the region's secret key, which lives outside
the database and its backups. The first key seals; the others still open (docs/decisions/0003-sealing.md).
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Sequence
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_ID_BYTES = 4
_NONCE_BYTES = 12


class WrongKey(Exception):
    """The secret key is malformed, or is not the one this database was sealed with."""


class Key:
    """One secret key and what is derived from it."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise WrongKey(f"a secret key has {KEY_BYTES} bytes, this one has {len(secret)}")
        self.id = _derive(secret, b"id")[:_ID_BYTES]
        self.check = _derive(secret, b"check").hex()
        self.seal = AESGCM(_derive(secret, b"seal"))
        self.lookup = _derive(secret, b"lookup")
        self.concerns_secret = _derive(secret, b"concerns")
        self.trail = _derive(secret, b"trail")

    @classmethod
    def parse(cls, text: str) -> "Key":
        """Read the printed form (URL-safe base64 of 32 bytes)."""
        try:
            return cls(base64.urlsafe_b64decode(text.strip() + "=" * (-len(text.strip()) % 4)))
        except (binascii.Error, ValueError) as fault:
            raise WrongKey("a secret key is 43 characters of A-Z a-z 0-9 - _") from fault


def new_secret() -> str:
    """Make a secret key in its printed form."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode().rstrip("=")


class Vault:
    """Seals with the first key, opens with any."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = tuple(keys)
        self._current = keys[0]
        self._by_id = {key.id: key for key in keys}

    @cached_property
    def concerns(self) -> "Vault":
        """The vault of sealed cases: keys of their own, derived from these."""
        return Vault([Key(key.concerns_secret) for key in self.keys])

    def seal(self, value: str, *, place: str) -> bytes:
        """Seal a value for one place, `table.column:row`."""
        nonce = os.urandom(_NONCE_BYTES)
        return self._current.id + nonce + self._current.seal.encrypt(nonce, value.encode(), place.encode())

    def open(self, sealed: bytes, *, place: str) -> str:
        """Open what was sealed for that place; raise WrongKey when it was not, or by an unknown key."""
        key = self._by_id.get(sealed[:_ID_BYTES])
        if key is None:
            raise WrongKey("sealed with a key that is not given")
        nonce, body = sealed[_ID_BYTES : _ID_BYTES + _NONCE_BYTES], sealed[_ID_BYTES + _NONCE_BYTES :]
        try:
            return key.seal.decrypt(nonce, body, place.encode()).decode()
        except InvalidTag as fault:
            raise WrongKey("a sealed value does not belong to its place") from fault

    def is_current(self, sealed: bytes) -> bool:
        return sealed[:_ID_BYTES] == self._current.id

    def lookup(self, purpose: str, value: str) -> bytes:
        """Keyed hash under which a new row is found again."""
        return _hashed(self._current, purpose, value)

    def lookups(self, purpose: str, value: str) -> list[bytes]:
        """Every keyed hash a kept row may carry while a rotation is under way."""
        return [_hashed(key, purpose, value) for key in self.keys]


def _hashed(key: Key, purpose: str, value: str) -> bytes:
    return hmac.digest(key.lookup, f"{purpose}:{value}".encode(), hashlib.sha256)


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sapa-mutasi/" + purpose).derive(secret)
