"""Where somebody stands in a conversation: a row, so that any worker can take the next update.

What is typed into a form is kept until it is sent: a form that is left, or replaced by another, becomes a
draft, which is offered again (`domain/forms.py`).
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One Telegram user's flow. `data` is sealed at rest; `version` rises with every step.

    `kept_until`: until then it is a draft once it is left; None: it ends with its leaving. `is_fleeting`:
    sealed with a key that lives for a day, so that nobody can read it afterwards; it is never a draft.
    """

    user_id: int
    flow: str
    step: str
    expires_at: datetime
    data: dict[str, str | int] = field(default_factory=dict)
    version: int = 0
    kept_until: datetime | None = None
    is_fleeting: bool = False


class Conversations(Protocol):
    """At most one open flow for each Telegram user, and at most one draft of each flow."""

    def of(self, user_id: int, *, now: datetime) -> Conversation | None:
        """The open flow, None when there is none or it has expired."""

    def save(self, conversation: Conversation, *, now: datetime) -> int:
        """Keep it as the open one and return the new version. Another one that was open is set aside."""

    def close(self, user_id: int) -> None:
        """The open one is finished: nothing of it remains."""

    def set_aside(self, user_id: int) -> None:
        """The open one is left: a draft where it is one to keep."""

    def draft(self, user_id: int, flow: str, *, now: datetime) -> Conversation | None:
        """What was left or has expired of this flow, and may still be taken up."""

    def drop(self, user_id: int, flow: str) -> None:
        """Delete the draft."""

    def forget_expired(self, *, now: datetime) -> int:
        """Delete what nobody can take up any more; return how many."""
