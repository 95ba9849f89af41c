"""Requests by which people use their rights, what took effect by them, and what is kept of somebody."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import BinaryIO, Protocol

ANSWERED_WITHIN = timedelta(hours=72)
"""3 x 24 hours for each right (UU 27/2022 art. 30, 32, 40, 41; promises.md 7)."""
ALARMED_AFTER = timedelta(hours=48)
"""HR is told that a request is still open, a day before it is late."""


class Right(StrEnum):
    """What is asked for. Corrections are asked for fact by fact: `domain/corrections/`, by the same clock."""

    COPY = "copy"
    RESTRICTION = "restriction"
    WITHDRAWAL = "withdrawal"
    ERASURE = "erasure"


class State(StrEnum):
    """Open until it is carried out, refused in words, or taken back by whoever asked."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class Grounds(StrEnum):
    """Why something is kept although its owner wishes it erased; each has words, `privacy.kept.<grounds>`."""

    SERVICE = "service"
    """The service record, which the region keeps by law and HR's national record brings again."""
    ARCHIVE = "archive"
    """Decisions, and what was said for and against them: archives, destroyed by their schedule (JRA)."""
    PROOF = "proof"
    """Proof of consent and of requests answered (UU 27/2022 art. 24)."""
    TRAIL = "trail"
    """The record of processing, in opaque numbers (UU 27/2022 art. 31)."""
    CASE = "case"
    """A report that officers work on; its writer withdraws it there."""


class Effect(StrEnum):
    """What took effect. Each is kept outside of every backup, too, and is repeated after a restore."""

    ERASED = "erased"
    RESTRICTED = "restricted"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request with its own clock. `id` is random. `answer`: HR's words to whoever asked."""

    id: str
    person_id: int
    right: Right
    state: State
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None = None
    answer: str = ""

    def is_late(self, now: datetime) -> bool:
        return self.state is State.OPEN and now >= self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that took effect for a person and has to last. `detail`: the purpose withdrawn."""

    id: str
    person_id: int
    effect: Effect
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Rows of one kind that are somebody's, each by names of values; bytes are files."""

    kind: str
    rows: Iterable[Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What an erasure would do: rows deleted or emptied, and the grounds on which others are kept."""

    erased: int
    kept: tuple[Grounds, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFor:
    """Whose copy, in which language, as of when."""

    name: str
    language: str
    made_at: datetime


CopyMaker = Callable[[Iterator[Holding], CopyFor], BinaryIO]
"""Writes one file of everything, ready to be read from its beginning."""


class Privacy(Protocol):
    """Requests, lasting effects, and everything of one person by the registry of personal rows."""

    def ask(self, request: Request) -> None: ...

    def get(self, request_id: str) -> Request:
        """Raise NotFound when there is none; it stays locked until the unit ends."""

    def of_person(self, person_id: int, *, limit: int) -> Sequence[Request]:
        """Newest first."""

    def open_one(self, person_id: int, right: Right) -> Request | None:
        """The request of that kind that waits already."""

    def open(self) -> Sequence[Request]:
        """Everything that waits, the first due on top."""

    def close(
        self, request_id: str, state: State, *, answer: str = "", by: int | None = None, now: datetime
    ) -> None: ...

    def to_alarm(self, *, asked_before: datetime) -> Sequence[Request]:
        """Open since before then, and HR has not been told."""

    def alarmed(self, request_id: str, *, now: datetime) -> None: ...

    def is_restricted(self, person_id: int) -> bool: ...

    def restrict(self, person_id: int, *, now: datetime) -> None: ...

    def lift(self, person_id: int) -> None: ...

    def remember(self, act: Act) -> None:
        """Keep a lasting effect, in the database and outside of it."""

    def holdings(self, person_id: int, *, proposals: Sequence[int]) -> Iterator[Holding]:
        """Everything that is the person's; of proposals, those of these numbers alone."""

    def outlook(self, person_id: int) -> Outlook: ...

    def erase(self, person_id: int, *, now: datetime) -> int:
        """Delete and empty what is theirs to erase; return how many rows that were."""
