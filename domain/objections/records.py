"""What is kept of objections (states: drafted -> submitted -> answered, or withdrawn before the answer)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Ground(StrEnum):
    """What an objection rests on, as its person ticks it."""

    RULE = "rule"
    DATA = "data"
    FAMILY = "family"  # family or health: what it is goes into a closed envelope, never into the chat
    PROCEDURE = "procedure"
    OTHER = "other"


class Request(StrEnum):
    """What is asked of the PPK."""

    REVIEW = "review"
    CANCEL = "cancel"
    CHANGE = "change"
    POSTPONE = "postpone"


class State(StrEnum):
    """Where an objection stands."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.DRAFTED, State.SUBMITTED})


class Verdict(StrEnum):
    """HR's answer, given in the PPK's name."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_ADMISSIBLE = "not_admissible"  # it came too late ("tidak dapat diterima")


class DecreeDay(StrEnum):
    """A day that only the person who holds the decree can tell."""

    RECEIVED = "received"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecreeDays:
    """What the person stated: when they received the decree, and the day that is printed on it."""

    received_on: date | None = None
    printed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What the person wrote into the letter; sealed at rest. Empty texts: left open to be filled by hand."""

    grounds: tuple[Ground, ...]
    decree_number: str
    reasons: str
    documents: str
    request: Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What HR answered. `letter`: the number of the written answer."""

    verdict: Verdict
    letter: str
    reason: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One objection. `number` (KBR-…) and `submitted_at` are None until it is submitted.

    `letter_code`: the official code on the letter as it now reads; `receipt_code`: that on the receipt.
    """

    id: str
    proposal_id: int
    person_id: int
    state: State
    writing: Writing
    letter_code: str
    drafted_at: datetime
    receipt_code: str | None = None
    number: str | None = None
    submitted_at: datetime | None = None
    on_paper: bool = False
    answer: Answer | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFile:
    """A file as it was handed in. `digest`: its SHA-256; `media`: what its content shows that it is."""

    id: str
    name: str
    media: str
    size: int
    digest: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Somebody who is to be reminded of the safe day of their decree."""

    proposal_id: int
    person_id: int


class Objections(Protocol):
    """Every objection, its files, and the days of decrees that people stated."""

    def days(self, proposal_id: int) -> DecreeDays: ...

    def state_days(self, proposal_id: int, days: DecreeDays, *, now: datetime) -> None: ...

    def newest(self, proposal_id: int) -> Objection | None:
        """The one that was begun last against this decree, held against other writers."""

    def numbered(self, number: str) -> Objection | None:
        """By its receipt number, held against other writers until the unit ends."""

    def submitted(self) -> Sequence[Objection]:
        """Those that wait for HR's answer, the longest waiting first."""

    def add(self, proposal_id: int, person_id: int, writing: Writing, *, code: str, now: datetime) -> str:
        """Keep a drafted one and return its id; AlreadyDone when another one is open for this decree."""

    def rewrite(self, objection_id: str, writing: Writing, *, code: str, now: datetime) -> None: ...

    def submit(self, objection_id: str, number: str, *, code: str, on_paper: bool, now: datetime) -> None:
        """`code`: the official code of the receipt."""

    def withdraw(self, objection_id: str, *, now: datetime) -> None: ...

    def answer(self, objection_id: str, answer: Answer) -> None: ...

    def files(self, objection_id: str) -> Sequence[SignedFile]:
        """In the order in which they came."""

    def add_file(
        self, objection_id: str, content: bytes, *, name: str, media: str, digest: bytes, now: datetime
    ) -> None: ...

    def content(self, file_id: str) -> bytes: ...

    def drop_files(self, objection_id: str) -> None: ...

    def is_reminded(self, proposal_id: int) -> bool: ...

    def remind(self, proposal_id: int, person_id: int, *, now: datetime) -> None: ...

    def stop_reminding(self, proposal_id: int) -> None: ...

    def reminders(self) -> Sequence[Reminder]: ...
