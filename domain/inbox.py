"""Updates that were accepted: kept before Telegram is told, handled in order, done exactly once.

States: new -> handling -> done; malformed and quarantined wait for a human (docs/states.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

# An update that was begun this often without an outcome has killed its process as often.
DEATHS_AT_MOST = 3
FAILURES_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Accepted:
    """An update to be kept: Telegram's JSON, and whose it is (None: nobody's)."""

    update_id: int
    body: str
    person: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An update begun by one worker. `start` fences: a later start by anybody else makes this one void."""

    update_id: int
    body: str
    start: int
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An update as an operator sees it; the body only on demand."""

    update_id: int
    state: str
    received_at: datetime
    starts: int
    failures: int
    incident: str


class Inbox(Protocol):
    """One bot's updates."""

    def keep(self, updates: Sequence[Accepted], *, now: datetime) -> int:
        """Keep what is not kept yet; return how many were new."""

    def take(self, limit: int, *, owner: str, lease: timedelta, now: datetime) -> list[Taken]:
        """Begin each waiting person's oldest update, unless one of theirs is under way.

        One whose key is not on this host is begun and not returned: its lease runs out, and another may try.
        """

    def newer(self, update_id: int) -> Iterator[str]:
        """Bodies of what waits behind an update, of the same person or of one who shares their queue."""

    def finish(self, taken: Sequence[Taken], *, owner: str, now: datetime) -> None:
        """Mark as done what committed nothing; one begun anew elsewhere is left alone."""

    def give_back(self, taken: Sequence[Taken], *, owner: str) -> None:
        """Let updates be begun again as if they had not been: the database was away."""

    def fail(self, taken: Taken, *, owner: str, incident: str, now: datetime) -> bool:
        """Count a failure and let it be begun again; True when it is quarantined instead."""

    def set_aside(self, taken: Taken, *, owner: str, incident: str, now: datetime) -> None:
        """Keep a malformed update out of everybody's way."""

    def end_leases(self, *, now: datetime) -> None:
        """Nobody else is at work: whatever is under way was left behind."""

    def take_back(self, *, now: datetime, living: Sequence[str] | None = None) -> list[int]:
        """Free what was left behind; return what was quarantined for killing its workers.

        Left behind is what outlasts its lease and, where they are told, what none of the `living` has begun.
        """

    def set_aside_list(self, limit: int) -> list[Kept]: ...

    def body_of(self, update_id: int) -> str: ...

    def retry(self, update_id: int, *, now: datetime) -> bool:
        """Let a quarantined or malformed update be begun again, its counts at nought."""

    def waiting(self) -> tuple[int, datetime | None]:
        """How many are open, and since when the oldest waits."""

    def reseal(self, *, before_hour: str, now: datetime) -> int:
        """Carry what is still kept over to this hour's key; return how many were carried."""

    def forget(self, *, before: datetime) -> int:
        """Delete the keys of updates done before then."""
