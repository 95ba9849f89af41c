"""The sender's side of a concern: file it, follow it, change it until it is read, rate it."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo

from domain.calendar.off_days import Estimate
from domain.concerns import threads
from domain.concerns.clock import answer_due
from domain.concerns.files import checked
from domain.concerns.receipts import Guesses, new_receipt, read_receipt
from domain.concerns.records import (
    ByReceipt,
    BySender,
    Case,
    CaseStatus,
    EntryKind,
    Filed,
    Mode,
    NewCase,
    Owner,
    Side,
    StoredFile,
)
from domain.concerns.refusals import (
    CaseUnknown,
    ConcernBelongsElsewhere,
    ConcernEmpty,
    ConcernTooLong,
    ReceiptUnknown,
    SealNotReady,
    TooManyCases,
)
from domain.concerns.taxonomy import HANDLING, Intake
from domain.forms import finish_form
from domain.typed_codes import random_code
from domain.work import Store, Work

TEXT_AT_MOST = 4000
CASES_AT_MOST = 48
"""Cases of one person that are kept: as many marks are computed to find them."""
SMALL_UNIT = 10
"""In a unit with fewer people the text itself may tell who wrote it (promises.md S7)."""
_NUMBER_SIGNS, _ALIAS_SIGNS, _FINGERPRINT_SIGNS = 8, 4, 10


class ConcernDesk:
    """Nothing here writes to outbox, audit or log: the sender learns of an answer on the next visit.

    Every call that submits a form takes `form_of`, the Telegram user whose form ends in the same unit.
    """

    def __init__(self, store: Store, *, zone: tzinfo, estimate: Estimate) -> None:
        self._store = store
        self._zone = zone
        self._estimate = estimate
        self._guesses = Guesses()

    def is_small_unit(self, person_id: int) -> bool:
        """Whether to warn that the words may tell who wrote them."""
        with self._store.read() as work:
            unit_id = work.people.get(person_id).unit_id
            return sum(1 for _ in work.people.active(unit_id=unit_id)) < SMALL_UNIT

    def can_seal(self) -> bool:
        """Whether Mode.SEALED can be chosen; the other two always can."""
        with self._store.read() as work:
            return work.concerns.is_ready()

    def open_case(
        self, new: NewCase, mode: Mode, *, sender: int, form_of: int | None = None, now: datetime
    ) -> Filed:
        """File a SEALED or CONFIDENTIAL case.

        Raise ConcernBelongsElsewhere, ConcernEmpty, ConcernTooLong, TooManyFiles, FileTooLarge,
        FileKindUnfit, SealNotReady, TooManyCases.
        """
        if mode is Mode.NO_RETURN:
            raise ValueError("a report without return is committed with its receipt")
        return self._file(new, mode, BySender(sender), form_of=form_of, now=now)

    def make_receipt(self) -> str:
        """A code to show before anything is kept, `XXXXX-XXXXX-XXXXX-XXXXX`; it is stored nowhere."""
        return new_receipt()

    def file_without_return(
        self, new: NewCase, receipt: str, *, form_of: int | None = None, now: datetime
    ) -> Filed:
        """File a NO_RETURN report under a code that the person has confirmed to have noted.

        Raise NotAReceipt and what `open_case` raises.
        """
        return self._file(new, Mode.NO_RETURN, ByReceipt(read_receipt(receipt)), form_of=form_of, now=now)

    def own(self, sender: int) -> Sequence[Case]:
        """The sender's sealed and confidential cases with their threads, those with news first."""
        with self._store.read() as work:
            cases = [threads.for_sender(one) for one in work.concerns.owned(BySender(sender))]
        return sorted(cases, key=lambda one: (-one.unread_answers, -one.opened_on.toordinal(), one.number))

    def unread_answers(self, sender: int) -> int:
        """How many lines wait to be read by the sender, for the menu."""
        with self._store.read() as work:
            return sum(one.unread_answers for one in work.concerns.owned(BySender(sender)))

    def open_with_receipt(self, typed: str, *, asked_by: int, now: datetime) -> Case:
        """The report of a code, and its answers are read. `asked_by` is kept in memory alone.

        Go on with `ByReceipt(read_receipt(typed))`. Raise NotAReceipt, ReceiptUnknown, TooManyGuesses.
        """
        self._guesses.ensure_few(asked_by, now=now)
        owner = ByReceipt(read_receipt(typed))
        with self._store.write() as work:
            found = work.concerns.owned(owner)
            if not found:
                self._guesses.count(asked_by, now=now)
                raise ReceiptUnknown
            case = found[0]
            _see(work, case, now=now)
            work.commit()
        return threads.for_sender(case)

    def read(self, number: str, *, owner: Owner, now: datetime) -> Case:
        """One's own case, as it was before this reading: new lines are still marked so. Raise CaseUnknown."""
        with self._store.write() as work:
            case = _owned(work, number, owner)
            _see(work, case, now=now)
            work.commit()
        return threads.for_sender(case)

    def file(self, number: str, file_id: str, *, owner: Owner) -> tuple[StoredFile, bytes]:
        """One file of one's own case. Raise CaseUnknown."""
        with self._store.read() as work:
            return file_of(work, threads.for_sender(_owned(work, number, owner)), file_id)

    def add(
        self,
        number: str,
        text: str,
        files: tuple[bytes, ...] = (),
        *,
        owner: Owner,
        form_of: int | None = None,
        now: datetime,
    ) -> Case:
        """Add a line. Raise CaseUnknown, CaseEnded, ConcernEmpty, and what limits text and files."""
        return self._append(threads.added, number, text, files, owner=owner, form_of=form_of, now=now)

    def reopen(
        self,
        number: str,
        text: str,
        files: tuple[bytes, ...] = (),
        *,
        owner: Owner,
        form_of: int | None = None,
        now: datetime,
    ) -> Case:
        """Say why the answer or the closing does not do. Raise as `add`, and CaseNotEnded."""
        return self._append(threads.reopened, number, text, files, owner=owner, form_of=form_of, now=now)

    def edit(
        self,
        number: str,
        entry_id: str,
        text: str,
        *,
        owner: Owner,
        form_of: int | None = None,
        now: datetime,
    ) -> Case:
        """Other words for a line that no officer has read. Raise CaseUnknown, CaseEnded, AlreadyRead."""
        written = _checked_text(text)
        if not written:
            raise ConcernEmpty
        return self._change(
            number,
            lambda case: threads.edited(case, entry_id, written),
            owner=owner,
            form_of=form_of,
            now=now,
        )

    def take_back(self, number: str, entry_id: str, *, owner: Owner, now: datetime) -> Case:
        """Destroy a line that no officer has read; with the last one the case is withdrawn.

        Raise CaseUnknown, CaseEnded, AlreadyRead.
        """
        return self._change(number, lambda case: threads.taken_back(case, entry_id), owner=owner, now=now)

    def withdraw(self, number: str, *, owner: Owner, now: datetime) -> Case:
        """Destroy text and files of a case of which nothing was read. Raise as `take_back`."""
        return self._change(number, threads.withdrawn, owner=owner, now=now)

    def rate(self, number: str, rating: int, *, owner: Owner, now: datetime) -> Case:
        """1 to 5. Raise CaseUnknown, CaseNotEnded, RatingUnfit."""
        return self._change(number, lambda case: threads.rated(case, rating), owner=owner, now=now)

    def file_in(self, work: Work, new: NewCase, mode: Mode, owner: Owner, *, now: datetime) -> Filed:
        """File within a unit that another desk commits. Raise as `open_case`."""
        handling, text, files = HANDLING[new.concern], _checked_text(new.text), checked(new.files)
        if handling.intake is Intake.ELSEWHERE:
            raise ConcernBelongsElsewhere
        # The category alone asks for a contact, where the words are not for the chat.
        if not text and not files and handling.intake is not Intake.CLOSED_FORM:
            raise ConcernEmpty
        if mode is Mode.SEALED and not work.concerns.is_ready():
            raise SealNotReady
        if isinstance(owner, BySender) and len(work.concerns.owned(owner)) >= CASES_AT_MOST:
            raise TooManyCases(limit=CASES_AT_MOST)
        today = self._day(now)
        due = answer_due(work, self._estimate, today)
        kept = tuple(work.concerns.put_file(content, kind) for content, kind in files)
        case = Case(
            number=f"ASP-{random_code(_NUMBER_SIGNS)}",
            alias=random_code(_ALIAS_SIGNS),
            concern=new.concern,
            mode=mode,
            desk=handling.desk,
            status=CaseStatus.NEW,
            opened_on=today,
            answer_due_on=due,
            entries=(threads.line(Side.SENDER, EntryKind.MESSAGE, text, on=today, files=kept),),
        )
        work.concerns.open(case, owner, now=now)
        return Filed(number=case.number, fingerprint=_fingerprint(text, new.files), answer_due_on=due)

    def _file(self, new: NewCase, mode: Mode, owner: Owner, *, form_of: int | None, now: datetime) -> Filed:
        with self._store.write() as work:
            filed = self.file_in(work, new, mode, owner, now=now)
            finish_form(work, form_of)
            work.commit()
        return filed

    def _append(
        self,
        step: Callable[..., Case],
        number: str,
        text: str,
        files: tuple[bytes, ...],
        *,
        owner: Owner,
        form_of: int | None,
        now: datetime,
    ) -> Case:
        written, contents = _checked_text(text), checked(files)
        if not written and not contents:
            raise ConcernEmpty
        today = self._day(now)
        with self._store.write() as work:
            case = _owned(work, number, owner)
            kept = tuple(work.concerns.put_file(content, kind) for content, kind in contents)
            entry = threads.line(Side.SENDER, EntryKind.MESSAGE, written, on=today, files=kept)
            case = step(case, entry, due_on=answer_due(work, self._estimate, today))
            work.concerns.save(case, now=now)
            finish_form(work, form_of)
            work.commit()
        return threads.for_sender(case)

    def _change(
        self,
        number: str,
        step: Callable[[Case], Case],
        *,
        owner: Owner,
        form_of: int | None = None,
        now: datetime,
    ) -> Case:
        with self._store.write() as work:
            case = step(_owned(work, number, owner))
            work.concerns.save(case, now=now)
            finish_form(work, form_of)
            work.commit()
        return threads.for_sender(case)

    def _day(self, now: datetime) -> date:
        return now.astimezone(self._zone).date()


def file_of(work: Work, case: Case, file_id: str) -> tuple[StoredFile, bytes]:
    """A file that belongs to this case, opened. Raise CaseUnknown."""
    for entry in case.entries:
        for file in entry.files:
            if file.id == file_id:
                return file, work.concerns.file(file)
    raise CaseUnknown


def _see(work: Work, case: Case, *, now: datetime) -> None:
    seen = threads.seen_by(Side.SENDER, case)
    if seen != case:
        work.concerns.save(seen, now=now)


def _owned(work: Work, number: str, owner: Owner) -> Case:
    found = next((one for one in work.concerns.owned(owner) if one.number == number), None)
    if found is None:
        raise CaseUnknown
    return found


def _checked_text(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > TEXT_AT_MOST:
        raise ConcernTooLong(limit=TEXT_AT_MOST)
    return stripped


def _fingerprint(text: str, files: tuple[bytes, ...]) -> str:
    digest = hashlib.sha256(text.encode())
    for one in files:
        digest.update(hashlib.sha256(one).digest())
    return digest.hexdigest()[:_FINGERPRINT_SIGNS]
