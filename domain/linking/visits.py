"""Who knocks, what they hand over, and how far they have come."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Visitor:
    """A Telegram account in its private chat with the bot."""

    user_id: int
    chat_id: int
    language: str


@dataclass(frozen=True, slots=True)
class SharedContact:
    """What Telegram's contact button sent. `user_id` None: the sender picked an entry of an address book."""

    user_id: int | None
    phone: str
    is_forwarded: bool


class Step(StrEnum):
    """What is asked next."""

    NOTICE = "notice"
    NIP = "nip"
    PHONE = "phone"
    CODE = "code"
