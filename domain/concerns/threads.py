"""What may be done to a thread: steps from one state of a case to the next. No read word is ever lost."""

import secrets
from dataclasses import replace
from datetime import date

from domain.concerns.records import Case, CaseStatus, Entry, EntryKind, Side, StoredFile
from domain.concerns.refusals import (
    AlreadyRead,
    CaseEnded,
    CaseNotEnded,
    CaseUnknown,
    NothingAsked,
    RatingUnfit,
    RemindedAlready,
)
from domain.concerns.taxonomy import Desk

_ENDED = (CaseStatus.CLOSED, CaseStatus.WITHDRAWN)
_ENTRY_BYTES = 6
RATINGS = range(1, 6)
_OFFICERS_STEPS = {
    EntryKind.ANSWER: CaseStatus.ANSWERED,
    EntryKind.QUESTION: CaseStatus.READ,
    EntryKind.CLOSING: CaseStatus.CLOSED,
}


def line(side: Side, kind: EntryKind, text: str, *, on: date, files: tuple[StoredFile, ...] = ()) -> Entry:
    """A new line, not read yet."""
    return Entry(id=secrets.token_hex(_ENTRY_BYTES), side=side, kind=kind, text=text, on=on, files=files)


def added(case: Case, entry: Entry, *, due_on: date) -> Case:
    """The sender adds a line; an answered case waits for an answer again. Raise CaseEnded."""
    ensure_running(case)
    if case.waits_for_answer:
        return replace(case, entries=(*case.entries, entry))
    return _anew(case, CaseStatus.NEW, entry, due_on=due_on)


def reopened(case: Case, entry: Entry, *, due_on: date) -> Case:
    """An answer or a closing did not do, as its sender says or an officer. Raise CaseNotEnded."""
    if case.status not in {CaseStatus.ANSWERED, CaseStatus.CLOSED}:
        raise CaseNotEnded
    return _anew(case, CaseStatus.REOPENED, entry, due_on=due_on)


def edited(case: Case, entry_id: str, text: str) -> Case:
    """Other words for a line that nobody has read. Raise CaseEnded, CaseUnknown, AlreadyRead."""
    entry = _own_unread(case, entry_id)
    return _with(case, replace(entry, text=text))


def taken_back(case: Case, entry_id: str) -> Case:
    """Without one line that nobody has read; the last of the sender's lines is withdrawn with the case."""
    entry = _own_unread(case, entry_id)
    kept = tuple(one for one in case.entries if one is not entry)
    if not any(one.side is Side.SENDER for one in kept):
        return withdrawn(case)
    return replace(case, entries=kept)


def withdrawn(case: Case) -> Case:
    """Nothing of it remains but its number. Raise CaseEnded, AlreadyRead."""
    ensure_running(case)
    if case.was_read:
        raise AlreadyRead
    return replace(case, status=CaseStatus.WITHDRAWN, entries=())


def rated(case: Case, rating: int) -> Case:
    """1 to 5, changed as often as the sender likes. Raise CaseNotEnded, RatingUnfit."""
    if rating not in RATINGS:
        raise RatingUnfit
    if case.status not in {CaseStatus.ANSWERED, CaseStatus.CLOSED}:
        raise CaseNotEnded
    return replace(case, rating=rating)


def seen_by(side: Side, case: Case) -> Case:
    """Everything that is there for this side has been read."""
    entries = tuple(
        one if one.is_read or not _is_for(side, one) else replace(one, is_read=True) for one in case.entries
    )
    status = case.status
    if side is Side.OFFICER and status is CaseStatus.NEW:
        status = CaseStatus.READ
    return replace(case, status=status, entries=entries)


def told(case: Case, entry: Entry) -> Case:
    """An officer's line. What the sender had written was read before it was answered. Raise CaseEnded."""
    if entry.kind is EntryKind.NOTE:
        return replace(case, entries=(*case.entries, replace(entry, is_read=True)))
    ensure_running(case)
    read = seen_by(Side.OFFICER, case)
    return replace(read, status=_OFFICERS_STEPS[entry.kind], entries=(*read.entries, entry))


def handed(case: Case, officer: int | None) -> Case:
    """An officer's from now on, or nobody's. Raise CaseEnded."""
    ensure_running(case)
    return replace(case, assigned_to=officer)


def forwarded(case: Case, desk: Desk, *, notice: Entry, note: Entry) -> Case:
    """Another desk's from now on; the sender reads which, the officers why. Raise CaseEnded."""
    ensure_running(case)
    entries = (*case.entries, notice, replace(note, is_read=True))
    return replace(case, desk=desk, assigned_to=None, entries=entries)


def reminded(case: Case, entry: Entry, *, not_since: date) -> Case:
    """A question waits for its sender's word, who is reminded at most once since that day.

    Raise CaseEnded, NothingAsked, RemindedAlready.
    """
    ensure_running(case)
    if not case.awaits_sender:
        raise NothingAsked
    last = next((one for one in reversed(case.entries) if one.kind is EntryKind.REMINDED), None)
    if last is not None and last.on > not_since:
        raise RemindedAlready(day=f"{last.on:%d-%m-%Y}")
    return replace(case, entries=(*case.entries, entry))


def noticed(case: Case, entry: Entry) -> Case:
    """The house has something to tell the sender, whatever state the case is in."""
    return replace(case, entries=(*case.entries, entry))


def for_sender(case: Case) -> Case:
    """Without what officers wrote among themselves."""
    return replace(case, entries=tuple(one for one in case.entries if one.kind is not EntryKind.NOTE))


def _is_for(side: Side, entry: Entry) -> bool:
    if side is Side.OFFICER:
        return entry.side is Side.SENDER
    return entry.side is not Side.SENDER and entry.kind is not EntryKind.NOTE


def _own_unread(case: Case, entry_id: str) -> Entry:
    ensure_running(case)
    entry = next((one for one in case.entries if one.id == entry_id and one.side is Side.SENDER), None)
    if entry is None:
        raise CaseUnknown
    if entry.is_read:
        raise AlreadyRead
    return entry


def ensure_running(case: Case) -> None:
    """Raise CaseEnded for what is closed or withdrawn."""
    if case.status in _ENDED:
        raise CaseEnded


def _with(case: Case, entry: Entry) -> Case:
    return replace(case, entries=tuple(entry if one.id == entry.id else one for one in case.entries))


def _anew(case: Case, status: CaseStatus, entry: Entry, *, due_on: date) -> Case:
    """The clock begins anew, and nobody has been told of it yet."""
    return replace(case, status=status, answer_due_on=due_on, alarms=(), entries=(*case.entries, entry))
