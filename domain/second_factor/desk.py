"""Setting, proving and resetting an officer's second factor.

Whoever tries does so from the officer's own linked account: nobody else can use up the tries of another.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.actors import Actor, Role
from domain.linking.binding import tell_holders
from domain.official.notices import tell_person
from domain.people import Person
from domain.refusals import NotFound, NotPermitted
from domain.rights import acting_as, recently_proven
from domain.second_factor.pins import checked_pin
from domain.second_factor.records import Factor, Kind
from domain.second_factor.refusals import NoSecondFactor, NotOfficer, ProofLocked, ProofWrong
from domain.work import Store, Work

SECRET_BYTES = 20
"""RFC 4226, 4 (R6): 160 bits."""
TRIES = 5
"""Wrong tries until a pause (OWASP ASVS 4.0.3, 2.2.1 allows a hundred in an hour; digits are few)."""
PAUSES = (timedelta(minutes=15), timedelta(hours=1), timedelta(days=1))
"""After every five wrong tries, longer each time: 15 guesses in the first day, five a day afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """How an officer's acts are guarded: the factor in force, and until when the proof holds at most."""

    factor: Factor | None
    is_proven: bool


class SecondFactorDesk:
    """For officers themselves; a reset is for administrators and the operator."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def guard(self, *, by: Actor, now: datetime) -> Guard:
        """Raise NotOfficer."""
        with self._store.read() as work:
            person_id = _officer(work, by)
            account = work.linking.account_of(person_id)
            session = work.second_factors.session(person_id)
            counts = account is not None and session is not None and session.counts(account.id, now=now)
            return Guard(factor=work.second_factors.of(person_id), is_proven=counts)

    def ensure_may_set(self, *, by: Actor, now: datetime) -> None:
        """Raise SecondFactorNeeded where there is one already and it has not just been proven."""
        with self._store.read() as work:
            _may_set(work, by, now=now)

    def propose_pin(self, pin: str, *, by: Actor, now: datetime) -> None:
        """Keep a PIN that is to be repeated. Raise NotAPin, PinTooSimple, SecondFactorNeeded."""
        with self._store.write() as work:
            person_id = _may_set(work, by, now=now)
            digits = checked_pin(pin, nip=work.people.get(person_id).nip)
            work.second_factors.propose(person_id, Kind.PIN, digits, now=now)
            work.commit()

    def propose_totp(self, *, by: Actor, now: datetime) -> bytes:
        """Make and return the secret for the officer's app, to be confirmed by a first code."""
        secret = secrets.token_bytes(SECRET_BYTES)
        with self._store.write() as work:
            person_id = _may_set(work, by, now=now)
            work.second_factors.propose(person_id, Kind.TOTP, secret, now=now)
            work.commit()
        return secret

    def confirm(self, answer: str, *, by: Actor, now: datetime) -> Kind:
        """Put in force what was being set up, and count the answer as a first proof.

        After five wrong answers it is forgotten. Raise NoSecondFactor, ProofWrong.
        """
        with self._store.write() as work:
            person_id = _may_set(work, by, now=now)
            proposed = work.second_factors.proposed(person_id)
            if proposed is None:
                raise NoSecondFactor
            wrong = None
            if work.second_factors.fits(person_id, _typed(answer), is_proposed=True, now=now):
                self._put_in_force(work, person_id, proposed.kind, now=now)
            else:
                wrong = _wrong_setting(work, proposed)
            work.commit()
        if wrong is not None:
            raise wrong
        return proposed.kind

    def prove(self, answer: str, *, by: Actor, now: datetime) -> None:
        """Begin a proof. Raise NoSecondFactor, ProofWrong, ProofLocked."""
        with self._store.write() as work:
            person_id = _officer(work, by)
            factor = work.second_factors.of(person_id)
            if factor is None:
                raise NoSecondFactor
            _ensure_open(factor, now)
            wrong = None
            if work.second_factors.fits(person_id, _typed(answer), now=now):
                work.second_factors.note_try(person_id, failures=0, locked_until=None)
                _begin(work, person_id, now=now)
            else:
                wrong = _wrong(work, factor, now=now)
            work.commit()
        if wrong is not None:
            raise wrong

    def end(self, *, by: Actor) -> None:
        """The officer puts the telephone down: the next act asks anew."""
        with self._store.write() as work:
            if work.second_factors.end(_officer(work, by)):
                work.commit()

    def reset(self, nip: str, *, by: Actor, now: datetime) -> Person:
        """Take somebody's factor away, so that they set a new one; they are told.

        By another administrator with a proof of their own, or by the operator. Raise NotPermitted,
        SecondFactorNeeded, NotFound, NoSecondFactor.
        """
        with self._store.write() as work:
            person = work.people.by_nip("".join(nip.split()))
            if by.person_id is not None:
                acting_as(work, by, Role.ADMINISTRATOR)
                recently_proven(work, by, now=now)
            if person is None:
                raise NotFound(subject=nip)
            if person.id == by.person_id:
                raise NotPermitted(role=Role.ADMINISTRATOR)
            if not work.second_factors.drop(person.id):
                raise NoSecondFactor
            work.audit.add("second_factor.reset", by=by.label, subject=f"person:{person.id}", now=now)
            tell_person(
                work,
                person.id,
                unique=f"second_factor:{person.id}:reset:{now.isoformat()}",
                text_key="proof.told.reset",
                now=now,
            )
            work.commit()
        return person

    def _put_in_force(self, work: Work, person_id: int, kind: Kind, *, now: datetime) -> None:
        work.second_factors.confirm(person_id, now=now)
        _begin(work, person_id, now=now)
        subject = f"person:{person_id}"
        work.audit.add("second_factor.set", by=subject, subject=subject, now=now, kind=kind)
        # Whoever holds an unlocked telephone could set the first one: others hear of it.
        name = work.people.get(person_id).full_name
        tell_holders(
            work,
            (Role.ADMINISTRATOR,),
            f"second_factor:{person_id}:set:{now.isoformat()}",
            f"proof.told.set.{kind}",
            facts={"name": name},
            but=(person_id,),
            now=now,
        )


