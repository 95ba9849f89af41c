"""What is kept of official papers and messages: what each code was issued for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What a code can stand on."""

    INVITATION_LETTER = "invitation_letter"
    OBJECTION_LETTER = "objection_letter"
    NEWS_CARD = "news_card"
    RECEIPT = "receipt"
    ANNOUNCEMENT = "announcement"
    PERSONAL_NOTICE = "personal_notice"
    REPORT = "report"
    LETTER = "letter"  # officers' own, made outside this system


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A paper or message about to be issued.

    `title`: shown to anybody who asks for the code, so it never names a person; "" where the kind says all.
    `digest`: SHA-256 of the file or of the text, 32 bytes; None where it is known later (`Codes.attach`).
    `addressee`: told to nobody but themselves. `issued_on`: the day that the paper bears; None where it
    bears none of its own.
    """

    kind: Kind
    title: str
    digest: bytes | None
    addressee: int | None
    issued_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What a code was issued for. `digests`: of its text, of its file. `withdrawn_at` None: it is valid."""

    code: str
    kind: Kind
    title: str
    addressee: int | None
    issued_on: date | None
    issued_at: datetime
    digests: tuple[bytes, ...]
    withdrawn_at: datetime | None = None


class Codes(Protocol):
    """The codes issued. Which are random and never tell how many there are."""

    def issue(self, document: NewDocument, *, now: datetime) -> str:
        """Keep what it is issued for, and return the code as it stands on paper."""

    def attach(self, code: str, digest: bytes) -> None:
        """Add the digest of a file that bears its own code, which is known only once it is made."""

    def discard(self, code: str) -> None:
        """Forget a code that nobody was shown."""

    def withdraw_earlier(self, kind: Kind, addressee: int, *, now: datetime) -> None:
        """Withdraw what this person was issued of this kind: a new one takes its place."""

    def find(self, code: str) -> Issued | None:
        """By the code in any spelling that `codes.read_code` takes."""

    def find_file(self, digest: bytes) -> Issued | None:
        """The newest whose file or text has this SHA-256."""

    def withdraw(self, code: str, *, now: datetime) -> bool:
        """It is valid no more; False when it was not before."""

    def newest(self, kind: Kind, limit: int) -> Sequence[Issued]: ...


class Checks(Protocol):
    """How often an account has checked of late."""

    def lately(self, user_id: int, *, after: datetime) -> Sequence[datetime]:
        """Oldest first."""

    def note(self, user_id: int, *, now: datetime, forget_before: datetime) -> None: ...


class Phrases(Protocol):
    """Each person's own phrase, sealed."""

    def of(self, person_id: int) -> str | None: ...

    def keep(self, person_id: int, words: str, *, now: datetime) -> None:
        """In place of an earlier one."""
