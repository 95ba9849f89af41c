"""Putting a copy in the database's place: prepared beside it, swapped at once, the present one kept."""

import os
import shutil
import sqlite3
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from domain.refusals import Refusal
from storage.backup import BESIDE, Contents, NotOurs, examine, flush
from storage.database import open_engine, sqlite_url
from storage.postgresql import refuse_pooler
from storage.postgresql_copy import load

_KINDS = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}
_SQLITE_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class OtherDatabase(Refusal):
    """The copy is of the other kind of database."""


class DatabaseInUse(Refusal):
    """Somebody else is connected to the database that is to be replaced."""


class Successor(ABC):
    """A copy that stands beside the present database, at its own `url`."""

    url: str

    @abstractmethod
    def prepare(self, file: Path) -> None:
        """Bring the copy in beside the present database."""

    @abstractmethod
    def take_place(self, now: datetime) -> str:
        """Swap, at once; return the name under which the former database is kept ("" if there was none)."""

    @abstractmethod
    def discard(self) -> None:
        """Leave nothing of a copy that did not take the place."""


@contextmanager
def successor(url: str, file: Path) -> Iterator[tuple[Successor, Contents]]:
    """The copy in `file`, proven to be whole and ours; nothing is touched until it takes the place."""
    wanted, found = make_url(url), _kind(file)
    if found != wanted.get_backend_name():
        raise OtherDatabase(found=found, wanted=wanted.get_backend_name())
    beside: Successor = _File(wanted) if found == "sqlite" else _Database(wanted)
    try:
        beside.prepare(file)
        engine = open_engine(beside.url)
        try:
            contents = examine(engine)
        finally:
            engine.dispose()
        yield beside, contents
    finally:
        beside.discard()


class _File(Successor):
    """On SQLite: a file in the same folder, renamed over the present one."""

    def __init__(self, url: URL) -> None:
        self._present = Path(url.database or "")
        descriptor, name = tempfile.mkstemp(dir=self._present.parent, prefix=f".{self._present.name}.")
        os.close(descriptor)
        self._path = Path(name)
        self.url = sqlite_url(self._path)

    def prepare(self, file: Path) -> None:
        shutil.copyfile(file, self._path)

    def take_place(self, now: datetime) -> str:
        with closing(sqlite3.connect(self._path)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
        flush(self._path)
        kept = self._keep(self._present.with_name(f"{self._present.name}.{now:%Y%m%dT%H%M%S%fZ}"))
        self._path.replace(self._present)
        flush(self._present.parent)
        return kept

    def discard(self) -> None:
        for suffix in ("", *BESIDE):
            _beside(self._path, suffix).unlink(missing_ok=True)

    def _keep(self, former: Path) -> str:
        if not self._present.exists():
            return ""
        self._fold()
        os.link(self._present, former)
        # Left over only beside a damaged one; beside the new one they would damage that.
        for suffix in BESIDE:
            with suppress(FileNotFoundError):
                _beside(self._present, suffix).rename(_beside(former, suffix))
        return str(former)

    def _fold(self) -> None:
        """Make one file of the present database; it must be nobody's to read or write meanwhile."""
        try:
            with closing(sqlite3.connect(self._present, timeout=1)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.DatabaseError as fault:
            if fault.sqlite_errorcode & 0xFF in _SQLITE_LOCKED:
                raise DatabaseInUse(name=self._present.name) from fault


class _Database(Successor):
    """On PostgreSQL: a second database on the same server; the names change hands in one transaction."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._present = url.database or ""
        self._name = f"{self._present}_restoring"
        self.url = url.set(database=self._name).render_as_string(hide_password=False)

    def prepare(self, file: Path) -> None:
        engine = open_engine(self._url.render_as_string(hide_password=False))
        try:
            refuse_pooler(engine)
        finally:
            engine.dispose()
        self._administer(f"DROP DATABASE IF EXISTS {_quoted(self._name)}")
        self._administer(f"CREATE DATABASE {_quoted(self._name)}")
        load(make_url(self.url), file)

    def take_place(self, now: datetime) -> str:
        former = f"{self._present}_{now:%Y%m%dT%H%M%S%fZ}"
        try:
            self._administer(_renaming(self._present, former), _renaming(self._name, self._present))
        except DBAPIError as fault:
            # object_in_use: the server waits for five seconds before it says so.
            if getattr(fault.orig, "sqlstate", None) == "55006":
                raise DatabaseInUse(name=self._present) from fault
            raise
        return former

    def discard(self) -> None:
        self._administer(f"DROP DATABASE IF EXISTS {_quoted(self._name)}")

    def _administer(self, *statements: str) -> None:
        """A database is made and dropped outside of transactions; several renamings are one."""
        level = "AUTOCOMMIT" if len(statements) == 1 else "READ COMMITTED"
        engine = create_engine(self._url.set(database="postgres"), isolation_level=level)
        try:
            with engine.begin() as connection:
                for statement in statements:
                    connection.exec_driver_sql(statement)
        finally:
            engine.dispose()


def _kind(file: Path) -> str:
    with file.open("rb") as opened:
        head = opened.read(16)
    for mark, kind in _KINDS.items():
        if head.startswith(mark):
            return kind
    raise NotOurs


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _renaming(name: str, new: str) -> str:
    return f"ALTER DATABASE {_quoted(name)} RENAME TO {_quoted(new)}"
