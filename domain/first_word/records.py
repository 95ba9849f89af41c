"""How far the first word of a proposal has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.liaison.records import Hindrance


class Word(StrEnum):
    """How far the first word has come. The first four are enough; the others name what is in the way."""

    OPENED = "opened"
    DELIVERED = "delivered"
    ON_PAPER = "on_paper"
    UNREACHABLE = "unreachable"
    WAITING = "waiting"
    UNCERTAIN = "uncertain"
    BLOCKED = "blocked"
    NOT_LINKED = "not_linked"
    FAILED = "failed"
    NOT_SENT = "not_sent"


TOLD = frozenset({Word.OPENED, Word.DELIVERED, Word.ON_PAPER})
ENOUGH = TOLD | {Word.UNREACHABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWord:
    """One proposal's. `hindrance`: why its person is marked as beyond reach, where they are."""

    proposal_id: int
    person_id: int
    name: str
    unit: str
    word: Word
    hindrance: Hindrance | None = None


class FirstWords(Protocol):
    """Who of a wave was told, by what is kept of messages, cards and answers.

    Whoever is a draft, or was withdrawn, is not counted: there is nothing to tell them. `before_decree`: the
    region shows proposals before there is a decree.
    """

    def tally(self, wave_id: int, *, before_decree: bool) -> dict[Word, int]: ...

    def untold(self, wave_id: int, *, before_decree: bool, limit: int, offset: int) -> Sequence[FirstWord]:
        """Those for whom it is not enough, by name."""

    def of(self, proposal_id: int, *, before_decree: bool) -> FirstWord | None:
        """None: there is nothing to tell, or the proposal is not shown yet."""

    def opened(self, proposal_id: int, *, now: datetime) -> bool:
        """Keep that its person opened the card; False when that is kept already."""

    def is_opened(self, proposal_id: int) -> bool: ...
