"""Making and ending a link, and telling whoever loses one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from domain.actors import Role
from domain.liaison.notice import tell_all_recorded
from domain.linking.records import Account, Cause, NewClaim
from domain.official.phrases import give_phrase
from domain.outbox import Lane, Message
from domain.people import Person
from domain.pilot_records import only_guests
from domain.proposal_notice import tell_proposed
from domain.refusals import Fact
from domain.transfers import is_open, proposals_of
from domain.work import Work

CONFIRM_WITHIN_DAYS = 7  # how long the old chat may answer "this was not me"


def bind(work: Work, person: Person, claimant: NewClaim, *, now: datetime) -> Account:
    """One account, one person: earlier links of either end here, and the old chats are told and asked.

    Raise NotAGuest during a trial run on others.
    """
    only_guests(work, person.id)
    earlier = {
        old.id: old
        for old in (work.linking.account_of(person.id), work.linking.account_of_user(claimant.user_id))
        if old is not None
    }
    for old in earlier.values():
        is_same = (old.user_id, old.person_id) == (claimant.user_id, person.id)
        end(work, old, Cause.RENEWED if is_same else Cause.MOVED, by=f"person:{person.id}", now=now)
        if not is_same:
            _ask_old_chat(work, old, now=now)
    account = work.linking.link(
        person.id,
        user_id=claimant.user_id,
        chat_id=claimant.chat_id,
        language=claimant.language,
        now=now,
    )
    work.linking.bind_consents(claimant.user_id, person_id=person.id)
    work.linking.close_invitations(person.id, cause=Cause.USED, now=now)
    work.audit.add(
        "account.linked", by=f"person:{person.id}", subject=f"account:{account.id}", now=now, person=person.id
    )
    _welcome(work, account, person, phrase=give_phrase(work, person.id, now=now), now=now)
    for proposal in proposals_of(work, person.id):
        if is_open(proposal):
            tell_proposed(work, proposal.id, account, now=now)
    tell_all_recorded(work, person.id, now=now)
    return account


def end(work: Work, account: Account, cause: Cause, *, by: str, now: datetime) -> None:
    work.linking.unlink(account.id, cause=cause, now=now)
    work.audit.add("account.unlinked", by=by, subject=f"account:{account.id}", now=now, cause=cause)


def tell_officers(work: Work, occurrence: str, text_key: str, *, now: datetime, **facts: Fact) -> int:
    """A message to every HR officer with a link that is in use, each in their language; return how many."""
    return tell_holders(work, (Role.ADMINISTRATOR, Role.OFFICER), occurrence, text_key, facts=facts, now=now)


def tell_holders(
    work: Work,
    roles: Sequence[Role],
    occurrence: str,
    text_key: str,
    *,
    facts: Mapping[str, Fact],
    but: Collection[int] = (),
    now: datetime,
) -> int:
    """A message to whoever holds one of the roles for the whole region, but these people."""
    officers = {person.id for role in roles for person in work.people.holding(role)}
    told = 0
    for officer in sorted(officers.difference(but)):
        account = work.linking.account_of(officer)
        if account is None or account.needs_reverification(now):
            continue
        told += work.outbox.put(
            Message(
                unique=f"{occurrence}:officer:{officer}",
                chat_id=account.chat_id,
                language=account.language,
                text_key=text_key,
                facts=dict(facts),
                protect=True,
            ),
            now=now,
        )
    return told


def tell_ended(work: Work, account: Account, *, now: datetime) -> None:
    """Confirm to a chat that it is linked no more."""
    work.outbox.put(
        Message(
            unique=f"account:{account.id}:ended",
            chat_id=account.chat_id,
            language=account.language,
            text_key="linking.ended",
        ),
        now=now,
    )


def _ask_old_chat(work: Work, old: Account, *, now: datetime) -> None:
    """Nothing personal: who reads the old chat may be somebody else by now."""
    work.outbox.put(
        Message(
            unique=f"account:{old.id}:moved",
            chat_id=old.chat_id,
            language=old.language,
            text_key="linking.moved",
            facts={"days": CONFIRM_WITHIN_DAYS},
            expires_at=now + timedelta(days=CONFIRM_WITHIN_DAYS),
            buttons=(
                ("linking.button.was_me", f"v1:link_me:{old.id}"),
                ("linking.button.not_me", f"v1:link_not_me:{old.id}"),
            ),
        ),
        now=now,
    )


def _welcome(work: Work, account: Account, person: Person, *, phrase: str, now: datetime) -> None:
    work.outbox.put(
        Message(
            unique=f"account:{account.id}:linked",
            chat_id=account.chat_id,
            language=account.language,
            text_key="linking.done",
            facts={"name": person.full_name, "sex": person.sex or "unknown", "phrase": phrase},
            protect=True,
            lane=Lane.INTERACTIVE,
            buttons=(
                ("language.id", "v1:language:id"),
                ("language.en", "v1:language:en"),
            ),
        ),
        now=now,
    )
