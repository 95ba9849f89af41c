"""Messages that may have arrived and are therefore not sent again by themselves: a human decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """What a human decides of a held message."""

    AGAIN = "again"
    ARRIVED = "arrived"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMessage:
    """Nothing of what it says or to whom. `kind` is the key of its words, `unique` its occurrence.

    `is_taken_back`: cancelled while it was on its way, so it may have arrived and is not sent again.
    """

    number: int
    unique: str
    kind: str
    cause: str
    held_since: datetime
    is_taken_back: bool


class HeldMessages(Protocol):
    """The held ones among the messages."""

    def listed(self, limit: int) -> Sequence[HeldMessage]:
        """The longest held first."""

    def by_kind(self) -> dict[str, int]:
        """How many of which kind."""

    def holds(self, number: int) -> bool: ...

    def resolve(self, verdict: Verdict, *, number: int, now: datetime) -> bool:
        """Let the verdict take effect on one; False when it is not held, or was taken back and may not go."""

    def resolve_kind(self, verdict: Verdict, *, kind: str, now: datetime) -> int:
        """The same on all of a kind; return how many that were."""