def _officer(work: Work, by: Actor) -> int:
    person_id = by.person_id
    if person_id is None or not work.people.roles_of(person_id):
        raise NotOfficer
    if not work.people.get(person_id).is_active:
        raise NotOfficer
    return person_id


def _may_set(work: Work, by: Actor, *, now: datetime) -> int:
    person_id = _officer(work, by)
    if work.second_factors.of(person_id) is not None:
        recently_proven(work, by, now=now)
    return person_id


def _typed(answer: str) -> str:
    return "".join(answer.split())


def _begin(work: Work, person_id: int, *, now: datetime) -> None:
    account = work.linking.account_of(person_id)
    if account is None:
        raise NotOfficer
    work.second_factors.begin(person_id, account_id=account.id, now=now)
    subject = f"person:{person_id}"
    work.audit.add("second_factor.proven", by=subject, subject=subject, now=now)


def _ensure_open(factor: Factor, now: datetime) -> None:
    if factor.locked_until is not None and now < factor.locked_until:
        raise ProofLocked(count=_minutes(factor.locked_until - now))


def _wrong_setting(work: Work, proposed: Factor) -> ProofWrong | NoSecondFactor:
    failures = proposed.failures + 1
    if failures >= TRIES:
        work.second_factors.withdraw(proposed.person_id)
        return NoSecondFactor()
    work.second_factors.note_try(proposed.person_id, failures=failures, locked_until=None, is_proposed=True)
    return ProofWrong(count=TRIES - failures)


def _wrong(work: Work, factor: Factor, *, now: datetime) -> ProofWrong | ProofLocked:
    failures = factor.failures + 1
    rounds, left = failures // TRIES, TRIES - failures % TRIES
    pause = PAUSES[min(rounds, len(PAUSES)) - 1] if failures % TRIES == 0 else None
    work.second_factors.note_try(
        factor.person_id, failures=failures, locked_until=None if pause is None else now + pause
    )
    subject = f"person:{factor.person_id}"
    what = "second_factor.wrong" if pause is None else "second_factor.locked"
    work.audit.add(what, by=subject, subject=subject, now=now, failures=failures)
    return ProofWrong(count=left) if pause is None else ProofLocked(count=_minutes(pause))


def _minutes(span: timedelta) -> int:
    return max(1, -(-int(span.total_seconds()) // 60))
