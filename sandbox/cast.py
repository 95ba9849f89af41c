"""Who takes part: invented people with their telephones, and the bot's own account."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Link:
    """Something a person can open at once: a deep link with its payload, or a text to send."""

    label: str
    start: str | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """One member of the cast; `phone` is what their contact card says, `about` is told on the page."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    phone: str = ""
    language_code: str = "id"
    about: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BotAccount:
    """The account the bot works under; its id is the part of the token before the colon."""

    token: str
    username: str
    name: str

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    def as_user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}
