"""Units of work with the calendar and the schedules, on a real database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from domain.audit import AuditTrail
from domain.calendar.records import Calendar
from domain.schedules.records import Schedules
from storage.calendar import SqlCalendar
from storage.schedules import SqlSchedules
from storage.trail.trail import SqlAuditTrail
from storage.vault import Key, Vault


class Unit:
    """One connection's repositories."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.calendar: Calendar = SqlCalendar(connection)
        self.schedules: Schedules = SqlSchedules(connection)
        self.audit: AuditTrail = SqlAuditTrail(connection, Vault([Key(bytes(range(32)))]))

    def commit(self) -> None:
        self.connection.commit()


class Units:
    """Leaving a unit without commit rolls back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(sqlite_begin="IMMEDIATE")

    @contextmanager
    def read(self) -> Iterator[Unit]:
        with self._engine.connect() as connection:
            yield Unit(connection)

    @contextmanager
    def write(self) -> Iterator[Unit]:
        with self._writing.connect() as connection:
            yield Unit(connection)
