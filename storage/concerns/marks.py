"""Keyed hashes by which a case is found: by its number, by its sender, by a receipt code.

Their key is random and lies sealed in the database, so that it outlives a change of the secret key: nobody
could hash a receipt code anew. A sender has one mark for each of their cases, by a number from 0 on; equal
senders leave no equal marks.
"""

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, select

from domain.concerns.desk import CASES_AT_MOST
from domain.concerns.records import ByReceipt, Owner
from storage.records import insert_or_ignore
from storage.tables import setting
from storage.vault import Vault

OWNER_KEY = "concerns.owner_key"
_KEY_BYTES = 32
# A receipt has 100 random bits and the hash a key: stretching is one wall more, not the wall.
_SCRYPT_N = 2**12


class Marks:
    """Made from the key that lies in the database; it is made itself with the first case."""

    def __init__(self, connection: Connection, sealing: Vault) -> None:
        self._connection = connection
        self._sealing = sealing
        self._key: bytes | None = None

    @property
    def are_there(self) -> bool:
        """Whether a case was ever kept."""
        return self._kept() is not None

    def of_number(self, number: str) -> bytes:
        return self._hashed("number", number)

    def of_owner(self, owner: Owner) -> Sequence[bytes]:
        """Every mark that the owner's cases may carry."""
        if isinstance(owner, ByReceipt):
            return [self._of_receipt(owner.code)]
        return [self._hashed("sender", f"{owner.person_id}:{slot}") for slot in range(CASES_AT_MOST)]

    def new_for(self, owner: Owner, *, taken: Sequence[bytes]) -> bytes:
        """A mark that none of the owner's other cases carries."""
        free = [one for one in self.of_owner(owner) if one not in taken]
        return secrets.choice(free)

    def _of_receipt(self, code: str) -> bytes:
        salt = self._hashed("receipt", "salt")
        return hashlib.scrypt(self._hashed("receipt", code), salt=salt, n=_SCRYPT_N, r=8, p=1, dklen=32)

    def _hashed(self, purpose: str, value: str) -> bytes:
        key = self._kept() or self._made()
        return hmac.digest(key, f"{purpose}:{value}".encode(), hashlib.sha256)

    def _kept(self) -> bytes | None:
        if self._key is None:
            kept = self._connection.scalar(select(setting.c.value).where(setting.c.name == OWNER_KEY))
            self._key = None if kept is None else unpacked(self._sealing, kept)
        return self._key

    def _made(self) -> bytes:
        packed_key = packed(self._sealing, os.urandom(_KEY_BYTES))
        # Another worker may be filing the first case as well.
        self._connection.execute(
            insert_or_ignore(self._connection, setting), {"name": OWNER_KEY, "value": packed_key}
        )
        kept = self._kept()
        if kept is None:
            raise LookupError(OWNER_KEY)
        return kept


def packed(sealing: Vault, key: bytes) -> str:
    return base64.b64encode(sealing.seal(base64.b64encode(key).decode(), place=OWNER_KEY)).decode()


def unpacked(sealing: Vault, kept: str) -> bytes:
    return base64.b64decode(sealing.open(base64.b64decode(kept), place=OWNER_KEY))
