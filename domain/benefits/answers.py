"""Whether a proposal's explanation was understood: what its owner said last, and what they said before.

It is no consent and no objection: HR's picture counts it, and who asks for a person is called.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.acknowledgements import Acknowledgement


class Unclear(StrEnum):
    """What is not understood; each leads to an answer that is there already."""

    WHY = "why"
    INCOME = "income"
    SCHEDULE = "schedule"
    NEW_UNIT = "new_unit"
    FAMILY = "family"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said at one moment. `asks_for_person`: the answers did not help, and HR is to call."""

    word: Acknowledgement
    unclear: Unclear | None
    asks_for_person: bool
    said_at: datetime

    def says_the_same(self, other: "Answer") -> bool:
        """Tell whether the other says nothing new, whenever it was said."""
        return (self.word, self.unclear, self.asks_for_person) == (
            other.word,
            other.unclear,
            other.asks_for_person,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody of a wave whom HR is to call."""

    person_id: int
    proposal_id: int
    unclear: Unclear | None
    since: datetime


class Answers(Protocol):
    """What was said, by proposal."""

    def of(self, proposal_id: int) -> Answer | None:
        """The newest."""

    def history(self, proposal_id: int) -> Sequence[Answer]:
        """Everything that was said, the oldest first."""

    def say(self, proposal_id: int, person_id: int, said: Answer) -> None:
        """Keep it as the newest, and what came before as history."""

    def tally(self, wave_id: int) -> dict[Acknowledgement, int]:
        """How many of the wave's proposals were answered with each word."""

    def waiting(self, wave_id: int) -> Sequence[Waiting]:
        """Who asks for a person, the longest first."""
