"""What is let go after a time, and who does it."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What is let go."""

    MESSAGE_FACTS = "message_facts"
    INVITATION = "invitation"
    CORRECTION_PAPER = "correction_paper"
    FORMER_VALUES = "former_values"
    ENDED_CLAIM = "ended_claim"
    PAPER_CARD = "paper_card"
    DELIVERY = "delivery"


class Retention(Protocol):
    """Rows whose time is over, those left out that an open case of their owner may need."""

    def due(self, kind: Kind, *, before: datetime) -> int: ...

    def let_go(self, kind: Kind, *, before: datetime, limit: int) -> int:
        """Delete or empty at most so many; return how many."""
