"""Posts that one worker holds at a time: the poller's and the clock's. The term fences a late holder out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

HELD_FOR = timedelta(seconds=15)
# A holder stops trusting its lease this long before it runs out: its clock may be late.
TRUST_MARGIN = timedelta(seconds=3)
# A worker that serves gives a sign of life every few seconds; after so long without one it is gone.
SEEN_WITHIN = timedelta(seconds=30)
FORGOTTEN_AFTER = timedelta(minutes=5)


class Superseded(Exception):
    """Somebody else holds the post by now; nothing done in its name may be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who holds what, since which term, until when (the database's time)."""

    name: str
    holder: str
    term: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSeen:
    """A serving process and when it last gave a sign of life."""

    id: str
    host: str
    pid: int
    roles: tuple[str, ...]
    started_at: datetime
    seen_at: datetime


class Leases(Protocol):
    """Decided by the database's clock alone."""

    def acquire(self, name: str, *, holder: str) -> Lease | None:
        """Take a free post or renew one's own; None while somebody else holds it."""

    def release(self, name: str, *, holder: str) -> None: ...

    def hold_fast(self, name: str, term: int) -> None:
        """Within a unit of work: raise Superseded unless this term is the present one."""

    def held(self) -> list[Lease]: ...

    def dismiss_everybody(self) -> None:
        """Free every post and forget every worker: whoever calls this is alone."""

    def sign_in(self, worker: WorkerSeen) -> None:
        """Give a sign of life."""

    def sign_out(self, worker_id: str) -> None: ...

    def workers(self) -> list[WorkerSeen]: ...
