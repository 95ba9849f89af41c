"""The trail of every change that matters, written in the same transaction as the change.

Each row is sealed as it is written and chained within a minute; the chain's head is kept outside of the
database, too (docs/decisions/0020-trail.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.refusals import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what to what, when. `facts` hold opaque ids and counts, never personal values.

    A fact that has to be personal lies under the key of the person it is about, which an erasure destroys:
    `private` has those that can still be read.
    """

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    facts: Mapping[str, Fact]
    private: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which entries are meant; what is empty narrows nothing.

    `kind`: the first word of the actions (`wave` for `wave.published`), or a whole action. `since` belongs
    to it, `until` does not any more.
    """

    kind: str = ""
    actor: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far the chain has come: how many rows it holds, and its last mark in hex."""

    count: int
    mark: str
    code: str
    """Eight signs of the mark, for a human to keep on paper."""


class AuditTrail(Protocol):
    """Append only."""

    def add(self, action: str, *, by: str, subject: str, now: datetime, **facts: Fact) -> None: ...

    def add_about(
        self, person_id: int, private: Mapping[str, str], action: str, *, by: str, now: datetime
    ) -> None:
        """An entry about a person with facts that are personal, readable while the person's key lives."""

    def newest(self, limit: int) -> list[AuditEntry]: ...

    def sought(self, what: Sought, *, limit: int, before: int | None = None) -> Sequence[AuditEntry]:
        """The newest of them; `before`: older than the entry of that number."""

    def chain(self, *, limit: int, now: datetime) -> int:
        """Chain rows that are not chained yet; return how many. The clock's holder alone calls it."""

    def head(self) -> Head | None:
        """None while nothing is chained."""

    def anchor(self, *, now: datetime) -> Head | None:
        """Write the head outside of the database unless it stands there; in a unit that only reads."""
