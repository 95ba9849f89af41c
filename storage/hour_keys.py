"""Keys that live for a day: what was sealed with one becomes unreadable when the key is destroyed.

They stand outside the database: one file each in a folder that backups leave out. On several hosts
PostgreSQL passes them on through an UNLOGGED table, which is in no write-ahead log, replica or base
backup; a server crash empties it, and every host gives its keys back with its next connection.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, event, text

from domain.work import StoreAway

KEY_BYTES = 32
_ID_BYTES = 4
_FORMAT = "%Y%m%dT%H"
_NONCE_BYTES = 12
# Two first workers at once must not both make the table.
_LOCK = 0x5A9A_4B45


class KeyGone(Exception):
    """The hour's key is destroyed, or was never on this host."""


def hour_of(now: datetime) -> str:
    return now.strftime(_FORMAT)


def beginning_of(hour: str) -> datetime:
    return datetime.strptime(hour, _FORMAT).replace(tzinfo=UTC)


class HourKeys:
    """The keys of the last hours, made when first needed. A key is named by its hour and its own digest."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._folder = folder
        self._shared = engine if engine.dialect.name == "postgresql" else None
        self._known: dict[str, AESGCM] = {}
        self._sealing: dict[str, str] = {}
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._shared is not None:
            _make_table(self._shared)
            self._give_back()
            event.listen(self._shared, "connect", self._on_connect)

    def seal(self, hour: str, value: str, *, place: str) -> bytes:
        name, nonce = self._name_for(hour), os.urandom(_NONCE_BYTES)
        sealed = self._known[name].encrypt(nonce, value.encode(), place.encode())
        return bytes.fromhex(name.partition("-")[2]) + nonce + sealed

    def open(self, hour: str, sealed: bytes, *, place: str) -> str:
        """Raise KeyGone when it cannot be opened any more."""
        name, rest = f"{hour}-{sealed[:_ID_BYTES].hex()}", sealed[_ID_BYTES:]
        try:
            opened = self._key(name).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], place.encode())
        except InvalidTag as fault:
            raise KeyGone(hour) from fault
        return opened.decode()

    def destroy_before(self, moment: datetime) -> list[str]:
        """Destroy this host's and the shared keys of hours before then; return the hours."""
        limit = hour_of(moment)
        # A name that begins with a dot is of a file that a crash left unfinished.
        with _on_disk():
            gone = [path for path in self._folder.iterdir() if path.name.lstrip(".") < limit]
            for path in gone:
                # Another process on this host may be destroying it, too.
                with suppress(FileNotFoundError):
                    _overwrite(path)
                path.unlink(missing_ok=True)
        for names in (self._known, self._sealing):
            for name in [name for name in names if name < limit]:
                del names[name]
        if self._shared is not None:
            with self._shared.begin() as connection:
                connection.execute(text("DELETE FROM hour_key WHERE name < :limit"), {"limit": limit})
        return sorted({path.name.lstrip(".").partition("-")[0] for path in gone})

    def _name_for(self, hour: str) -> str:
        """The key with which this host seals in that hour: one it has, another host's, or a new one."""
        if hour not in self._sealing:
            mine = min((path.name for path in self._folder.glob(f"{hour}-*")), default=None)
            found = mine or self._shared_name(hour) or self._make(hour)
            self._key(found)
            self._sealing[hour] = found
        return self._sealing[hour]

    def _key(self, name: str) -> AESGCM:
        if name not in self._known:
            path = self._folder / name
            with _on_disk():
                key = path.read_bytes() if path.exists() else self._fetched(name)
            self._known[name] = AESGCM(key)
        return self._known[name]

    def _make(self, hour: str) -> str:
        key = os.urandom(KEY_BYTES)
        name = f"{hour}-{hashlib.sha256(key).digest()[:_ID_BYTES].hex()}"
        self._write(name, key)
        self._give_back()
        return name

    def _write(self, name: str, key: bytes) -> None:
        """On the disk before anything is sealed with it: what is accepted must stay readable."""
        with _on_disk():
            descriptor, part = tempfile.mkstemp(dir=self._folder, prefix=f".{name}.")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(key)
                    file.flush()
                    os.fsync(file.fileno())
                Path(part).rename(self._folder / name)
            finally:
                # Still there only where it could not be written to its end.
                Path(part).unlink(missing_ok=True)
            _flush(self._folder)

    def _shared_name(self, hour: str) -> str | None:
        if self._shared is None:
            return None
        with self._shared.connect() as connection:
            query = text("SELECT min(name) FROM hour_key WHERE name LIKE :names")
            found: str | None = connection.scalar(query, {"names": f"{hour}-%"})
        return found

    def _fetched(self, name: str) -> bytes:
        """Take over the key that another host made, and keep it on this host."""
        if self._shared is None:
            raise KeyGone(name)
        with self._shared.connect() as connection:
            key = connection.scalar(text("SELECT key FROM hour_key WHERE name = :name"), {"name": name})
        if key is None:
            raise KeyGone(name)
        self._write(name, bytes(key))
        return bytes(key)

    def _kept(self) -> Iterator[tuple[str, bytes]]:
        with _on_disk():
            for path in self._folder.iterdir():
                if not path.name.startswith("."):
                    with suppress(FileNotFoundError):
                        yield path.name, path.read_bytes()

    def _give_back(self) -> None:
        if self._shared is not None:
            with self._shared.connect() as connection:
                self._on_connect(connection.connection.dbapi_connection, None)

    def _on_connect(self, connection: Any, _record: Any) -> None:
        """Called by SQLAlchemy for each new connection of the driver."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO hour_key VALUES (%s, %s) ON CONFLICT DO NOTHING", list(self._kept())
            )
        connection.commit()


@contextmanager
def _on_disk() -> Iterator[None]:
    """A disk without room, or without the folder, is waited out like a database that is away."""
    try:
        yield
    except OSError as fault:
        raise StoreAway(f"the keys of the hour: {fault.strerror}") from fault


def _overwrite(path: Path) -> None:
    """Where it stands: a full disk has no room for a second one."""
    with path.open("r+b") as file:
        file.write(os.urandom(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_table(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        connection.execute(
            text("CREATE UNLOGGED TABLE IF NOT EXISTS hour_key (name text PRIMARY KEY, key bytea NOT NULL)")
        )
