"""The officers' side of a concern: the queue of a desk, reading, answering, closing. Nobody is named here."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo

from domain.actors import Actor, Role
from domain.concerns import threads
from domain.concerns.desk import TEXT_AT_MOST, file_of
from domain.concerns.files import checked
from domain.concerns.records import Case, EntryKind, Side, StoredFile
from domain.concerns.refusals import AnswerEmpty, CaseMovedOn, CaseUnknown, ConcernTooLong
from domain.concerns.taxonomy import Desk
from domain.forms import finish_form
from domain.rights import acting_as
from domain.work import Store, Work

NOBODY = "sealed"
"""Stands in the audit where an actor would tell who had to do with a case."""
_FOR_FOLLOWERS = frozenset({EntryKind.ANSWER, EntryKind.CLOSING})


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
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            case = case_of(work, number)
            seen = threads.seen_by(Side.OFFICER, case)
            if seen != case:
                work.concerns.save(seen, now=now)
            note_step(work, seen.number, "read", zone=self._zone, now=now)
            work.commit()
        return seen

    def look(self, number: str, *, by: Actor) -> Case:
        """As `read`, without a sign that anybody has read it. Raise CaseUnknown."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            return case_of(work, number)

    def file(self, number: str, file_id: str, *, by: Actor) -> tuple[StoredFile, bytes]:
        """One file of a case. Raise CaseUnknown."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            return file_of(work, case_of(work, number), file_id)

    def answer(
        self,
        number: str,
        text: str,
        files: tuple[bytes, ...] = (),
        *,
        seen: str | None = None,
        form_of: int | None = None,
        by: Actor,
        now: datetime,
    ) -> Case:
        """Answer, also those that follow this case; the clocks stop.

        `files`: raw contents. `seen`: the newest line that the officer had read. `form_of`: the Telegram user
        whose form ends with it. Raise CaseUnknown, CaseEnded, CaseMovedOn, AnswerEmpty, ConcernTooLong, and
        what limits files.
        """
        return self._tell(number, EntryKind.ANSWER, text, files, seen=seen, form_of=form_of, by=by, now=now)

    def ask(
        self,
        number: str,
        text: str,
        files: tuple[bytes, ...] = (),
        *,
        seen: str | None = None,
        form_of: int | None = None,
        by: Actor,
        now: datetime,
    ) -> Case:
        """Ask back; the clock goes on. Raise as `answer`."""
        return self._tell(number, EntryKind.QUESTION, text, files, seen=seen, form_of=form_of, by=by, now=now)

    def close(
        self,
        number: str,
        reason: str,
        *,
        seen: str | None = None,
        form_of: int | None = None,
        by: Actor,
        now: datetime,
    ) -> Case:
        """Close with a reason that the sender reads and may contradict. Raise as `answer`."""
        return self._tell(number, EntryKind.CLOSING, reason, seen=seen, form_of=form_of, by=by, now=now)

    def note(self, number: str, text: str, *, form_of: int | None = None, by: Actor, now: datetime) -> Case:
        """A line among officers. Raise CaseUnknown, AnswerEmpty, ConcernTooLong."""
        return self._tell(number, EntryKind.NOTE, text, form_of=form_of, by=by, now=now)

    def _tell(
        self,
        number: str,
        kind: EntryKind,
        text: str,
        files: tuple[bytes, ...] = (),
        *,
        seen: str | None = None,
        form_of: int | None,
        by: Actor,
        now: datetime,
    ) -> Case:
        said, contents = words_of(text), checked(files)
        today = day_of(now, self._zone)
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            case = case_of(work, number)
            ensure_as_seen(case, seen)
            told = []
            for one in (case, *(followers_of(work, case) if kind in _FOR_FOLLOWERS else ())):
                kept = tuple(work.concerns.put_file(content, file_kind) for content, file_kind in contents)
                entry = threads.line(Side.OFFICER, kind, said, on=today, files=kept)
                told.append(threads.told(one, entry))
                keep(work, told[-1], kind, zone=self._zone, now=now)
            finish_form(work, form_of)
            work.commit()
        return told[0]


def words_of(text: str) -> str:
    """What an officer has written, ready to be kept. Raise AnswerEmpty, ConcernTooLong."""
    said = text.strip()
    if not said:
        raise AnswerEmpty
    if len(said) > TEXT_AT_MOST:
        raise ConcernTooLong(limit=TEXT_AT_MOST)
    return said


def case_of(work: Work, number: str) -> Case:
    """The case of a number as somebody typed it. Raise CaseUnknown."""
    case = work.concerns.case(number.strip().upper())
    if case is None:
        raise CaseUnknown
    return case


def followers_of(work: Work, case: Case) -> list[Case]:
    """Those that still run and have their answer from this one."""
    found = (work.concerns.case(number) for number in case.followers)
    return [one for one in found if one is not None and one.waits_for_answer]


def ensure_as_seen(case: Case, seen: str | None) -> None:
    """Raise CaseMovedOn where lines stand below the one that the officer had read; None: any will do."""
    if seen is None or seen == case.last_line:
        return
    ids = [one.id for one in case.entries]
    raise CaseMovedOn(count=len(ids) - ids.index(seen) - 1 if seen in ids else len(ids))


def keep(work: Work, case: Case, what: str, *, zone: tzinfo, now: datetime) -> None:
    """Save it, and say in the audit what was done to which case on which day."""
    work.concerns.save(case, now=now)
    note_step(work, case.number, what, zone=zone, now=now)


def note_step(work: Work, number: str, what: str, *, zone: tzinfo, now: datetime) -> None:
    """The audit's line: no officer and no time of day."""
    on = midnight_of(now, zone)
    work.audit.add(f"concern.{what}", by=NOBODY, subject=f"concern:{number}", now=on)


def day_of(now: datetime, zone: tzinfo) -> date:
    """The region's day."""
    return now.astimezone(zone).date()


def midnight_of(now: datetime, zone: tzinfo) -> datetime:
    """The beginning of the region's day: what the audit of a sealed case may know of a time."""
    return datetime.combine(day_of(now, zone), time.min, tzinfo=zone).astimezone(UTC)
