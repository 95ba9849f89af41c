"""Who can open a sender, and the opening: two officers, a reason, and the sender is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from domain.actors import Actor, Role
from domain.concerns import threads
from domain.concerns.handling import case_of, day_of, midnight_of
from domain.concerns.records import EntryKind, Mode, SealOfficer, Side, Unsealing
from domain.concerns.refusals import (
    AnotherOfficerNeeded,
    NotEnrolled,
    NothingToUnseal,
    PassphraseShort,
    PassphraseWrong,
    TooManyOfficers,
    UnsealingNotRequested,
    UnsealingReasonNeeded,
)
from domain.forms import finish_form
from domain.people import Person
from domain.refusals import AlreadyDone
from domain.rights import acting_as, recently_proven
from domain.work import Store, Work

PASSPHRASE_AT_LEAST = 15
"""Signs (NIST SP 800-63B-4, 3.1.1.2: a password that guards alone)."""
OFFICERS_AT_MOST = 7
"""Every pair of them gets its two halves of every sender: 42 at most."""


@dataclass(frozen=True, slots=True)
class Proof:
    """An officer with their second factor: the passphrase of their key for seals."""

    by: Actor
    passphrase: str

    def __repr__(self) -> str:
        return f"Proof({self.by.label})"


class SealDesk:
    """Raise NotPermitted for who is no officer, PassphraseWrong for a passphrase that opens nothing.

    In the chat the passphrase is asked for only from officers who have just proven a second factor.
    """

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def officers(self) -> Sequence[tuple[Person, SealOfficer]]:
        """Who holds a key, also those who have left the service or the role: they open nothing any more."""
        with self._store.read() as work:
            return [(work.people.get(one.person_id), one) for one in work.concerns.officers()]

    def set_up(self, first: Proof, second: Proof, *, now: datetime) -> None:
        """Enrol the first two officers; from then on senders can be sealed.

        Raise AlreadyDone, AnotherOfficerNeeded, PassphraseShort.
        """
        with self._store.write() as work:
            if work.concerns.officers():
                raise AlreadyDone(subject="seal")
            _two_officers(work, first.by, second.by)
            for proof in (first, second):
                self._enrol(work, proof, now=now)
            work.commit()

    def enrol(self, new: Proof, *, first: Proof, second: Proof, now: datetime) -> None:
        """Enrol one more, with the word of two who are. The new one opens only what is sealed from now on.

        Raise AlreadyDone, AnotherOfficerNeeded, PassphraseShort, PassphraseWrong, TooManyOfficers.
        """
        with self._store.write() as work:
            _two_officers(work, first.by, second.by)
            for proof in (first, second):
                _prove(work, proof)
            enrolled = work.concerns.officers()
            if new.by.person_id in {one.person_id for one in enrolled}:
                raise AlreadyDone(subject="seal")
            if len(enrolled) >= OFFICERS_AT_MOST:
                raise TooManyOfficers(limit=OFFICERS_AT_MOST)
            self._enrol(work, new, now=now)
            work.commit()

    def prepare(self, number: str, *, by: Actor, now: datetime) -> Unsealing | None:
        """Before a passphrase is asked for: what waits for a second officer, if anything does.

        Raise SecondFactorNeeded, CaseUnknown, NothingToUnseal, NotEnrolled.
        """
        with self._store.write() as work:
            officer = acting_as(work, by, Role.OFFICER)
            recently_proven(work, by, now=now)
            case = case_of(work, number)
            if case.mode is not Mode.SEALED:
                raise NothingToUnseal
            if officer not in {one.person_id for one in work.concerns.officers()}:
                raise NotEnrolled
            asked = work.concerns.pending(case.number)
            work.commit()
        return asked

    def request(
        self, number: str, reason: str, proof: Proof, *, form_of: int | None = None, now: datetime
    ) -> Unsealing:
        """The first officer gives their half, for this case alone; a newer request replaces an older one.

        `form_of`: the Telegram user whose form ends with it. Raise CaseUnknown, NothingToUnseal,
        UnsealingReasonNeeded, NotEnrolled, SecondFactorNeeded.
        """
        said = reason.strip()
        if not said:
            raise UnsealingReasonNeeded
        today = day_of(now, self._zone)
        with self._store.write() as work:
            officer = acting_as(work, proof.by, Role.OFFICER)
            recently_proven(work, proof.by, now=now)
            case = case_of(work, number)
            if case.mode is not Mode.SEALED:
                raise NothingToUnseal
            _prove(work, proof)
            work.concerns.request(case.number, said, by=officer, passphrase=proof.passphrase, today=today)
            work.concerns.save(case, now=now)
            self._record(work, "unsealing_requested", case.number, proof.by.label, now=now)
            finish_form(work, form_of)
            work.commit()
        return Unsealing(number=case.number, reason=said, requested_by=officer, requested_on=today)

    def pending(self, number: str, *, by: Actor) -> Unsealing | None:
        """What the second officer is asked to agree to."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            return work.concerns.pending(case_of(work, number).number)

    def approve(self, number: str, proof: Proof, *, form_of: int | None = None, now: datetime) -> Person:
        """The second officer gives the other half: return the sender, who reads of it in the thread.

        Raise CaseUnknown, UnsealingNotRequested, AnotherOfficerNeeded, NotEnrolled, SecondFactorNeeded. The
        audit names both officers, the case and the day; it never names the sender.
        """
        today = day_of(now, self._zone)
        with self._store.write() as work:
            officer = acting_as(work, proof.by, Role.OFFICER)
            recently_proven(work, proof.by, now=now)
            case = case_of(work, number)
            asked = work.concerns.pending(case.number)
            if asked is None:
                raise UnsealingNotRequested
            _two_officers(work, Actor(asked.requested_by), proof.by)
            _prove(work, proof)
            sender = work.concerns.approve(case.number, by=officer, passphrase=proof.passphrase, today=today)
            notice = threads.line(Side.HOUSE, EntryKind.UNSEALED, asked.reason, on=today)
            work.concerns.save(threads.noticed(case, notice), now=now)
            first = Actor(asked.requested_by).label
            self._record(work, "unsealed", case.number, proof.by.label, now=now, requested_by=first)
            person = work.people.get(sender)
            finish_form(work, form_of)
            work.commit()
        return person

    def _enrol(self, work: Work, proof: Proof, *, now: datetime) -> None:
        officer = acting_as(work, proof.by, Role.OFFICER)
        if len(proof.passphrase) < PASSPHRASE_AT_LEAST:
            raise PassphraseShort(limit=PASSPHRASE_AT_LEAST)
        work.concerns.enrol(officer, proof.passphrase, today=day_of(now, self._zone))
        work.audit.add("seal.enrolled", by=proof.by.label, subject=f"person:{officer}", now=now)

    def _record(self, work: Work, what: str, number: str, by: str, *, now: datetime, **facts: str) -> None:
        on = midnight_of(now, self._zone)
        work.audit.add(f"concern.{what}", by=by, subject=f"concern:{number}", now=on, **facts)


def _prove(work: Work, proof: Proof) -> None:
    officer = acting_as(work, proof.by, Role.OFFICER)
    if not work.concerns.knows(officer, proof.passphrase):
        raise PassphraseWrong


def _two_officers(work: Work, first: Actor, second: Actor) -> None:
    acting_as(work, first, Role.OFFICER)
    acting_as(work, second, Role.OFFICER)
    if first.person_id == second.person_id:
        raise AnotherOfficerNeeded
