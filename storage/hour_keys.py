"""Keys that live for a day: what was sealed with one becomes unreadable when the key is destroyed.

They stand outside the database: one file each in a folder that backups leave out. On several hosts
PostgreSQL passes them on through an UNLOGGED table, which is in no write-ahead log, replica or base
backup; a server crash empties it, and whichever worker has the file puts the key back.
"""

import os
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, text

KEY_BYTES = 32
_NONCE_BYTES = 12


class KeyGone(Exception):
    """The hour's key is destroyed, or was never on this host."""


def hour_of(now: datetime) -> str:
    return now.strftime("%Y%m%dT%H")


class HourKeys:
    """The keys of the last hours, made when first needed."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._folder = folder
        self._shared = engine if engine.dialect.name == "postgresql" else None
        self._known: dict[str, AESGCM] = {}
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._prepare()

    def seal(self, hour: str, value: str, *, place: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._key(hour, makes=True).encrypt(nonce, value.encode(), place.encode())

    def open(self, hour: str, sealed: bytes, *, place: str) -> str:
        """Raise KeyGone when it cannot be opened any more."""
        try:
            opened = self._key(hour, makes=False).decrypt(
                sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode()
            )
        except InvalidTag as fault:
            raise KeyGone(hour) from fault
        return opened.decode()

    def destroy_before(self, moment: datetime) -> list[str]:
        """Destroy the keys of hours before then; return which."""
        limit = hour_of(moment)
        gone = sorted(path.name for path in self._folder.iterdir() if path.name < limit)
        for hour in gone:
            self._known.pop(hour, None)
            path = self._folder / hour
            path.write_bytes(os.urandom(KEY_BYTES))
            path.unlink()
        if self._shared is not None:
            with self._shared.begin() as connection:
                connection.execute(text("DELETE FROM hour_key WHERE hour < :limit"), {"limit": limit})
        return gone

    def _key(self, hour: str, *, makes: bool) -> AESGCM:
        if hour not in self._known:
            self._known[hour] = AESGCM(self._read(hour) or self._agree(hour, makes=makes))
        return self._known[hour]

    def _read(self, hour: str) -> bytes | None:
        path = self._folder / hour
        return path.read_bytes() if path.exists() else None

    def _agree(self, hour: str, *, makes: bool) -> bytes:
        """Take over the key that another host made, or make one, and keep it on this host."""
        key = os.urandom(KEY_BYTES) if makes else None
        key = self._exchange(hour, key)
        if key is None:
            raise KeyGone(hour)
        part = self._folder / f".{hour}.{os.getpid()}"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        part.rename(self._folder / hour)
        return key

    def _exchange(self, hour: str, key: bytes | None) -> bytes | None:
        if self._shared is None:
            return key
        with self._shared.begin() as connection:
            if key is not None:
                connection.execute(
                    text("INSERT INTO hour_key VALUES (:hour, :key) ON CONFLICT DO NOTHING"),
                    {"hour": hour, "key": key},
                )
            kept = connection.scalar(text("SELECT key FROM hour_key WHERE hour = :hour"), {"hour": hour})
        return None if kept is None else bytes(kept)

    def _prepare(self) -> None:
        """Make the shared table, and give back what a crash of the server has emptied."""
        if self._shared is None:
            return
        with self._shared.begin() as connection:
            connection.execute(
                text(
                    "CREATE UNLOGGED TABLE IF NOT EXISTS hour_key (hour text PRIMARY KEY, key bytea NOT NULL)"
                )
            )
        for path in self._folder.iterdir():
            if not path.name.startswith("."):
                self._exchange(path.name, path.read_bytes())
