"""The officers' side of a concern: the queue of a desk, reading, answering, closing. Nobody is named here."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, tzinfo

from domain.actors import Actor, Role
from domain.concerns import threads
from domain.concerns.desk import TEXT_AT_MOST, file_of
from domain.concerns.records import Case, Entry, EntryKind, Side, StoredFile
from domain.concerns.refusals import AnswerEmpty, CaseUnknown, ConcernTooLong
from domain.concerns.taxonomy import Desk
from domain.rights import acting_as
from domain.work import Store, Work

NOBODY = "sealed"
"""Stands in the audit where an actor would tell who had to do with a case."""


class HandlingDesk:
    """Every call is an officer's: raise NotPermitted. Senders are known by the case's alias alone.

    The audit says what was done to which case on which day, never by whom (issue 5, item 5).
    """

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def queue(self, desk: Desk | None = None, *, by: Actor) -> Sequence[Case]:
        """The cases that wait, of one desk if given, the most urgent first; then the others."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            cases = [one for one in work.concerns.all() if desk in {None, one.desk}]
        return sorted(cases, key=lambda one: (not one.waits_for_answer, one.answer_due_on, one.number))

    def read(self, number: str, *, by: Actor, now: datetime) -> Case:
        """The whole thread with its notes; the sender's lines count as read henceforth. Raise CaseUnknown."""
        return self._step(number, "read", lambda case: threads.seen_by(Side.OFFICER, case), by=by, now=now)

    def file(self, number: str, file_id: str, *, by: Actor) -> tuple[StoredFile, bytes]:
        """One file of a case. Raise CaseUnknown."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            return file_of(work, case_of(work, number), file_id)

    def answer(self, number: str, text: str, *, by: Actor, now: datetime) -> Case:
        """Answer; the clock stops. Raise CaseUnknown, CaseEnded, AnswerEmpty, ConcernTooLong."""
        return self._tell(number, EntryKind.ANSWER, text, by=by, now=now)

    def ask(self, number: str, text: str, *, by: Actor, now: datetime) -> Case:
        """Ask back; the clock goes on. Raise as `answer`."""
        return self._tell(number, EntryKind.QUESTION, text, by=by, now=now)

    def close(self, number: str, reason: str, *, by: Actor, now: datetime) -> Case:
        """Close with a reason that the sender reads and may contradict. Raise as `answer`."""
        return self._tell(number, EntryKind.CLOSING, reason, by=by, now=now)

    def note(self, number: str, text: str, *, by: Actor, now: datetime) -> Case:
        """A line among officers. Raise CaseUnknown, AnswerEmpty, ConcernTooLong."""
        return self._tell(number, EntryKind.NOTE, text, by=by, now=now)

    def _tell(self, number: str, kind: EntryKind, text: str, *, by: Actor, now: datetime) -> Case:
        said = text.strip()
        if not said:
            raise AnswerEmpty
        if len(said) > TEXT_AT_MOST:
            raise ConcernTooLong(limit=TEXT_AT_MOST)
        entry: Entry = threads.line(Side.OFFICER, kind, said, on=day_of(now, self._zone))
        return self._step(number, kind, lambda case: threads.told(case, entry), by=by, now=now)

    def _step(
        self, number: str, what: str, step: Callable[[Case], Case], *, by: Actor, now: datetime
    ) -> Case:
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            case = step(case_of(work, number))
            work.concerns.save(case, now=now)
            subject, on = f"concern:{case.number}", midnight_of(now, self._zone)
            work.audit.add(f"concern.{what}", by=NOBODY, subject=subject, now=on)
            work.commit()
        return case


def case_of(work: Work, number: str) -> Case:
    """The case of a number as somebody typed it. Raise CaseUnknown."""
    case = work.concerns.case(number.strip().upper())
    if case is None:
        raise CaseUnknown
    return case


def day_of(now: datetime, zone: tzinfo) -> date:
    """The region's day."""
    return now.astimezone(zone).date()


def midnight_of(now: datetime, zone: tzinfo) -> datetime:
    """The beginning of the region's day: what the audit of a sealed case may know of a time."""
    return datetime.combine(day_of(now, zone), time.min, tzinfo=zone).astimezone(UTC)
