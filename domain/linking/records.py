"""What is kept about accounts: links, invitations, consents, claims and counted tries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One Telegram account bound to one person. `chat_id` is their private chat with the bot."""

    id: int
    person_id: int
    user_id: int
    chat_id: int
    language: str
    linked_at: datetime
    last_seen_at: datetime


class Linking(Protocol):
    """Accounts and the way to them."""

    def account_of_user(self, user_id: int) -> Account | None:
        """The live link of a Telegram user."""

    def account_of(self, person_id: int) -> Account | None:
        """The live link of a person."""
