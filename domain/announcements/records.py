"""What is kept of announcements: the words, who is addressed, what they have read and said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.acknowledgements import Acknowledgement
from domain.announcements.wording import Draft, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Published words; they never change. `code`: the official one, as it stands under the text."""

    id: str
    code: str
    draft: Draft
    published_at: datetime
    expires_at: datetime

    def is_in(self, language: str) -> bool:
        """Whether it was written in that language."""
        return language != "en" or self.draft.english is not None

    def wording(self, language: str) -> Wording:
        """In that language, else in Indonesian."""
        english = self.draft.english
        return english if language == "en" and english is not None else self.draft.indonesian

    def is_valid(self, now: datetime) -> bool:
        return now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An announcement as it stands with one person; `answer` is the newest of what they said to it."""

    announcement: Announcement
    read_at: datetime | None
    answer: Acknowledgement | None
    answered_at: datetime | None

    def is_unread(self, now: datetime) -> bool:
        """New to them and still valid: what has expired asks nobody to read it."""
        return self.read_at is None and self.announcement.is_valid(now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """How an announcement was received, in people. `answers`: by what each said last."""

    addressed: int
    read: int
    answers: Mapping[Acknowledgement, int]


class Announcements(Protocol):
    """The announcements. Everybody who is linked is meant: who links later sees what is still valid."""

    def keep(self, announcement: Announcement, *, made_by: int, approved_by: int) -> bool:
        """Keep it; False when one with the same words is kept already."""

    def address_linked(self, announcement_id: str, *, now: datetime) -> int:
        """Make everybody in service with a live link an addressee; return how many."""

    def linked(self) -> int:
        """How many that would be now."""

    def newest(self, limit: int) -> Sequence[tuple[Announcement, Reception]]: ...

    def unread(self, person_id: int, *, now: datetime) -> int: ...

    def count(self, person_id: int, *, now: datetime) -> int:
        """How many there are for somebody: those addressed to them, and those still valid."""

    def of(self, person_id: int, *, offset: int, limit: int, now: datetime) -> Sequence[Received]:
        """The same, unread ones first, then the newest."""

    def received(self, announcement_id: str, person_id: int, *, now: datetime) -> Received | None:
        """One of them; None when there is none for this person."""

    def mark_read(self, announcement_id: str, person_id: int, *, now: datetime) -> None:
        """The first reading stays; who joined late becomes an addressee."""

    def answer(self, announcement_id: str, person_id: int, said: Acknowledgement, *, now: datetime) -> None:
        """Add it as the newest answer of an addressee."""

    def answers(self, announcement_id: str, person_id: int) -> Sequence[tuple[Acknowledgement, datetime]]:
        """Everything that somebody said to it, oldest first."""
