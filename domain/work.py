"""The unit of work: what a desk holds while it reads or changes.

Desks are synchronous. Nothing in a unit of work can wait for a network, because nothing in it can wait
at all; the edge runs a desk's call in a worker thread (docs/decisions/0002-desks-are-synchronous.md).
"""

from contextlib import AbstractContextManager
from typing import Protocol

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


class Work(Protocol):
    """Every repository, on one transaction. Leaving without `commit` rolls back."""

    people: People
    organisation: Organisation
    proposals: Proposals
    waves: Waves
    linking: Linking
    conversations: Conversations
    imports: ImportLedger
    outbox: Outbox
    audit: AuditTrail
    policy: Policy

    def commit(self) -> None: ...


class Store(Protocol):
    """Where units of work come from."""

    def read(self) -> AbstractContextManager[Work]:
        """A consistent view; committing it is a fault."""

    def write(self) -> AbstractContextManager[Work]:
        """One writer's unit; it commits on the desk's last line or not at all."""

    def staging(self) -> AbstractContextManager[Staging]:
        """Room for an import's rows on their way in."""
