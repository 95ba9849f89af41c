"""One-time links to the closed form: what should not be written in a chat is written on a page.

A link is a random token. Kept of it are its hash and, encrypted under the token itself, whose it is and what
it is about: neither the database nor the region's key tells who has asked for a form, only the link does.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.concerns.records import Mode
from domain.concerns.taxonomy import Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedLink:
    """Whose form it is, and what will be filed by it."""

    person_id: int
    concern: Concern
    mode: Mode
    expires_at: datetime


class ClosedLinks(Protocol):
    """The links that are not used yet."""

    def keep(self, link: ClosedLink, *, drop_after: date) -> str:
        """Keep a new link and return its token."""

    def find(self, token: str) -> ClosedLink | None: ...

    def use(self, token: str) -> ClosedLink | None:
        """Destroy the link; None where somebody else has just done so."""

    def forget(self, *, before: date) -> int:
        """Delete what nobody used; return how many."""
