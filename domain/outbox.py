"""Messages that a change causes: committed with it, sent afterwards by the postman."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.refusals import Fact


class Lane(StrEnum):
    """In order of urgency."""

    INTERACTIVE = "interactive"
    TRANSACTIONAL = "transactional"
    REMINDER = "reminder"
    BROADCAST = "broadcast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Words by key and facts, to one bound private chat. `unique` names the occurrence: it exists once."""

    unique: str
    chat_id: int
    language: str
    text_key: str
    facts: dict[str, Fact] = field(default_factory=dict)
    lane: Lane = Lane.TRANSACTIONAL
    protect: bool = False
    """Personal: only to a chat that is still bound to somebody, and not to be forwarded."""
    buttons: tuple[tuple[str, str], ...] = ()
    """Rows of one button each: (key of the label, callback value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message whose attempt has been committed and may now go out."""

    id: int
    attempt: int
    message: Message


class Outbox(Protocol):
    """What is to be sent."""

    def put(self, message: Message, *, now: datetime) -> bool:
        """Keep the message; False when this occurrence is kept already."""

    def claim(self, limit: int, *, now: datetime) -> list[Claimed]: ...

    def settle_sent(self, message_id: int, *, telegram_id: int, now: datetime) -> None: ...

    def settle_later(self, message_id: int, *, due_at: datetime) -> None: ...

    def settle_stranded(self, *, claimed_before: datetime, now: datetime) -> int:
        """Mark attempts that nobody will settle any more as unknown; return how many."""

    def settle_final(self, message_id: int, *, state: str, cause: str, now: datetime) -> None:
        """`state` is unreachable, refused or unknown."""
