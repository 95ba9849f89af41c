"""Every byte that a database has written: its files, and its log of writes since a mark."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, event, text
from sqlalchemy.engine import make_url


class Disk(Protocol):
    """What somebody reads who has taken the disk."""

    def mark(self) -> None:
        """Let everything reach the database's own files, and begin to watch the log of writes anew."""

    def log(self) -> bytes:
        """What the log of writes has taken in since the mark."""

    def tables(self) -> Mapping[str, bytes]:
        """The files with the tables, free pages included."""


class SqliteDisk:
    """The file, and its write-ahead log."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._path = Path(str(make_url(str(engine.url)).database))
        # What the log has taken in is not written over while it is watched.
        event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA wal_autocheckpoint=0"))
        engine.dispose()

    def mark(self) -> None:
        with self._engine.connect() as connection:
            connection.commit()
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def log(self) -> bytes:
        return Path(f"{self._path}-wal").read_bytes()

    def tables(self) -> Mapping[str, bytes]:
        return {self._path.name: self._path.read_bytes()}


class PostgresDisk:
    """The server's whole data directory, and its log between two places."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        self._from: tuple[str, int] = ("", 0)

    def mark(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))
        self._from = self._place()

    def log(self) -> bytes:
        (first, begin), (last, end) = self._from, self._place()
        read = b""
        for path in sorted((self._folder / "pg_wal").iterdir()):
            if first <= path.name <= last:
                content = path.read_bytes()
                read += content[begin if path.name == first else 0 : end if path.name == last else None]
        return read

    def tables(self) -> Mapping[str, bytes]:
        paths = [one for one in self._folder.rglob("*") if one.is_file() and "pg_wal" not in one.parts]
        return {str(one.relative_to(self._folder)): one.read_bytes() for one in paths}

    def _place(self) -> tuple[str, int]:
        asked = text("SELECT file_name, file_offset FROM pg_walfile_name_offset(pg_current_wal_flush_lsn())")
        with self._engine.connect() as connection:
            found = connection.execute(asked).one()
        return found[0], found[1]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched: patterns whose first group is a find; where `only` is given, one of these."""

    patterns: tuple[bytes, ...]
    only: frozenset[bytes] | None = None


def hits(where: Mapping[str, bytes] | Iterable[bytes], wanted: Wanted) -> dict[bytes, int]:
    """How often each find is there."""
    contents = where.values() if isinstance(where, Mapping) else where
    found: Counter[bytes] = Counter()
    for content in contents:
        for pattern in wanted.patterns:
            found.update(re.findall(pattern, content, re.DOTALL))
    return {one: count for one, count in found.items() if wanted.only is None or one in wanted.only}
