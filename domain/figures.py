"""Numbers about the house for operators: no names, nothing about one person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.outbox import Lane


@dataclass(frozen=True, slots=True)
class Queue:
    """How many wait, and since when the oldest does (None: nobody waits)."""

    count: int
    since: datetime | None


class Figures(Protocol):
    """Counted when asked."""

    def people(self) -> tuple[int, int]:
        """How many are in service, and how many of them are linked."""

    def set_aside(self) -> dict[str, int]:
        """Updates that wait for a human, by state."""

    def newest_aside(self) -> int:
        """The highest number of an update that waits for a human; 0 when none does."""

    def lanes(self) -> dict[Lane, Queue]:
        """Messages that wait to be sent; every lane is named."""

    def outbox(self) -> dict[Lane, dict[str, int]]:
        """Every message that is kept, by lane and state."""

    def doubtful(self) -> int:
        """Messages that are held, of unknown end, or may have arrived twice."""

    def oldest_open_hour(self) -> str | None:
        """The hour with whose key the oldest of the open updates is sealed."""

    def last_import(self) -> datetime | None: ...
