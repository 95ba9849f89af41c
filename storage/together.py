"""Units of several callers in one transaction on SQLite: the commit is what costs, and there is one writer.

Each unit has a savepoint of its own: one that fails, or does not commit, takes nothing of the others along.
Nobody may be told that something is kept before the transaction's own commit.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from domain.work import StoreAway
from storage.away import asked
from storage.binding import Binding
from storage.database import BUSY_SECONDS


class Locked(Exception):
    """Another process, or a thread of this one, is writing."""


class Together:
    """One such transaction, from `begin` to `commit`; between them calls are made through `run`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(sqlite_begin="IMMEDIATE")
        self._bindings: list[Binding] = []
        self.has_kept = False

    def begin(self) -> None:
        """Wait for the lock as long as any unit would."""
        with asked():
            self._connect()
            self.connection.begin()

    def begin_at_once(self) -> None:
        """Raise Locked rather than wait; then `begin` is still to be called."""
        with asked():
            self._connect()
            try:
                self._begin_or_leave()
            except (Locked, OperationalError):
                self.close()
                raise

    def _begin_or_leave(self) -> None:
        self._driver.execute("PRAGMA busy_timeout=0")
        try:
            self.connection.begin()
        except OperationalError as fault:
            if getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise Locked from fault
            raise
        finally:
            self._driver.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")

    def _connect(self) -> None:
        self.connection: Connection = self._engine.connect()
        self._driver: Any = self.connection.connection.dbapi_connection

    def run(self, call: Callable[[], Any]) -> Any:
        """Make a call whose units, if it has any, become part of this transaction."""
        token = _current.set(self)
        try:
            return call()
        finally:
            _current.reset(token)

    @contextmanager
    def unit(self, binding: Binding | None) -> Iterator[Callable[[], None]]:
        """A savepoint, and what keeps it; leaving without that goes back to where it began."""
        kept = False

        def keep() -> None:
            nonlocal kept
            self._driver.execute("RELEASE unit")
            kept = self.has_kept = True
            if binding is not None:
                self._bindings.append(binding)

        self._check()
        self._driver.execute("SAVEPOINT unit")
        try:
            yield keep
        finally:
            if not kept and self._driver.in_transaction:
                self._driver.execute("ROLLBACK TO unit")
                self._driver.execute("RELEASE unit")

    def commit(self) -> None:
        """Raise StoreAway when nothing of it is kept."""
        try:
            self._check()
            with asked():
                self.connection.commit()
        except StoreAway:
            for one in self._bindings:
                one.is_done = False
            raise
        finally:
            self.close()

    def _check(self) -> None:
        """A full disk may have undone the whole transaction: then nothing is kept, nothing may be added."""
        if not self._driver.in_transaction:
            raise StoreAway("the transaction was undone")

    def close(self) -> None:
        self.connection.close()


_current: ContextVar[Together | None] = ContextVar("together", default=None)


def current_transaction() -> Together | None:
    return _current.get()
