"""Claims: where HR has no telephone on record, two officers decide who somebody is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.actors import Actor, Role
from domain.linking.binding import bind, tell_officers
from domain.linking.records import Cause, Claim, NewClaim, Purpose
from domain.linking.refusals import NotLinked, OwnClaim, SameOfficer
from domain.outbox import Message
from domain.people import Person
from domain.refusals import AlreadyDone
from domain.rights import acting_as
from domain.work import Store, Work

NOTICE_FOR = timedelta(days=1)  # how long an old chat can object after the second approval


@dataclass(frozen=True, slots=True)
class PendingClaim:
    """A claim with the person it names, for officers' eyes."""

    claim: Claim
    person: Person


class ClaimDesk:
    """Two officers approve by hand, neither being the claimant; an old chat has a day to object."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def pending(self) -> list[PendingClaim]:
        with self._store.read() as work:
            return [PendingClaim(one, work.people.get(one.person_id)) for one in work.linking.open_claims()]

    def approve(self, claim_id: int, *, by: Actor, now: datetime) -> Claim:
        """Approve once; the second officer's approval lets it take effect, at once or after a day."""
        with self._store.write() as work:
            claim = work.linking.claim(claim_id)
            officer = _officer(work, by, claim)
            approved = _approved(work, claim, officer, now)
            work.linking.approve_claim(claim, by=officer, effective_at=approved.effective_at, now=now)
            work.audit.add("claim.approved", by=by.label, subject=f"claim:{claim_id}", now=now)
            if approved.effective_at == now:
                _take_effect(work, approved, now)
            elif approved.effective_at is not None:
                _warn_old_chat(work, approved, now=now)
            work.commit()
        return approved

    def reject(self, claim_id: int, *, by: Actor, now: datetime) -> None:
        with self._store.write() as work:
            claim = work.linking.claim(claim_id)
            _officer(work, by, claim)
            _close(work, claim, Cause.REJECTED, by=by.label, now=now)
            work.commit()

    def deny(self, claim_id: int, *, user_id: int, now: datetime) -> None:
        """The old chat says "this is not me": the claim ends, the old link stays, HR is told."""
        with self._store.write() as work:
            claim = work.linking.claim(claim_id)
            old = work.linking.account_of(claim.person_id)
            if old is None or old.user_id != user_id:
                raise NotLinked
            _close(work, claim, Cause.NOT_ME, by=f"person:{claim.person_id}", now=now)
            name = work.people.get(claim.person_id).full_name
            tell_officers(work, f"claim:{claim.id}:denied", "linking.hr.not_me", now=now, name=name)
            work.commit()

    def settle_due(self, *, now: datetime) -> int:
        """Let every claim whose day of notice is over take effect, each in a unit of its own."""
        with self._store.read() as work:
            due = [one.id for one in work.linking.open_claims() if _is_due(one, now)]
        for claim_id in due:
            with self._store.write() as work:
                _take_effect(work, work.linking.claim(claim_id), now)
                work.commit()
        return len(due)


def open_claim(work: Work, person: Person, claimant: NewClaim, *, now: datetime) -> Claim:
    """Enter a claim after a right code, use up the letter, tell the officers and any old chat."""
    claim = work.linking.open_claim(claimant, now=now)
    work.linking.close_invitations(person.id, cause=Cause.USED, now=now)
    work.audit.add("claim.opened", by="visitor", subject=f"claim:{claim.id}", now=now, person=person.id)
    tell_officers(work, f"claim:{claim.id}:opened", "linking.hr.claim", now=now, number=str(claim.id))
    _tell_claimant(work, claim, "linking.claimed", now=now)
    _warn_old_chat(work, claim, now=now)
    return claim


def _officer(work: Work, by: Actor, claim: Claim) -> int:
    officer = acting_as(work, by, Role.OFFICER, Role.ADMINISTRATOR)
    # Also by an account that they have unlinked before claiming with it.
    if officer == claim.person_id or work.linking.was_linked(officer, user_id=claim.user_id):
        raise OwnClaim
    return officer


def _approved(work: Work, claim: Claim, officer: int, now: datetime) -> Claim:
    if claim.second_by is not None:
        raise AlreadyDone(subject=f"claim {claim.id}")
    if claim.first_by is None:
        return replace(claim, first_by=officer)
    if claim.first_by == officer:
        raise SameOfficer
    notice = NOTICE_FOR if work.linking.account_of(claim.person_id) else timedelta(0)
    return replace(claim, second_by=officer, effective_at=now + notice)


def _is_due(claim: Claim, now: datetime) -> bool:
    return claim.effective_at is not None and claim.effective_at <= now


def _take_effect(work: Work, claim: Claim, now: datetime) -> None:
    person = work.people.get(claim.person_id)
    if not (person.is_active and work.linking.consents_of(claim.user_id)[Purpose.LINKING]):
        _close(work, claim, Cause.NO_LONGER_POSSIBLE, by="clock", now=now)
        return
    # Whoever links the same account or person by a letter at this moment waits, or is waited for.
    work.linking.queue_up(claim.user_id)
    work.linking.newest_invitation_of(person.id)
    bind(work, person, _claimant(claim), now=now)
    work.linking.close_claims_of(person.id, cause=Cause.USED, now=now)


def _claimant(claim: Claim) -> NewClaim:
    return NewClaim(
        person_id=claim.person_id, user_id=claim.user_id, chat_id=claim.chat_id, language=claim.language
    )


def _close(work: Work, claim: Claim, cause: Cause, *, by: str, now: datetime) -> None:
    work.linking.close_claim(claim.id, cause=cause, now=now)
    work.audit.add("claim.closed", by=by, subject=f"claim:{claim.id}", now=now, cause=cause)
    _tell_claimant(work, claim, "linking.claim_closed", now=now)


def _tell_claimant(work: Work, claim: Claim, text_key: str, *, now: datetime) -> None:
    work.outbox.put(
        Message(
            unique=f"claim:{claim.id}:{text_key}",
            chat_id=claim.chat_id,
            language=claim.language,
            text_key=text_key,
        ),
        now=now,
    )


def _warn_old_chat(work: Work, claim: Claim, *, now: datetime) -> None:
    """Each chat once: it may not be the one that was linked when the claim was opened."""
    old = work.linking.account_of(claim.person_id)
    if old is None:
        return
    work.outbox.put(
        Message(
            unique=f"claim:{claim.id}:old_chat:{old.id}",
            chat_id=old.chat_id,
            language=old.language,
            text_key="linking.claimed_elsewhere",
            buttons=(("linking.button.not_me", f"v1:link_deny:{claim.id}"),),
        ),
        now=now,
    )
