"""What is kept of a case. Times are days, numbers are random, and no record names its sender."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.concerns.taxonomy import Concern, Desk


class Mode(StrEnum):
    """What is kept of who sent it (docs/decisions/0012-sealed-concerns.md).

    SEALED: the sender, encrypted so that two officers together can open it, with a reason, and the sender is
    told. CONFIDENTIAL: only a keyed mark by which the sender finds the case again; there is nothing that
    officers could open. NO_RETURN: nothing; who holds the receipt code comes back with it.
    """

    SEALED = "sealed"
    CONFIDENTIAL = "confidential"
    NO_RETURN = "no_return"


class CaseStatus(StrEnum):
    """Where a case stands (docs/states.md)."""

    NEW = "new"
    READ = "read"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


class Side(StrEnum):
    """Whose line it is. HOUSE: what the assistant itself has to tell the sender."""

    SENDER = "sender"
    OFFICER = "officer"
    HOUSE = "house"


class EntryKind(StrEnum):
    """What a line of the thread is.

    MESSAGE: the sender's words. ANSWER, QUESTION (asking back), CLOSING and REOPENED (with their reasons): an
    officer's. NOTE: among officers, never shown to the sender. UNSEALED: the seal was opened; the text is the
    reason. FORWARDED: another desk answers; the text is its name in `Desk`. REMINDED: a question still waits.
    """

    MESSAGE = "message"
    ANSWER = "answer"
    QUESTION = "question"
    CLOSING = "closing"
    NOTE = "note"
    UNSEALED = "unsealed"
    REOPENED = "reopened"
    FORWARDED = "forwarded"
    REMINDED = "reminded"


class FileKind(StrEnum):
    """What a file is by its content, never by its name."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODF = "odf"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """One file of an entry; `size` in bytes. Its name is not kept, for it may name its owner."""

    id: str
    kind: FileKind
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the thread. `is_read`: by the other side; until then its writer may change it."""

    id: str
    side: Side
    kind: EntryKind
    text: str = field(repr=False)
    on: date
    is_read: bool = False
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case with its thread, oldest line first.

    `number` is what people are told, `alias` the pseudonym under which officers know the sender. `rating` is
    1 to 5. `answer_due_on`: the last working day for an answer. `assigned_to`: the officer who has taken it.
    `merged_into`: the number of the case whose answer is this one's, too; `followers`: those that follow this
    one. `alarms`: of what the present clock has been told already. What officers do with a case lies in it,
    under the same seal, and in no table beside it (docs/decisions/0012-sealed-concerns.md).
    """

    number: str
    alias: str
    concern: Concern
    mode: Mode
    desk: Desk
    status: CaseStatus
    opened_on: date
    answer_due_on: date
    rating: int | None = None
    entries: tuple[Entry, ...] = ()
    assigned_to: int | None = None
    merged_into: str = ""
    followers: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()

    @property
    def waits_for_answer(self) -> bool:
        """Whether the desk's clock runs."""
        return self.status in {CaseStatus.NEW, CaseStatus.READ, CaseStatus.REOPENED}

    @property
    def unread_answers(self) -> int:
        """Lines that the sender has not seen yet."""
        return sum(
            one.side is not Side.SENDER and one.kind is not EntryKind.NOTE and not one.is_read
            for one in self.entries
        )

    @property
    def news(self) -> int:
        """Lines of the sender's that no officer has read."""
        return sum(one.side is Side.SENDER and not one.is_read for one in self.entries)

    @property
    def last_line(self) -> str:
        """The newest line's id, by which a step tells what it was taken on; "" without lines."""
        return self.entries[-1].id if self.entries else ""

    @property
    def answered_on(self) -> date | None:
        """The day of the first answer or closing of an officer, whatever became of it afterwards."""
        days = [one.on for one in self.entries if one.side is Side.OFFICER and one.kind in _ANSWERS]
        return min(days, default=None)

    @property
    def awaits_sender(self) -> bool:
        """Whether an officer has asked back and the sender has not written since."""
        spoken = [one for one in self.entries if one.kind in _SPOKEN]
        return bool(spoken) and spoken[-1].kind is EntryKind.QUESTION

    @property
    def was_read(self) -> bool:
        """Whether an officer has read any of the sender's lines."""
        return any(one.side is Side.SENDER and one.is_read for one in self.entries)


