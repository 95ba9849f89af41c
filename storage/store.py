"""Units of work on one transaction each."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from domain.audit import AuditTrail
from domain.conversations import Conversations
from domain.imports.ledger import ImportLedger, Staging
from domain.linking.records import Linking
from domain.organisation import Organisation
from domain.outbox import Outbox
from domain.people import People
from domain.policy import Policy
from domain.proposals import Proposals
from domain.waves import Waves
from domain.work import Work
from storage.imports import SqlImportLedger, SqlStaging
from storage.linking import SqlLinking
from storage.organisation import SqlOrganisation
from storage.people import SqlPeople
from storage.records import SqlAuditTrail, SqlConversations, SqlOutbox, SqlPolicy
from storage.transfers import SqlProposals, SqlWaves
from storage.vault import Vault


class SqlWork:
    """Every repository on one connection."""

    def __init__(self, connection: Connection, vault: Vault, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes
        self.people: People = SqlPeople(connection, vault)
        self.organisation: Organisation = SqlOrganisation(connection)
        self.proposals: Proposals = SqlProposals(connection)
        self.waves: Waves = SqlWaves(connection)
        self.linking: Linking = SqlLinking(connection, vault)
        self.conversations: Conversations = SqlConversations(connection, vault)
        self.imports: ImportLedger = SqlImportLedger(connection, vault)
        self.outbox: Outbox = SqlOutbox(connection, vault)
        self.audit: AuditTrail = SqlAuditTrail(connection)
        self.policy: Policy = SqlPolicy(connection)

    def commit(self) -> None:
        if not self._writes:
            raise RuntimeError("a reading unit has nothing to commit")
        self._connection.commit()


class SqlStore:
    """The same units on SQLite and on PostgreSQL."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self.engine = engine
        self.vault = vault
        # A report that reads twice sees one state.
        self._reading = (
            engine.execution_options(isolation_level="REPEATABLE READ")
            if engine.dialect.name == "postgresql"
            else engine
        )
        # One writer at a time on SQLite: the lock is taken first, so nothing read can be stale.
        self._writing = engine.execution_options(sqlite_begin="IMMEDIATE")

    @contextmanager
    def read(self) -> Iterator[Work]:
        with self._reading.connect() as connection:
            yield SqlWork(connection, self.vault, writes=False)

    @contextmanager
    def write(self) -> Iterator[Work]:
        with self._writing.connect() as connection:
            yield SqlWork(connection, self.vault, writes=True)

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        with self.engine.connect() as connection:
            yield SqlStaging(connection, self.vault, self._write_on)

    @contextmanager
    def _write_on(self, connection: Connection) -> Iterator[Work]:
        connection.execution_options(sqlite_begin="IMMEDIATE")
        yield SqlWork(connection, self.vault, writes=True)
