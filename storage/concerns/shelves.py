"""Where a case lies: in the letterbox while it is new, later among the others; and its files."""

import base64
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, delete, func, insert, select, text, update

from storage.concerns.dossier import Dossier, read, written
from storage.hour_keys import HourKeys, KeyGone, hour_of
from storage.tables import concern, concern_file, concern_letter, concern_letter_file
from storage.tables.concerns import WAITS
from storage.vault import Vault, WrongKey

_KEY_BYTES = 32
_NONCE_BYTES = 12
_NAME_BYTES = 16
_FILE_PADDED_TO = 64 * 1024
_SIZE_BYTES = 4
# Whoever reads a page first after it was written leaves all of it in PostgreSQL's log of writes: this does.
TIDIED = text("VACUUM concern, concern_file, concern_letter, concern_letter_file")
LOST = "lost"
"""In place of the hour of a letter whose key is gone."""


@dataclass(slots=True)
class Kept:
    """A dossier and the row it lies in. `hour` None: it is sorted in."""

    row_id: str
    dossier: Dossier
    hour: str | None


def key_place(row_id: str) -> str:
    return f"concern.key:{row_id}"


class Shelves:
    """A case that lies in the letterbox is the newer version of the one by its number on the shelf.

    What a sender's unit writes is a letter, always: a row on the shelf that it touched would be joined with
    it in the database's log of writes, and a lock on one row likewise.
    """

    def __init__(self, connection: Connection, sealing: Vault, keys: HourKeys | None) -> None:
        self._connection = connection
        self._sealing = sealing
        self._keys = keys

    def put(self, dossier: Dossier, number_hash: bytes, *, now: datetime) -> None:
        """In the letterbox; without keys of the hour nothing is received that could be joined with it."""
        if self._keys is None:
            self.put_on_shelf(dossier, number_hash)
            return
        row_id, hour = _name(), hour_of(now)
        sealed = self._letter(row_id, hour, dossier)
        self._connection.execute(insert(concern_letter).values(id=row_id, hour=hour, content_sealed=sealed))

    def change(self, kept: Kept) -> None:
        """Write a letter anew, under its own hour."""
        changed = self._letter(kept.row_id, kept.hour or LOST, kept.dossier)
        self._connection.execute(
            update(concern_letter).where(concern_letter.c.id == kept.row_id).values(content_sealed=changed)
        )

    def put_on_shelf(self, dossier: Dossier, number_hash: bytes) -> None:
        """In place of what lies there by its number."""
        row_id, key = _name(), os.urandom(_KEY_BYTES)
        self._connection.execute(delete(concern).where(concern.c.number_hash == number_hash))
        self._connection.execute(
            insert(concern).values(
                id=row_id,
                number_hash=number_hash,
                owner_mark=dossier.owner_mark,
                waits=dossier.case.waits_for_answer,
                key_sealed=self._sealing.seal(base64.b64encode(key).decode(), place=key_place(row_id)),
                content_sealed=_sealed(key, written(dossier).encode(), row_id),
            )
        )

    def letters(self) -> list[Kept]:
        """Those that can be opened here."""
        if self._keys is None:
            return []
        rows = self._connection.execute(select(concern_letter).where(concern_letter.c.hour != LOST))
        return [kept for row in rows if (kept := self._opened_letter(row)) is not None]

    def shelved(self, *conditions: Any) -> list[Kept]:
        rows = self._connection.execute(select(concern).where(*conditions))
        return [self._opened(row) for row in rows]

    def waiting_rows(self) -> Sequence[str]:
        """The names of the rows whose case waits for an answer."""
        return self._connection.scalars(select(concern.c.id).where(WAITS)).all()

    def rows(self) -> Sequence[str]:
        """The names of all rows."""
        return self._connection.scalars(select(concern.c.id)).all()

    def throw_away(self, letter: Kept) -> None:
        self._connection.execute(delete(concern_letter).where(concern_letter.c.id == letter.row_id))

    def lying(self) -> tuple[int, str | None]:
        """How many letters lie there, and the hour of the oldest."""
        asked = select(func.count(), func.min(concern_letter.c.hour)).where(concern_letter.c.hour != LOST)
        row = self._connection.execute(asked).one()
        return row[0], row[1]

    def mark_lost(self, *, before_hour: str) -> int:
        """Mark letters of hours before that one that do not open; return how many are marked."""
        if self._keys is not None:
            old = select(concern_letter).where(
                concern_letter.c.hour != LOST, concern_letter.c.hour < before_hour
            )
            shut = [row.id for row in self._connection.execute(old) if self._opened_letter(row) is None]
            self._connection.execute(
                update(concern_letter).where(concern_letter.c.id.in_(shut)).values(hour=LOST)
            )
        counted = select(func.count()).where(concern_letter.c.hour == LOST)
        return self._connection.execute(counted).scalar_one()

    def put_file(self, content: bytes, *, with_letter: bool) -> tuple[str, bytes]:
        """Keep a file under a new name and key, which are returned. Its length is padded."""
        name, key = _name(), os.urandom(_KEY_BYTES)
        framed = len(content).to_bytes(_SIZE_BYTES, "big") + content
        padded = framed.ljust(-(-len(framed) // _FILE_PADDED_TO) * _FILE_PADDED_TO, b"\0")
        table = concern_letter_file if with_letter else concern_file
        self._connection.execute(insert(table).values(id=name, content_sealed=_sealed(key, padded, name)))
        return name, key

    def file(self, name: str, key: bytes) -> bytes:
        kept = (
            self._connection.scalar(select(table.c.content_sealed).where(table.c.id == name))
            for table in (concern_file, concern_letter_file)
        )
        sealed = next((one for one in kept if one is not None), None)
        framed = _opened(key, sealed or b"", name)
        size = int.from_bytes(framed[:_SIZE_BYTES], "big")
        return framed[_SIZE_BYTES : _SIZE_BYTES + size]

    def destroy_files(self, names: Sequence[str]) -> None:
        for table in (concern_file, concern_letter_file):
            self._connection.execute(delete(table).where(table.c.id.in_(names)))

    def _letter(self, row_id: str, hour: str, dossier: Dossier) -> bytes:
        if self._keys is None:
            raise RuntimeError("this command holds no keys of the hour")
        inner = self._sealing.seal(written(dossier), place=_letter_place(row_id))
        return self._keys.seal(hour, base64.b64encode(inner).decode(), place=_letter_place(row_id))

    def _opened_letter(self, row: Row[Any]) -> Kept | None:
        if self._keys is None:
            return None
        place = _letter_place(row.id)
        try:
            inner = self._keys.open(row.hour, row.content_sealed, place=place)
        except KeyGone:
            return None
        return Kept(row.id, read(self._sealing.open(base64.b64decode(inner), place=place)), row.hour)

    def _opened(self, row: Row[Any]) -> Kept:
        content = _opened(self._key(row.id, row.key_sealed), row.content_sealed, row.id)
        return Kept(row.id, read(content.decode()), None)

    def _key(self, row_id: str, sealed: bytes | None) -> bytes:
        return base64.b64decode(self._sealing.open(sealed or b"", place=key_place(row_id)))


def _name() -> str:
    return secrets.token_hex(_NAME_BYTES)


def _letter_place(row_id: str) -> str:
    return f"concern_letter.content:{row_id}"


def _sealed(key: bytes, content: bytes, place: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def _opened(key: bytes, sealed: bytes, place: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError) as fault:
        raise WrongKey("a sealed case does not belong to its place") from fault
