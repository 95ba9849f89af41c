"""Where somebody stands in a conversation: a row, so that any worker can take the next update."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One Telegram user's open flow. `data` is sealed at rest; `version` rises with every step."""

    user_id: int
    flow: str
    step: str
    expires_at: datetime
    data: dict[str, str | int] = field(default_factory=dict)
    version: int = 0


class Conversations(Protocol):
    """At most one open flow for each Telegram user."""

    def of(self, user_id: int, *, now: datetime) -> Conversation | None:
        """The open flow, None when there is none or it has expired."""

    def save(self, conversation: Conversation) -> int:
        """Keep it and return the new version."""

    def close(self, user_id: int) -> None: ...

    def forget_expired(self, *, now: datetime) -> int:
        """Delete what nobody can take up any more; return how many."""
