"""One's own objection: the clock, the letter, handing it in, taking it back."""

from dataclasses import replace
from datetime import date, datetime, tzinfo

from domain.actors import Actor
from domain.calendar.off_days import Estimate
from domain.forms import finish_form
from domain.linking.binding import tell_officers
from domain.objections.decrees import Decree, decree_of
from domain.objections.own import OwnObjection, own_objection
from domain.objections.records import DecreeDay, Objection, State, Writing
from domain.objections.refusals import (
    DayAhead,
    DayBeforeDecree,
    GroundsNeeded,
    NoDecreeYet,
    NoObjectionOpen,
    ObjectionAnswered,
    ObjectionSubmitted,
    SignedFileMissing,
    SignedFilesFull,
    WritingTooLong,
)
from domain.objections.signed_files import FILES_AT_MOST, check_size, media_of, shown_name
from domain.official.digests import digest_of
from domain.official.records import Kind, NewDocument
from domain.typed_codes import random_code
from domain.work import Store, Work

REASONS_AT_MOST = 20_000
DOCUMENTS_AT_MOST = 4_000
NUMBER_AT_MOST = 120
_HALF = 4


class ObjectionDesk:
    """What a person does about the newest decree that is about them."""

    def __init__(self, store: Store, *, estimate: Estimate, zone: tzinfo) -> None:
        self._store = store
        self._estimate = estimate
        self._zone = zone

    def own(self, person_id: int, *, now: datetime) -> OwnObjection:
        """As it stands now: the clock is counted anew at every call."""
        with self._store.read() as work:
            return self._own(work, person_id, now)

    def state_day(
        self, person_id: int, which: DecreeDay, day: date, *, form_of: int | None = None, now: datetime
    ) -> OwnObjection:
        """Keep when the decree was received, or the day that is printed on it.

        Raise NoDecreeYet, DayAhead, DayBeforeDecree.
        """
        with self._store.write() as work:
            decree = self._decree(work, person_id)
            if day > self._today(now):
                raise DayAhead
            kept = decree.days
            days = (
                replace(kept, received_on=day)
                if which is DecreeDay.RECEIVED
                else replace(kept, printed_on=day)
            )
            moved = replace(decree, days=days)
            if days.received_on is not None and days.received_on < moved.decided_on:
                raise DayBeforeDecree(day=f"{moved.decided_on:%d-%m-%Y}")
            work.objections.state_days(decree.proposal.id, days, now=now)
            finish_form(work, form_of)
            shown = self._own(work, person_id, now)
            work.commit()
        return shown

    def write(
        self, person_id: int, writing: Writing, *, form_of: int | None = None, now: datetime
    ) -> OwnObjection:
        """Make the letter, or make it anew; from now on its person is reminded of the safe day.

        Raise NoDecreeYet, GroundsNeeded, WritingTooLong, ObjectionSubmitted, ObjectionAnswered.
        """
        _check(writing)
        with self._store.write() as work:
            decree = self._decree(work, person_id)
            kept = work.objections.newest(decree.proposal.id)
            if kept is not None and kept.state is State.SUBMITTED:
                raise ObjectionSubmitted
            if kept is not None and kept.state is State.ANSWERED:
                raise ObjectionAnswered
            code = self._code(work, Kind.OBJECTION_LETTER, person_id, now)
            if kept is not None and kept.state is State.DRAFTED:
                work.codes.withdraw(kept.letter_code, now=now)
                work.objections.rewrite(kept.id, writing, code=code, now=now)
                subject = kept.id
            else:
                subject = work.objections.add(decree.proposal.id, person_id, writing, code=code, now=now)
                work.objections.remind(decree.proposal.id, person_id, now=now)
            work.audit.add("objection.drafted", by=_by(person_id), subject=f"objection:{subject}", now=now)
            finish_form(work, form_of)
            shown = self._own(work, person_id, now)
            work.commit()
        return shown

    def note_paper(self, code: str, content: bytes) -> None:
        """A paper bears its own code: what the code stands for is known once the file is made."""
        with self._store.write() as work:
            work.codes.attach(code, digest_of(content))
            work.commit()

    def add_file(self, person_id: int, name: str, content: bytes, *, now: datetime) -> OwnObjection:
        """Take in a signed letter or a document that belongs to it; the same one twice is kept once.

        Raise NoObjectionOpen, ObjectionSubmitted, SignedFileTooLarge, SignedFileEmpty, SignedFileUnknown,
        SignedFilesFull.
        """
        check_size(len(content))
        media, digest = media_of(content), digest_of(content)
        with self._store.write() as work:
            objection = self._drafted(work, person_id)
            kept = work.objections.files(objection.id)
            if all(one.digest != digest for one in kept):
                if len(kept) >= FILES_AT_MOST:
                    raise SignedFilesFull(limit=FILES_AT_MOST)
                work.objections.add_file(
                    objection.id, content, name=shown_name(name), media=media, digest=digest, now=now
                )
            shown = self._own(work, person_id, now)
            work.commit()
        return shown

    def drop_files(self, person_id: int, *, now: datetime) -> OwnObjection:
        """Take back what was sent and not handed in yet."""
        with self._store.write() as work:
            work.objections.drop_files(self._drafted(work, person_id).id)
            shown = self._own(work, person_id, now)
            work.commit()
        return shown

    def submit(
        self, person_id: int, *, on_paper: bool, form_of: int | None = None, now: datetime
    ) -> OwnObjection:
        """Hand it in, also when every limit is past; its number is the receipt.

        `on_paper`: its person states that the signed letter was handed in at the office.
        Raise NoObjectionOpen, ObjectionSubmitted, SignedFileMissing.
        """
        with self._store.write() as work:
            objection = self._drafted(work, person_id)
            if not on_paper and not work.objections.files(objection.id):
                raise SignedFileMissing
            number = f"KBR-{random_code(_HALF)}-{random_code(_HALF)}"
            code = self._code(work, Kind.RECEIPT, person_id, now)
            work.objections.submit(objection.id, number, code=code, on_paper=on_paper, now=now)
            work.objections.stop_reminding(objection.proposal_id)
            work.audit.add(
                "objection.submitted", by=_by(person_id), subject=f"objection:{objection.id}", now=now
            )
            finish_form(work, form_of)
            shown = self._own(work, person_id, now)
            if shown.answer_due is not None:
                day = f"{shown.answer_due.last_day:%d-%m-%Y}"
                tell_officers(
                    work,
                    f"objection:{objection.id}:in",
                    "objection.notice.in",
                    now=now,
                    number=number,
                    day=day,
                )
            work.commit()
        return shown

    def withdraw(self, person_id: int, *, now: datetime) -> OwnObjection:
        """Take it back before it is answered. Raise NoObjectionOpen, ObjectionAnswered."""
        with self._store.write() as work:
            objection = self._newest(work, person_id)
            if objection.state is State.ANSWERED:
                raise ObjectionAnswered
            if not objection.is_open:
                raise NoObjectionOpen
            work.objections.withdraw(objection.id, now=now)
            work.objections.stop_reminding(objection.proposal_id)
            work.audit.add(
                "objection.withdrawn", by=_by(person_id), subject=f"objection:{objection.id}", now=now
            )
            if objection.number is not None:
                unique = f"objection:{objection.id}:withdrawn"
                tell_officers(work, unique, "objection.notice.withdrawn", now=now, number=objection.number)
            shown = self._own(work, person_id, now)
            work.commit()
        return shown

    def remind(self, person_id: int, *, wanted: bool, now: datetime) -> OwnObjection:
        """Be reminded of the safe day, or no more. Raise NoDecreeYet."""
        with self._store.write() as work:
            proposal_id = self._decree(work, person_id).proposal.id
            if wanted:
                work.objections.remind(proposal_id, person_id, now=now)
            else:
                work.objections.stop_reminding(proposal_id)
            shown = self._own(work, person_id, now)
            work.commit()
        return shown

    def _own(self, work: Work, person_id: int, now: datetime) -> OwnObjection:
        return own_objection(work, person_id, estimate=self._estimate, zone=self._zone, now=now)

    def _decree(self, work: Work, person_id: int) -> Decree:
        decree = decree_of(work, person_id, zone=self._zone)
        if decree is None:
            raise NoDecreeYet
        return decree

    def _newest(self, work: Work, person_id: int) -> Objection:
        objection = work.objections.newest(self._decree(work, person_id).proposal.id)
        if objection is None:
            raise NoObjectionOpen
        return objection

    def _drafted(self, work: Work, person_id: int) -> Objection:
        objection = self._newest(work, person_id)
        if objection.state is State.SUBMITTED:
            raise ObjectionSubmitted
        if objection.state is not State.DRAFTED:
            raise NoObjectionOpen
        return objection

    def _code(self, work: Work, kind: Kind, person_id: int, now: datetime) -> str:
        day = self._today(now)
        paper = NewDocument(kind=kind, title="", digest=None, addressee=person_id, issued_on=day)
        return work.codes.issue(paper, now=now)

    def _today(self, now: datetime) -> date:
        return now.astimezone(self._zone).date()


def _check(writing: Writing) -> None:
    if not writing.grounds or not writing.reasons.strip():
        raise GroundsNeeded
    for text, limit in (
        (writing.reasons, REASONS_AT_MOST),
        (writing.documents, DOCUMENTS_AT_MOST),
        (writing.decree_number, NUMBER_AT_MOST),
    ):
        if len(text) > limit:
            raise WritingTooLong(count=len(text), limit=limit)


def _by(person_id: int) -> str:
    return Actor(person_id).label
