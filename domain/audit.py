"""The trail of every change that matters, written in the same transaction as the change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.refusals import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what to what, when. `facts` hold opaque ids and counts, never personal values."""

    at: datetime
    actor: str
    action: str
    subject: str
    facts: Mapping[str, Fact]


class AuditTrail(Protocol):
    """Append only."""

    def add(self, action: str, *, by: str, subject: str, now: datetime, **facts: Fact) -> None: ...

    def newest(self, limit: int) -> list[AuditEntry]: ...
