"""Questions and answers: what was found, what HR writes, and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Confidence(StrEnum):
    """How sure the answer is, shown by what is done: one answer, three to choose from, or a human."""

    ANSWER = "answer"
    OFFER = "offer"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True)
class Found:
    """The entries found: one to ANSWER with, up to four to OFFER, none where a human takes over."""

    confidence: Confidence
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """The same said in both languages."""

    indonesian: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry as an officer writes it. `dated_on`: the day whose state of affairs it tells.

    `phrasings`: how people ask it. `id` of an entry that exists makes this its next version.
    """

    id: str
    question: Bilingual
    answer: Bilingual
    source: str
    dated_on: date
    phrasings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEntry:
    """A draft that was taken in, under its version, which rises by one with each."""

    draft: Draft
    version: int
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVersion:
    """A version as it stays on record. `is_in_use`: not withdrawn; of these the last one answers."""

    entry: WrittenEntry
    is_in_use: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """On what an entry rests: the name of its source, the day whose state it tells, and its version."""

    source: str
    dated_on: date
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An entry to be shown: in HR's words, or (`written` None) in those that it was shipped with."""

    id: str
    cited: Citation
    written: Draft | None


class Verdict(StrEnum):
    """Whether an answer helped, and if not, why."""

    HELPED = "helped"
    UNCLEAR = "unclear"
    ANOTHER_QUESTION = "another_question"
    OUTDATED = "outdated"
    NOT_ENOUGH = "not_enough"


UNANSWERED = "unanswered"
"""Why a question waits when no answer was given at all; otherwise its verdict says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A question that waits for HR: its words brought to one form, never who asked, and days, never times.

    `about`: the entry that did not help, empty where nothing was answered. `why`: UNANSWERED or a verdict.
    """

    id: str
    form: str
    about: str
    why: str
    times: int
    first_on: date
    last_on: date


class Knowledge(Protocol):
    """What HR has written, how answers were received, and the gaps."""

    @property
    def revision(self) -> int:
        """Rises with every change of what HR has written."""

    def current(self) -> Sequence[WrittenEntry]:
        """The last version of each entry that was not withdrawn, in the order of writing."""

    def versions(self, entry_id: str) -> Sequence[KeptVersion]:
        """Everything that HR ever wrote under this id, the newest first."""

    def version_of(self, entry_id: str) -> int:
        """The highest version of an entry that HR ever wrote; 0 when none."""

    def write(self, entry: WrittenEntry, *, by: int) -> None:
        """Keep a version; the earlier ones stay on record."""

    def withdraw(self, entry_id: str, *, now: datetime) -> bool:
        """Take every version of an entry out of use; False when none was in use."""

    def rate(self, entry_id: str, verdict: Verdict) -> None:
        """Count a verdict on an entry, and nothing else about it."""

    def ratings(self) -> dict[tuple[str, Verdict], int]:
        """How often each entry received each verdict."""

    def count_gap(self, form: str, *, about: str, why: str, today: date) -> None:
        """Count a question that waits, one row for each form, entry and reason."""

    def gap(self, gap_id: str) -> Gap | None:
        """One that still waits."""

    def count_gaps(self) -> int: ...

    def gaps(self, limit: int) -> Sequence[Gap]:
        """The most asked first."""

    def close_gap(self, form: str) -> None:
        """Forget a form, whatever it was about: it is answered, or was set aside."""


class Finder(Protocol):
    """Finds entries by what somebody typed, once it was told to learn what HR has written."""

    def find(self, question: str) -> Found: ...

    def form(self, question: str) -> str:
        """The question's telling words in one form, without numbers and names; empty when it holds none.

        Empty, too, for a whole story: that is somebody's own, not a question others ask.
        """

    def knows(self, entry_id: str) -> bool:
        """Whether an entry by this id can be found."""

    def citation(self, entry_id: str) -> Citation | None:
        """On what a shipped entry rests; None when none was shipped by this id."""

    def learn(self, written: Sequence[WrittenEntry]) -> None:
        """From now on find these, too; one with the id of an entry that was here before replaces it."""
