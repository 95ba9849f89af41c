"""What may have been seen, and whom that concerns."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What may have been seen. Empty `kinds` are all of them, empty `units` the whole region.

    `until`: when it was ended; what was written later was not there to be seen. None: it goes on.
    """

    kinds: Collection[str] = ()
    units: Collection[int] = ()
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """One person, the kinds of data with how many rows of each, and whether a chat reaches them."""

    person_id: int
    kinds: dict[str, int]
    has_chat: bool


class Breaches(Protocol):
    """The registry of personal rows, asked the other way round."""

    def kinds(self) -> tuple[str, ...]:
        """Every kind of data that people may be told of."""

    def affected(self, span: Span) -> Iterator[Affected]:
        """By person; whoever has no row of these kinds is not among them."""