_ANSWERS = frozenset({EntryKind.ANSWER, EntryKind.CLOSING})
_SPOKEN = frozenset({EntryKind.MESSAGE, EntryKind.ANSWER, EntryKind.QUESTION, EntryKind.CLOSING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case in the queue, without its lines. `news`: lines of the sender's that nobody has read."""

    case: Case
    news: int
    awaits_sender: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedCase:
    """What is counted of a case: its kind and its days, and nothing of its words."""

    number: str
    concern: Concern
    opened_on: date
    answer_due_on: date
    answered_on: date | None
    waits_for_answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What somebody sends in. `text` may be empty only where a contact alone is wanted (Intake.CLOSED_FORM).

    `files`: the raw contents.
    """

    concern: Concern
    text: str = field(repr=False)
    files: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What the sender is told: `fingerprint` is the beginning of SHA-256 over text and files, in hex."""

    number: str
    fingerprint: str
    answer_due_on: date


@dataclass(frozen=True, slots=True)
class BySender:
    """Somebody who comes back as themselves, to a sealed or confidential case."""

    person_id: int


@dataclass(frozen=True, slots=True, repr=False)
class ByReceipt:
    """Somebody who comes back with a receipt code, as `read_receipt` returns it; it is never printed."""

    code: str


Owner = BySender | ByReceipt


@dataclass(frozen=True, slots=True, kw_only=True)
class SealOfficer:
    """One officer who can, with a second one, open the sender of a sealed case."""

    person_id: int
    enrolled_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsealing:
    """A request to open a sender. `second_by` None: it waits for the second officer."""

    number: str
    reason: str
    requested_by: int
    requested_on: date
    second_by: int | None = None
    opened_on: date | None = None


class Cases(Protocol):
    """The cases. What a writing unit reads of them stays locked until it ends."""

    def open(self, case: Case, owner: Owner, *, now: datetime) -> None:
        """Keep a new case, of a sealed one also its sender under the officers' keys. `now` is not kept."""

    def save(self, case: Case, *, now: datetime) -> None:
        """Keep what a case that was read in this unit has become; files it names no longer are destroyed."""

    def owned(self, owner: Owner) -> Sequence[Case]:
        """The cases of somebody."""

    def case(self, number: str) -> Case | None:
        """A case by its number."""

    def all(self) -> Sequence[Case]:
        """Every case, in no order that means anything."""

    def waiting(self) -> Sequence[Waiting]:
        """Those whose clock runs, in no order that means anything: without opening the others."""

    def counted(self) -> Sequence[CountedCase]:
        """Every case as it is counted, in no order that means anything; none of them is held."""

    def put_file(self, content: bytes, kind: FileKind) -> StoredFile: ...

    def file(self, file: StoredFile) -> bytes:
        """The content of a file of a case that was read in this unit."""

    def sort_in(self, *, at_least: int = 1, or_before: datetime | None = None) -> int:
        """Empty the letterbox: what came in goes among the other cases, shuffled, under new row names.

        Only when so many letters lie there, or one that came before that time. Return how many went.
        """

    def shuffle(self) -> int:
        """Write every case that is sorted in anew, under another row name and in another order."""

    def forget_lost(self, *, before: datetime) -> int:
        """Set aside letters from before then whose hour's key is gone; return how many lie aside."""


class Seals(Protocol):
    """The officers' keys, and the senders that two of them open."""

    def is_ready(self) -> bool:
        """Whether two officers or more are enrolled."""

    def officers(self) -> Sequence[SealOfficer]: ...

    def enrol(self, person_id: int, passphrase: str, *, today: date) -> None:
        """Make an officer's key, locked by the passphrase."""

    def knows(self, person_id: int, passphrase: str) -> bool:
        """Whether the passphrase opens that officer's key."""

    def request(self, number: str, reason: str, *, by: int, passphrase: str, today: date) -> None:
        """Open the first officer's halves of a case, to be saved with it. Raise NotEnrolled."""

    def pending(self, number: str) -> Unsealing | None:
        """The request that waits for a second officer."""

    def approve(self, number: str, *, by: int, passphrase: str, today: date) -> int:
        """Open the second half, to be saved with the case; return the sender. Raise NotEnrolled."""


class Concerns(Cases, Seals, Protocol):
    """Cases and their seals."""
