"""Asking, saying whether it helped, and the work list on which HR writes what was missing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from threading import Lock

from domain.actors import Actor, Role
from domain.forms import finish_form
from domain.knowledge.records import (
    UNANSWERED,
    Citation,
    Confidence,
    Draft,
    Finder,
    Found,
    Gap,
    Reading,
    Verdict,
    WrittenEntry,
)
from domain.knowledge.refusals import AnswerTooLong, EntryIncomplete, EntryNameUnfit
from domain.refusals import ChangedMeanwhile, NotFound
from domain.rights import acting_as
from domain.work import Store, Work

ANSWER_AT_MOST = 700
"""Characters of an answer: one idea a message, read on a small telephone."""
LISTED_AT_MOST = 50
_ID = re.compile(r"[a-z0-9_]{1,32}")  # a button carries it


class KnowledgeDesk:
    """Nobody is named here: what is kept of a question is its form and how often it was asked."""

    def __init__(self, store: Store, finder: Finder, *, zone: tzinfo) -> None:
        self._store = store
        self._finder = finder
        self._zone = zone
        self._learnt: int | None = None
        self._learning = Lock()

    def prepare(self) -> None:
        """Learn everything that can be found; whoever asks first does not wait for it then."""
        with self._store.read() as work:
            self._learn(work)

    def ask(self, question: str, *, now: datetime) -> Found:
        """Find the answer; a question without one goes on HR's work list."""
        self.prepare()
        found = self._finder.find(question)
        if found.confidence is Confidence.HAND_OVER:
            self._miss(question, about="", why=UNANSWERED, now=now)
        return found

    def read(self, entry_id: str) -> Reading:
        """The entry to show, HR's where there is one. Raise NotFound."""
        with self._store.read() as work:
            written = next((one for one in work.knowledge.current() if one.draft.id == entry_id), None)
        if written is not None:
            draft = written.draft
            cited = Citation(source=draft.source, dated_on=draft.dated_on, version=written.version)
            return Reading(id=entry_id, cited=cited, written=draft)
        shipped = self._finder.citation(entry_id)
        if shipped is None:
            raise NotFound(subject=entry_id)
        return Reading(id=entry_id, cited=shipped, written=None)

    def none_of_these(self, question: str, *, now: datetime) -> None:
        """Nothing of what was offered was meant: the question waits for HR."""
        self._miss(question, about="", why=UNANSWERED, now=now)

    def rate(self, entry_id: str, verdict: Verdict, *, question: str, now: datetime) -> None:
        """Take down whether an answer helped; where it did not, the question waits for HR.

        `question` is what was asked, empty where that is no longer known. Raise NotFound for no entry.
        """
        self.prepare()
        if not self._finder.knows(entry_id):
            raise NotFound(subject=entry_id)
        form = "" if verdict is Verdict.HELPED else self._finder.form(question)
        with self._store.write() as work:
            work.knowledge.rate(entry_id, verdict)
            if form:
                work.knowledge.count_gap(form, about=entry_id, why=verdict, today=self._day(now))
            work.commit()

    def work_list(self, *, by: Actor) -> Sequence[Gap]:
        """The questions that wait, the most asked first. Officers only: raise NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            return work.knowledge.gaps(LISTED_AT_MOST)

    def write(
        self,
        draft: Draft,
        *,
        answers: str | None = None,
        seen: int | None = None,
        form_of: int | None = None,
        by: Actor,
        now: datetime,
    ) -> WrittenEntry:
        """Take in an entry; the next person who asks it is answered. Return it under its version.

        `answers`: the gap that it closes, whose form becomes one more phrasing. `seen`: HR's version on which
        the officer wrote, 0 where there was none; written anew since, it is refused. Raise EntryIncomplete,
        AnswerTooLong, ChangedMeanwhile, NotFound for a gap that no longer waits, NotPermitted for who is no
        officer.
        """
        ensure_whole(draft)
        with self._store.write() as work:
            officer = acting_as(work, by, Role.OFFICER)
            newest = work.knowledge.version_of(draft.id)
            if seen is not None and newest != seen:
                raise ChangedMeanwhile(subject=draft.question.indonesian)
            if answers is not None:
                draft = _with_phrasing(draft, _close(work, answers))
            entry = WrittenEntry(draft=draft, version=newest + 1, written_at=now)
            work.knowledge.write(entry, by=officer)
            finish_form(work, form_of)
            subject = f"knowledge:{draft.id}"
            work.audit.add("knowledge.written", by=by.label, subject=subject, now=now, version=entry.version)
            work.commit()
        return entry

    def withdraw(self, entry_id: str, *, by: Actor, now: datetime) -> None:
        """Take HR's entry out of use; a shipped one by that id stands again. Raise NotFound, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            if not work.knowledge.withdraw(entry_id, now=now):
                raise NotFound(subject=entry_id)
            work.audit.add("knowledge.withdrawn", by=by.label, subject=f"knowledge:{entry_id}", now=now)
            work.commit()

    def set_aside(self, gap_id: str, *, by: Actor, now: datetime) -> None:
        """Take a question off the list without an answer. Raise NotFound, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            _close(work, gap_id)
            work.audit.add("knowledge.set_aside", by=by.label, subject=f"gap:{gap_id}", now=now)
            work.commit()

    def _miss(self, question: str, *, about: str, why: str, now: datetime) -> None:
        self.prepare()
        form = self._finder.form(question)
        if not form:
            return
        with self._store.write() as work:
            work.knowledge.count_gap(form, about=about, why=why, today=self._day(now))
            work.commit()

    def _learn(self, work: Work) -> None:
        """Another process may have taken in an entry: what is found follows the database."""
        with self._learning:
            revision = work.knowledge.revision
            if revision != self._learnt:
                self._finder.learn(work.knowledge.current())
                self._learnt = revision

    def _day(self, now: datetime) -> date:
        return now.astimezone(self._zone).date()


def ensure_whole(draft: Draft) -> None:
    """Raise EntryIncomplete, EntryNameUnfit, AnswerTooLong."""
    both = (draft.question, draft.answer)
    said = [draft.id, draft.source, *(text for one in both for text in (one.indonesian, one.english))]
    if not all(text.strip() for text in said):
        raise EntryIncomplete
    if _ID.fullmatch(draft.id) is None:
        raise EntryNameUnfit
    if max(len(draft.answer.indonesian), len(draft.answer.english)) > ANSWER_AT_MOST:
        raise AnswerTooLong(limit=ANSWER_AT_MOST)


def _close(work: Work, gap_id: str) -> str:
    gap = work.knowledge.gap(gap_id)
    if gap is None:
        raise NotFound(subject=gap_id)
    work.knowledge.close_gap(gap.form)
    return gap.form


def _with_phrasing(draft: Draft, form: str) -> Draft:
    return replace(draft, phrasings=(*draft.phrasings, form))
