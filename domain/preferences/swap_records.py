"""Swap circles (lingkar tukar) that are offered to those in them, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.preferences.records import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one member of a circle would do: leave a post for another one."""

    person_id: int
    origin: Choice
    target: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Turn):
    """A turn as it was offered."""

    has_agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapOffer:
    """One circle. `size`: of how many it was made; who declined or left is no longer among `members`."""

    id: str
    size: int
    made_at: datetime
    answer_until: datetime
    ended_at: datetime | None
    agreed_at: datetime | None
    members: tuple[Member, ...]

    def seems_open(self, now: datetime) -> bool:
        """Whether it waits, as its members see it: one that has ended without a word does, too."""
        return self.agreed_at is None and now < self.answer_until


class Swaps(Protocol):
    """The offers kept here. Reading one in a writing unit locks it until the unit ends."""

    def offer(self, circle: Sequence[Turn], *, answer_until: datetime, now: datetime) -> str | None:
        """Keep a new one under a random number; None when this circle was offered before."""

    def take(self, offer_id: str) -> SwapOffer | None: ...

    def of(self, person_id: int) -> list[SwapOffer]:
        """Those in which the person is still a member, newest first."""

    def agree(self, offer_id: str, person_id: int) -> None: ...

    def leave(self, offer_id: str, person_id: int) -> None:
        """Take the person out, so that nothing tells who it was."""

    def end(self, offer_id: str, *, now: datetime) -> None: ...

    def conclude(self, offer_id: str, *, now: datetime) -> None:
        """All have agreed."""

    def forget(self, *, before: datetime) -> int:
        """Delete what was made before then; return how many."""
